import { holdsToken } from '../../shared/token-forms.ts';
import type { Secret } from './secret.ts';

/** The shortest secret worth looking for; anything shorter would be found everywhere. */
const shortest = 8;

/**
 * Whether a text gives a secret away: anything of a token's form, or one of the known secrets, as it is or in one of
 * the forms that survive copying: base64, base64url, hex, percent-encoded, reversed, or split by spaces, dashes or
 * line breaks.
 */
export function givesAway(text: string, known: readonly Secret[]): boolean {
  return readings(text).some(holdsToken) || known.some((secret) => holdsValue(text, secret.reveal()));
}

/** Every form of a value that counts as that value, for searching in what the app puts out. */
export function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  return [
    value,
    backwards(value),
    hex,
    hex.toUpperCase(),
    percentEncoded(value),
    encodeURIComponent(value),
    ...base64Cores(bytes),
  ];
}

/** Whether a text holds a value in any of its forms, whole or split. */
export function holdsValue(text: string, value: string): boolean {
  const forms = formsOf(value)
    .map(withoutBreaks)
    .filter(({ length }) => length >= shortest);
  const hex = Buffer.from(value, 'utf8').toString('hex');
  return decodings(text)
    .map(withoutBreaks)
    .some((read) => forms.some((form) => read.includes(form)) || read.toLowerCase().includes(hex));
}

/* The text as it stands, decoded, backwards, joined, and with each encoded run read. */
function readings(text: string): string[] {
  const straight = decodings(text);
  const both = [...straight, ...straight.map(backwards)];
  const joined = both.filter((one) => splitPrefix.test(one)).map(withoutBreaks);
  const runs = text.match(/[A-Za-z0-9+/_-]{48,}={0,2}/g) ?? [];
  const hexRuns = text.match(/(?:[0-9a-fA-F]{2}){40,}/g) ?? [];
  return [
    ...both,
    ...joined,
    /* What stands in front of a run may have become a part of it, so each of the four alignments is read. */
    ...runs.flatMap((run) =>
      [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')),
    ),
    ...hexRuns.map((run) => Buffer.from(run, 'hex').toString('latin1')),
  ];
}

/* A prefix with breaks inside it or after it. Joining a whole text without such a sign would make words into noise. */
const splitPrefix =
  /c[\s-]*f[\s-]*(?:a[\s-]*t|u[\s-]*t|k|o[\s-]*a[\s-]*t)[\s-]*_[\s-]*(?:[A-Za-z0-9_][\s-]*){20,}/;

function withoutBreaks(text: string): string {
  return text.replace(/[\s\p{Cf}-]+/gu, '');
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}

/* The text, and what it is once and twice percent-decoded. A lone "%" may eat what follows, so each step counts. */
function decodings(text: string): string[] {
  const once = decodedPercent(text);
  return [...new Set([text, once, decodedPercent(once)])];
}

function decodedPercent(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function percentEncoded(value: string): string {
  return [...Buffer.from(value, 'utf8')]
    .map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`)
    .join('');
}

/* The part of each of the three base64 alignments that does not depend on the bytes around the value. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const text = padded.toString('base64').replace(/=+$/, '');
    const core = text.slice(offset === 0 ? 0 : offset + 1, padded.length % 3 === 0 ? undefined : -1);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
