import { formsOf, holdsValue } from '../../electron/core/leak-guard.ts';

/** The shortest piece of a token that counts as a part of it, in characters. */
const piece = 12;
/** Up to how many characters a text is read by the guard, too, which takes long; all of a page's memory is far more. */
const longestGuarded = 1_000_000;

/**
 * Whether a text holds a secret: in any form the app's own guard knows, or any piece of it, forwards or backwards, with
 * or without breaks. The pieces do not rest on the guard, so that a hole in it would show.
 */
export function findsCanary(text: string, canary: string): boolean {
  const body = canary.slice(canary.indexOf('_') + 1);
  const pieces = Array.from({ length: body.length - piece + 1 }, (_, at) => body.slice(at, at + piece));
  const joined = text.replace(/[\s\p{Cf}]+/gu, '');
  const views = [text, joined, joined.replaceAll('-', '')];
  const isIn = (one: string) => views.some((view) => view.includes(one));
  if ([...pieces, ...pieces.map(backwards)].some(isIn)) return true;
  return text.length > longestGuarded ? formsOf(canary).some(isIn) : holdsValue(text, canary);
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}
