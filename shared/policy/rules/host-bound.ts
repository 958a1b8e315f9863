import { matchesOwn, plainName } from './own-names.ts';

const oneHost = /^http\.host\s*(?:eq|==)\s*"([^"\\]+)"$/;
const someHosts = /^http\.host\s+in\s*\{\s*((?:"[^"\\]+"\s*)+)\}$/;
const hostForm = /^http\.host\s+wildcard\s*"(\*\.[^"\\*]+)"$/;
const or = /(?<![\w.])or(?![\w.])|\|\|/gi;
const and = /(?<![\w.])and(?![\w.])|&&/gi;
/** The most brackets within each other; far more than anybody writes. */
const deepest = 20;

/** Cloudflare's fields that have an "or" within their names. */
const fieldsWithOr: ReadonlySet<string> = new Set([
  'cf.bot_management.corporate_proxy',
  'cf.bot_management.score',
  'cf.edge.client_port',
  'cf.edge.server_port',
  'cf.threat_score',
  'cf.verified_bot_category',
  'cf.waf.score',
  'cf.worker.upstream_zone',
  'http.x_forwarded_for',
]);

/**
 * Whether a rule's condition can hold for the slip's hostname alone. Only what surely does counts: each alternative has
 * the hostname among the things that must all be true.
 */
export function isBoundToHost(expression: string, hostname: string): boolean {
  const whole = withoutBrackets(expression.trim());
  const alternatives = splitAt(whole, or);
  if (alternatives === null) return false;
  return alternatives.every((one) => {
    const parts = splitAt(one, and) ?? [];
    return parts.some((part) => isBoundPart(part.trim(), hostname));
  });
}

/** The condition that binds a rule to a hostname. */
export function hostCondition(hostname: string): string {
  return `http.host ${hostname.startsWith('*.') ? 'wildcard' : 'eq'} "${hostname}"`;
}

function isBoundPart(part: string, hostname: string): boolean {
  const [, one] = oneHost.exec(part) ?? [];
  if (one !== undefined) return matchesOwn(one, hostname);
  const [, some] = someHosts.exec(part) ?? [];
  if (some !== undefined) {
    return [...some.matchAll(/"([^"]+)"/g)].every(([, host = '']) => matchesOwn(host, hostname));
  }
  const [, form] = hostForm.exec(part) ?? [];
  if (form !== undefined) return plainName(form) === plainName(hostname);
  return isBracketed(part) && isBoundToHost(part, hostname);
}

/* Takes brackets away that are around all of it. */
function withoutBrackets(text: string): string {
  let inner = text;
  while (isBracketed(inner)) inner = inner.slice(1, -1).trim();
  return inner;
}

function isBracketed(text: string): boolean {
  return text.startsWith('(') && bareOf(text)?.indexOf(')') === text.length - 1;
}

/** The parts between some words, where these stand in no bracket and no text; null where it can't be told. */
function splitAt(text: string, operator: RegExp): readonly string[] | null {
  const bare = bareOf(text);
  if (bare === null || mayHideOr(bare)) return null;
  let start = 0;
  const parts: string[] = [];
  for (const { 0: word, index } of bare.matchAll(operator)) {
    parts.push(text.slice(start, index));
    start = index + word.length;
  }
  return [...parts, text.slice(start)];
}

/*
 * Cloudflare needs no space beside an operator: `1or ssl` and `orssl` hold one, too. What holds when one of two does and
 * not the other, `xor`, is bound to nothing.
 */
function mayHideOr(bare: string): boolean {
  const words = bare.match(/[\w.]+/g) ?? [];
  return (
    bare.includes('^^') ||
    words.some((word) => /or/i.test(word) && !/^or$/i.test(word) && !fieldsWithOr.has(word))
  );
}

/**
 * The text with a quotation mark in place of each sign that stands in a bracket or a text; null where something is left
 * open, or it can't be told.
 */
function bareOf(text: string): string | null {
  let bare = '';
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      /* Raw texts, as in r"...", end by other rules. */
      if (/\w/.test(text.charAt(at - 1))) return null;
      const rest = /^(?:[^"\\]|\\.)*"/s.exec(text.slice(at + 1))?.[0].length;
      if (rest === undefined) return null;
      bare += '"'.repeat(rest + 1);
      at += rest;
      continue;
    }
    /* Begins a comment, or belongs to a raw text. */
    if (sign === '#') return null;
    if (')]}'.includes(sign)) depth -= 1;
    if (depth < 0 || depth > deepest) return null;
    bare += depth === 0 ? sign : '"';
    if ('([{'.includes(sign)) depth += 1;
  }
  return depth === 0 ? bare : null;
}
