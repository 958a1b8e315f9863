import type { Shown } from '../../shared/policy/policy.ts';
import { passPrefix } from '../../shared/token-forms.ts';
import { holdsKnown } from '../core/leak-guard.ts';
import type { Secret } from '../core/secret.ts';

/** What stands in the place of a text that holds a secret. */
const hidden = '[hidden: it looks like a secret]';

const secretForm = new RegExp(`(?:cf(?:at|ut|k|oat)_|${passPrefix})[A-Za-z0-9_-]{16,}`);

/** Whether a text holds the token, or anything of the form of one. */
export function looksSecret(text: string, token: Secret): boolean {
  return secretForm.test(text) || holdsKnown(text, [token]);
}

/** A text as it may be shown and written down: without secrets, and so that nothing in it passes for something else. */
export function asShown(text: string, token: Secret): string {
  if (looksSecret(text, token)) return hidden;
  return text
    .replace(word, (one) => (latin.test(one) ? one.replace(piece, pieceAsShown) : one))
    .replace(unseen, codeOf)
    .replace(longGap, (gap) => `[${gap.length} spaces]`);
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

/*
 * Signs without a look of their own, and those that turn the direction of writing: with them a text can look like another.
 * Beside those that Unicode lists so: Braille's blank, a note of music without a head, a filler of Khitan and two blanks of
 * hieroglyphs. Those that an emoji is made of stay in it.
 */
const emojiPart =
  '(?<=\\p{Extended_Pictographic})\\ufe0f|\\ufe0f\\u20e3|(?<=\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]?)\\u200d(?=\\p{Extended_Pictographic})';
const unseen = new RegExp(
  `(?!${emojiPart})[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\u2800\\u{1d159}\\u{16fe4}\\u{13441}\\u{13442}\\p{Default_Ignorable_Code_Point}]`,
  'gu',
);

/* A word in the way that names have them. The signs of East Asia stand without spaces and look like no letter, but for a few. */
const word = /[[\p{L}\p{M}\p{N}_\-]--[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}가-힣]--[\p{Nl}丨]]]+/gv;
const piece = /[^_-]+/g;

/* Beside Latin letters those of other scripts pass for them, and so do those of phonetics, of mathematics, and other digits. */
const latin = /[A-Za-z\u{c0}-\u{1bf}\u{1c4}-\u{24f}\u{1e00}-\u{1eff}]/u;
const otherSign = /[[\p{L}\p{Nl}\p{Nd}]--[0-9A-Za-zªµºəʻʼ\u{c0}-\u{1bf}\u{1c4}-\u{24f}\u{1e00}-\u{1eff}]]/gv;

/* Letters that nobody takes for Latin ones: those of living scripts, without those that have a double there. */
const doubles = [
  'аԁеѕіјӏорсԛуүхѵһгьәӕӡѡԝАВЕКМНОРСТУХЅІЈӀҺЗЬԌԀԚԜ',
  'αικνορστυχηωγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ',
  'ագզէլհյոսցւօՍՏՕ',
  'იოყძხჽჿ',
  'דוחיןס',
  'اهةەہھ',
  'ऽॱ',
  'ทนบพรหเแดลปฟม',
].join('');
const unlike = new RegExp(
  `[[\\p{L}&&[\\p{sc=Cyrl}\\p{sc=Grek}\\p{sc=Armn}\\p{sc=Geor}\\p{sc=Hebr}\\p{sc=Arab}\\p{sc=Deva}\\p{sc=Thai}]]--[${doubles}]]`,
  'v',
);

/* A piece of a word that has a dash in it may well be of another script, unless all of it looks Latin. */
function pieceAsShown(one: string): string {
  /* Sign by sign: to put many marks in order takes for ever. */
  const passesForNone = !latin.test(one) && [...one].some((sign) => unlike.test(sign.normalize('NFD')));
  return passesForNone ? one : one.replace(otherSign, codeOf);
}

/* Long ones would push what comes behind them out of sight. */
const longGap = /\p{Zs}{9,}/gu;

function codeOf(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
}
