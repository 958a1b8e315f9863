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
  return readings(normal(text)).some(holdsToken) || holdsKnown(text, known);
}

/** Whether a text holds one of the known secrets, in any of those forms. */
export function holdsKnown(text: string, known: readonly Secret[]): boolean {
  return known.some((secret) => holdsValue(text, secret.reveal()));
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

/** Whether a text holds a value in any of its forms, forwards or backwards, whole or split by anything at all. */
export function holdsValue(text: string, value: string): boolean {
  const forms = formsOf(value)
    .map(bare)
    .filter(({ length }) => length >= shortest);
  const hex = Buffer.from(value, 'utf8').toString('hex');
  const read = decodings(normal(text)).map(bare);
  return [...read, ...read.map(backwards)].some(
    (one) => forms.some((form) => one.includes(form)) || one.toLowerCase().includes(hex),
  );
}

/* Without marks over letters, since putting many of them in order takes for ever. */
function normal(text: string): string {
  return text.replace(/\p{M}+/gu, '').normalize('NFKC');
}

/* Letters and digits alone: what is left of a value whatever was put in between, or in place of its other signs. */
function bare(text: string): string {
  return text.replace(/\\[nrt]/g, '').replace(/[^A-Za-z0-9]+/g, '');
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
const gap = '[\\s\\p{Pd}\\u2212\\p{Cf}\\p{Default_Ignorable_Code_Point}]*';
const splitPrefix = new RegExp(
  `(?:c${gap}f${gap}(?:a${gap}t|u${gap}t|k|o${gap}a${gap}t)|p${gap}s${gap}p)${gap}_${gap}(?:[A-Za-z0-9_]${gap}){20,}`,
  'u',
);
const breaks = new RegExp(gap, 'gu');

function withoutBreaks(text: string): string {
  return text.replace(breaks, '');
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
