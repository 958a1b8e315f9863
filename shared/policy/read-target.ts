import { decoded } from '../decoded.ts';
import { type Method, methods, type Refusal, type Target } from './policy.ts';

/** The path that Cloudflare's API is found below. */
export const apiBase = '/client/v4/';

/** The longest target, in characters. Cloudflare's own clients stay far below it. */
export const longestTarget = 4096;
const mostQueryNames = 50;

/* Printable ASCII that may stand in a path or a query as it is (RFC 3986), without the semicolon. */
const plainPath = /^[A-Za-z0-9\-._~!$&'()*+,=:@%/]*$/;
const plainQuery = /^[A-Za-z0-9\-._~!$&'()*+,=:@%/?]*$/;
const queryName = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const unseen = /[\p{C}\p{Z}]/u;
const unseenButSpace = /[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * Reads a request line strictly: the method, and the target exactly as it came. What could be read in two ways is
 * refused, never repaired: dot steps, encoded slashes, double slashes, bytes that are no text, names that stand twice.
 */
export function readTarget(method: string, rawTarget: string): Target | Refusal {
  const known = methods.find((one) => one === method);
  if (known === undefined) return refused('This method is not one of Cloudflare’s API.');
  if (rawTarget.length > longestTarget) return refused('The address is too long.');
  if (!rawTarget.startsWith(apiBase)) return refused(`Addresses begin with ${apiBase} here.`);
  const [rawPath = '', ...queries] = splitOnce(rawTarget.slice(apiBase.length), '?');
  const segments = readPath(rawPath);
  if (segments === null) return refused('The path can be read in more than one way. Write it plainly.');
  return readQuery(known, segments, queries[0]);
}

/** Whether a reading ended in a refusal. */
export function isRefusal(read: object): read is Refusal {
  return 'code' in read && 'says' in read;
}

function refused(says: string): Refusal {
  return { code: 'target-refused', says };
}

function readPath(raw: string): readonly string[] | null {
  if (!plainPath.test(raw)) return null;
  const segments: string[] = [];
  /* Without a percent sign it holds nothing but the plain signs above, and needs no decoding. */
  const isPlain = !raw.includes('%');
  for (const part of raw.split('/')) {
    if (isPlain) {
      if (isDotStep(part)) return null;
      segments.push(part);
      continue;
    }
    const segment = decoded(part);
    if (segment === null || !isPlainStep(segment)) return null;
    segments.push(segment);
  }
  return segments;
}

function isDotStep(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..';
}

/* A percent sign that is left over after decoding could be decoded once more on the way. */
function isPlainStep(segment: string): boolean {
  if (isDotStep(segment)) return false;
  return !/[/\\%;?#]/.test(segment) && !unseen.test(segment);
}

function readQuery(method: Method, segments: readonly string[], raw: string | undefined): Target | Refusal {
  const query = new Map<string, string>();
  /* Some clients leave the question mark where they have nothing to ask. */
  if (raw === undefined || raw === '') return { method, segments, query };
  if (!plainQuery.test(raw)) return refused('The query holds signs that must be encoded.');
  const pairs = raw.split('&');
  if (pairs.length > mostQueryNames) return refused('The query is too long.');
  for (const pair of pairs) {
    const [rawName = '', rawValue] = splitOnce(pair, '=');
    const name = decoded(rawName);
    const value = rawValue === undefined ? null : decoded(rawValue.replaceAll('+', ' '));
    if (name === null || value === null || !queryName.test(name) || unseenButSpace.test(value)) {
      return refused('The query can be read in more than one way. Write it as name=value, with plain names.');
    }
    if (query.has(name)) return refused(`The query names ${name} twice.`);
    query.set(name, value);
  }
  return { method, segments, query };
}

function splitOnce(text: string, at: string): readonly string[] {
  const index = text.indexOf(at);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + at.length)];
}
