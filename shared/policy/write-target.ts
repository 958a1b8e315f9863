import type { Target } from './policy.ts';
import { apiBase } from './read-target.ts';

/** Writes a path with its query anew, from what was read: strictly encoded, so that it can be read in one way only. */
export function writeTarget({
  segments,
  query = new Map(),
}: Pick<Target, 'segments'> & Partial<Pick<Target, 'query'>>): string {
  const path = apiBase + segments.map(encoded).join('/');
  if (query.size === 0) return path;
  return `${path}?${[...query].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`;
}

/* What means itself wherever it stands (RFC 3986, "unreserved"). */
const plain = /^[A-Za-z0-9._~-]*$/;

/* `encodeURIComponent` leaves five signs as they are that some readers give a meaning. */
function encoded(text: string): string {
  if (plain.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
