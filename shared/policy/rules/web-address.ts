import { decoded } from '../../decoded.ts';

/** A web address, as far as a rule needs it. */
export type WebAddress = {
  readonly host: string;
  /** The path and the query, decoded. */
  readonly path: string;
};

/* A name, and then nothing, a path or a query. No user, no port, no fragment, no backslash, nothing unseen. */
const form = /^https?:\/\/([\p{L}\p{M}\p{N}._-]{1,253})([/?][^\s\p{C}\p{Z}\\<>"{}|^`#]*)?$/iu;

/** Reads a plain web address; null for one that can be read in more than one way. */
export function readWebAddress(text: string): WebAddress | null {
  const [, host = '', rest = '/'] = form.exec(text) ?? [];
  if (host === '' || host.startsWith('.') || host.endsWith('.') || host.includes('..')) return null;
  /* What a browser would take for an address of numbers. */
  if (/^(?:0x[0-9a-f]*|\d+)$/i.test(host.split('.').at(-1) ?? '')) return null;
  const raw = rest.startsWith('/') ? rest : `/${rest}`;
  if (/%(?:2f|5c|00)/i.test(raw)) return null;
  const path = decoded(raw);
  if (path === null || /[\p{C}\\]/u.test(path)) return null;
  const steps = (path.split('?')[0] ?? '').split('/');
  return steps.includes('.') || steps.includes('..') ? null : { host: host.toLowerCase(), path };
}
