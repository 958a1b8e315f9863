import type { IncomingHttpHeaders } from 'node:http';

/**
 * Where an answer leads to a place of the same host, its path alone: whoever follows it comes by here again. Where it
 * leads elsewhere it is left out.
 */
export function withOwnLocation(headers: IncomingHttpHeaders, origin: string): IncomingHttpHeaders {
  const { location, ...others } = headers;
  if (location === undefined) return headers;
  const url = URL.canParse(location, origin) ? new URL(location, origin) : null;
  return url?.origin === origin ? { ...others, location: url.pathname + url.search } : others;
}
