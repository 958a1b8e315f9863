import { Pool } from 'undici';
import type { Upstream } from '../../broker/ports.ts';
import { dispatched } from './dispatched-answer.ts';
import { withOwnLocation } from './own-location.ts';

/** How many connections to Cloudflare may be open at the same time: more than one agent may take (`mostAtOnce`). */
const mostConnections = 256;
const connectPatienceMs = 10_000;
/** How long Cloudflare may be silent before and within an answer, in milliseconds. */
const silenceMs = 100_000;

/** Cloudflare's API over pooled connections. `baseUrl` is as the SDK has it; its host alone counts here. */
export function createUndiciUpstream(baseUrl: string): Upstream {
  const { origin } = new URL(baseUrl);
  const pool = new Pool(origin, {
    connections: mostConnections,
    connect: { timeout: connectPatienceMs },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    keepAliveTimeout: 30_000,
  });
  return {
    send: async (request, token, signal) => {
      const { method, path, body } = request;
      const headers = { ...request.headers, authorization: `Bearer ${token.reveal()}` };
      const answer = await dispatched(pool, { method, path, headers, body }, signal);
      return { ...answer, headers: withOwnLocation(answer.headers, origin) };
    },
  };
}
