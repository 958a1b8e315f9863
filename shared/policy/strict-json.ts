import type { Refusal } from './policy.ts';

/** How deep lists and objects may lie in one another. */
export const deepestJson = 64;
/** The most values: more than the files of any website that can be named in one field, and few enough to hold up nothing. */
export const mostInJson = 100_000;

/** A JSON value, or why the text was refused. */
export type JsonRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Reads JSON that can be understood in one way only. Refused, beside what is no JSON: names that stand twice in an object
 * (also when they differ in upper and lower case alone, which some readers take for the same), `__proto__`, more than 64
 * levels, more than 100,000 values, half characters, and numbers that can't be held exactly.
 */
export function readStrictJson(text: string): JsonRead {
  try {
    const value: unknown = JSON.parse(text);
    const why = ambiguityIn(text);
    return why === null ? { ok: true, value } : refused(why);
  } catch {
    return refused('The body is not valid JSON.');
  }
}

function refused(says: string): JsonRead {
  return { ok: false, refusal: { code: 'body-refused', says } };
}

/** What makes valid JSON ambiguous, or too much; null where nothing does. One walk over the text, which is known to be JSON. */
function ambiguityIn(text: string): string | null {
  /* The names of each object that is open, innermost last; null for a list. */
  const open: (Set<string> | null)[] = [];
  let before = '';
  let separated = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (' \n\r\t'.includes(sign)) continue;
    /* There are at least as many of these as there are values within the outermost. */
    if ('{[,'.includes(sign)) separated += 1;
    if (separated >= mostInJson) return `JSON may hold at most ${mostInJson} values.`;
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null);
      if (open.length > deepestJson) return `JSON may be at most ${deepestJson} levels deep.`;
    } else if (sign === '}' || sign === ']') {
      open.pop();
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const isName = before === '{' || before === ',';
      const why = wrongString(text.slice(at, end), isName ? (open.at(-1) ?? null) : null);
      if (why !== null) return why;
      at = end - 1;
    } else if (sign === '-' || isDigit(sign)) {
      const end = endOfNumber(text, at);
      if (!isExact(text.slice(at, end))) return 'The body holds a number that is too large or too long.';
      at = end - 1;
    }
    before = sign;
  }
  return null;
}

/** The place after the closing quotation mark. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

function endOfNumber(text: string, start: number): number {
  let at = start;
  while (at < text.length && (isDigit(text.charAt(at)) || '-+.eE'.includes(text.charAt(at)))) at += 1;
  return at;
}

function isDigit(sign: string): boolean {
  return sign >= '0' && sign <= '9';
}

function wrongString(literal: string, names: Set<string> | null): string | null {
  const text: unknown = literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1);
  if (typeof text !== 'string' || !text.isWellFormed()) return 'The body holds half a character.';
  if (names === null) return null;
  if (text === '__proto__') return 'The body holds a name that is not allowed: __proto__.';
  const folded = text.toLowerCase();
  if (names.has(folded)) return `The body names ${JSON.stringify(text.slice(0, 60))} twice.`;
  names.add(folded);
  return null;
}

function isExact(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isFinite(value)) return false;
  return digitsIn(literal) <= 15 || (Number.isSafeInteger(value) && String(value) === literal);
}

/** How many digits a number has before its exponent, without the zeros that it begins with. */
function digitsIn(literal: string): number {
  let count = 0;
  for (const sign of literal) {
    if (sign === 'e' || sign === 'E') break;
    if (isDigit(sign) && (sign !== '0' || count > 0)) count += 1;
  }
  return count;
}
