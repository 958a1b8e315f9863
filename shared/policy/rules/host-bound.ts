import { matchesOwn, plainName } from './own-names.ts';

const oneHost = /^http\.host\s*(?:eq|==)\s*"([^"\\]+)"$/;
const someHosts = /^http\.host\s+in\s*\{\s*((?:"[^"\\]+"\s*)+)\}$/;
const hostForm = /^http\.host\s+wildcard\s*"(\*\.[^"\\*]+)"$/;
const deepest = 20;

/**
 * Whether a rule's condition can hold for the slip's hostname alone. Only what surely does counts: each alternative has
 * the hostname among the things that must all be true.
 */
export function isBoundToHost(expression: string, hostname: string, depth = 0): boolean {
  const whole = withoutBrackets(expression.trim());
  const alternatives = depth > deepest ? null : splitAt(whole, ['or', '||']);
  if (alternatives === null) return false;
  return alternatives.every((one) => {
    const parts = splitAt(one, ['and', '&&']) ?? [];
    return parts.some((part) => isBoundPart(part.trim(), hostname, depth));
  });
}

/** The condition that binds a rule to a hostname. */
export function hostCondition(hostname: string): string {
  return `http.host ${hostname.startsWith('*.') ? 'wildcard' : 'eq'} "${hostname}"`;
}

function isBoundPart(part: string, hostname: string, depth: number): boolean {
  const [, one] = oneHost.exec(part) ?? [];
  if (one !== undefined) return matchesOwn(one, hostname);
  const [, some] = someHosts.exec(part) ?? [];
  if (some !== undefined) {
    return [...some.matchAll(/"([^"]+)"/g)].every(([, host = '']) => matchesOwn(host, hostname));
  }
  const [, form] = hostForm.exec(part) ?? [];
  if (form !== undefined) return plainName(form) === plainName(hostname);
  return part.startsWith('(') && part.endsWith(')') && isBoundToHost(part, hostname, depth + 1);
}

/* Takes brackets away that are around all of it. */
function withoutBrackets(text: string): string {
  let inner = text;
  while (inner.startsWith('(') && endOfBracket(inner) === inner.length - 1) inner = inner.slice(1, -1).trim();
  return inner;
}

function endOfBracket(text: string): number {
  for (const { sign, depth, at } of outside(text) ?? []) if (sign === ')' && depth === 0) return at;
  return -1;
}

/** The parts between some words, where these stand in no bracket and no text; null where it can't be told. */
function splitAt(text: string, words: readonly string[]): readonly string[] | null {
  const signs = outside(text);
  /* What holds when one of two does and not the other is bound to nothing. */
  if (signs === null || wordsOf(text, signs, ['xor', '^^']).length > 0) return null;
  let start = 0;
  const parts: string[] = [];
  for (const { from, to } of wordsOf(text, signs, words)) {
    parts.push(text.slice(start, from));
    start = to;
  }
  return [...parts, text.slice(start)];
}

type Sign = { readonly sign: string; readonly depth: number; readonly at: number };

function wordsOf(text: string, signs: readonly Sign[], words: readonly string[]) {
  return signs.flatMap(({ depth, at }) => {
    if (depth !== 0) return [];
    const word = words.find((one) => text.slice(at, at + one.length).toLowerCase() === one);
    if (word === undefined) return [];
    const isWord = /^\w/.test(word);
    const isAlone = !/[\w.]/.test(text.charAt(at - 1)) && !/[\w.]/.test(text.charAt(at + word.length));
    return isWord && !isAlone ? [] : [{ from: at, to: at + word.length }];
  });
}

/** The signs that stand in no text, each with how many brackets are open there; null where something is left open. */
function outside(text: string): readonly Sign[] | null {
  const signs: Sign[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      /* Raw texts, as in r"...", end by other rules. */
      if (/[\w#]/.test(text.charAt(at - 1))) return null;
      const end = /^(?:[^"\\]|\\.)*"/s.exec(text.slice(at + 1))?.[0].length;
      if (end === undefined) return null;
      at += end;
      continue;
    }
    if (')]}'.includes(sign)) depth -= 1;
    if (depth < 0) return null;
    signs.push({ sign, depth, at });
    if ('([{'.includes(sign)) depth += 1;
  }
  return depth === 0 ? signs : null;
}
