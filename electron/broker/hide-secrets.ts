import type { Shown } from '../../shared/policy/policy.ts';
import { holdsKnown } from '../core/leak-guard.ts';
import type { Secret } from '../core/secret.ts';

/** What stands in the place of a text that holds a secret. */
export const hidden = '[hidden: it looks like a secret]';

const secretForm = /(?:cf(?:at|ut|k|oat)|psp)_[A-Za-z0-9_-]{16,}/;

/** Whether a text holds the token, or anything of the form of one. */
export function looksSecret(text: string, token: Secret): boolean {
  return secretForm.test(text) || holdsKnown(text, [token]);
}

/** A text as it may be shown and written down: without secrets, and with no sign in it that can't be seen. */
export function asShown(text: string, token: Secret): string {
  return looksSecret(text, token) ? hidden : text.replace(unseen, codeOf);
}

/** Lines as they may be shown and written down. */
export function linesAsShown(lines: readonly Shown[], token: Secret): readonly Shown[] {
  return lines.map((line) => ({
    ...line,
    label: asShown(line.label, token),
    value: asShown(line.value, token),
  }));
}

/** Whether a line would be hidden that does not stand there already: the owner has to see what is sent. */
export function hidesMore(planned: readonly Shown[], present: readonly Shown[], token: Secret): boolean {
  const isThere = (line: Shown) =>
    present.some(({ label, value }) => label === line.label && value === line.value);
  return planned.some((line) => isHidden(line, token) && !isThere(line));
}

/** Whether a line holds a secret. */
export function isHidden({ label, value }: Shown, token: Secret): boolean {
  return looksSecret(label, token) || looksSecret(value, token);
}

/* Control signs and those that turn the direction of writing: with them a text can look like another. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function codeOf(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
}
