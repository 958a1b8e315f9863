import type { PasteProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';

/** Who owns a token: one account, or one person. An old token does not say. */
export type TokenKind = 'account' | 'user' | 'unknown';

/** What each of the app's own passes for the local route begins with: worthless elsewhere, and still nothing to show or keep. */
export const passPrefix = 'psp_';

/** A token found in a pasted text. */
export type RecognisedToken = {
  readonly kind: TokenKind;
  readonly value: string;
  /** The last four characters, the only part that is ever shown. */
  readonly ending: string;
  /** The account id, where the pasted text names it, as Cloudflare's test command does. */
  readonly accountId: string | null;
};

/* Prefix and length of each form: developers.cloudflare.com changelog of 2026-04-18. The checksum's length is not
   documented, so at least 40 characters follow the prefix and nothing is concluded from the rest. */
const prefixed = /cf(?:at|ut|k|oat)_[A-Za-z0-9_-]*/g;
const passBody = new RegExp(`${passPrefix}[A-Za-z0-9]{20,}`);
const originCaKey = /\bv1\.0-[0-9A-Za-z-]{20,}/;
const oldTokenForm = /^[A-Za-z0-9_-]{40}$/;
const oldGlobalKeyForm = /^[0-9a-f]{37,45}$/;
const sha256Form = /^[0-9a-f]{64}$/;
const accountInAddress = /\/accounts\/([0-9a-f]{32})\b/;
const minimumBody = 40;

/** Recognises a Cloudflare credential by its form in whatever was pasted around it. */
export function recogniseToken(pasted: string): Result<RecognisedToken, PasteProblem> {
  const text = pasted.replace(invisible, '').trim();
  if (text === '') return failed({ code: 'paste-empty' });

  /* A page around a token may also name its prefix, show it shortened, or hold a placeholder. */
  const found = [...new Set(joinBrokenLines(text).match(prefixed))];
  const [whole, ...others] = found.filter(isWhole);
  if (others.length > 0) return failed({ code: 'paste-several-tokens' });
  const best = whole ?? found.find((value) => !value.endsWith('_')) ?? found[0];
  return best === undefined ? fromUnprefixed(text) : fromPrefixed(best, text);
}

/** Whether a text holds the prefix that each of Cloudflare's newer credentials begins with. */
export function holdsPrefix(text: string): boolean {
  return /cf(?:at|ut|k|oat)_/.test(text.replace(invisible, ''));
}

/** Whether a text holds anything of a credential's form; used to keep secrets out of other fields. */
export function holdsToken(text: string): boolean {
  const plain = text.replace(invisible, '');
  const prefixedBody = /cf(?:at|ut|k|oat)_[A-Za-z0-9_-]{20,}/;
  if (prefixedBody.test(plain) || passBody.test(plain) || originCaKey.test(plain)) return true;
  return wordsOf(plain).some(isUnprefixedSecret);
}

function fromPrefixed(value: string, text: string): Result<RecognisedToken, PasteProblem> {
  const prefix = value.slice(0, value.indexOf('_') + 1);
  if (prefix === 'cfk_') return failed({ code: 'paste-global-api-key' });
  if (prefix === 'cfoat_') return failed({ code: 'paste-oauth-token' });
  if (value.length - prefix.length < minimumBody) return failed({ code: 'paste-cut-off' });
  return ok(recognised(prefix === 'cfat_' ? 'account' : 'user', value, text));
}

function fromUnprefixed(text: string): Result<RecognisedToken, PasteProblem> {
  if (originCaKey.test(text)) return failed({ code: 'paste-origin-ca-key' });
  const words = wordsOf(text);
  if (words.some((word) => sha256Form.test(word))) return failed({ code: 'paste-r2-secret' });
  const tokens = new Set(words.filter((word) => oldTokenForm.test(word) && isMixed(word)));
  const [token, ...others] = tokens;
  if (others.length > 0) return failed({ code: 'paste-several-tokens' });
  if (words.some((word) => oldGlobalKeyForm.test(word))) return failed({ code: 'paste-global-api-key' });
  if (token !== undefined) return ok(recognised('unknown', token, text));
  const last = words.at(-1) ?? '';
  const cutOff = words.length <= 2 && /^[A-Za-z0-9_-]{16,39}$/.test(last) && isMixed(last);
  return failed({ code: cutOff ? 'paste-cut-off' : 'paste-not-a-token' });
}

function recognised(kind: TokenKind, value: string, text: string): RecognisedToken {
  return { kind, value, ending: value.slice(-4), accountId: accountInAddress.exec(text)?.[1] ?? null };
}

/** Zero-width and direction characters that copying from a web page or a chat can leave behind, and others not seen. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/* A terminal or a mail program breaks a long token at the line's end. A break is only closed where both sides are
   unbroken runs of token characters, the left run is a token that is not complete yet, and the right one begins none. */
const broken =
  /(cf(?:at|ut|k|oat)_[A-Za-z0-9_-]{0,39})[ \t]*\r?\n[ \t]*(?!cf(?:at|ut|k|oat)_)(?=[A-Za-z0-9_-]+[ \t]*(?:\r?\n|$))/g;

function joinBrokenLines(text: string): string {
  const joined = text.replace(broken, '$1');
  return joined === text ? text : joinBrokenLines(joined);
}

function wordsOf(text: string): string[] {
  return text.split(/[^A-Za-z0-9_-]+/).filter((word) => word !== '');
}

/** Whether a value is as long as a token, and not a stand-in such as `cfat_xxxx`. */
function isWhole(value: string): boolean {
  const body = value.slice(value.indexOf('_') + 1);
  return body.length >= minimumBody && !/^(.)\1*$/.test(body);
}

/* A 40-character web address part in lower case is no secret: an old token mixes digits with letters of both cases. */
function isMixed(word: string): boolean {
  return /[0-9]/.test(word) && /[A-Z]/.test(word) && /[a-z]/.test(word);
}

function isUnprefixedSecret(word: string): boolean {
  return (oldTokenForm.test(word) && isMixed(word)) || oldGlobalKeyForm.test(word) || sha256Form.test(word);
}
