import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { withOwnLocation } from '../adapters/cloudflare/own-location.ts';
import type { Upstream } from '../broker/ports.ts';

/** The practice account as the broker's upstream: asked inside of this process, with no connection at all. */
export function practiceUpstream(baseUrl: string, fetchPractice: typeof fetch): Upstream {
  const { origin } = new URL(baseUrl);
  return {
    send: async ({ method, path, headers, body }, token, signal) => {
      const sent = new Headers(headers);
      sent.set('authorization', `Bearer ${token.reveal()}`);
      sent.delete('content-length');
      const request = new Request(origin + path, {
        method,
        headers: sent,
        signal,
        ...(body === null ? {} : { body: bodyOf(body), duplex: 'half' }),
      });
      const answer = await fetchPractice(request);
      return {
        status: answer.status,
        headers: withOwnLocation(Object.fromEntries(answer.headers), origin),
        body: answer.body === null ? Buffer.alloc(0) : heard(Readable.fromWeb(answer.body as ReadableStream)),
      };
    },
  };
}

/* It may break off before anybody reads it. Without a listener that would end the app. */
function heard(body: Readable): Readable {
  return body.on('error', () => undefined);
}

function bodyOf(body: Uint8Array | Readable): NonNullable<RequestInit['body']> {
  return body instanceof Uint8Array
    ? new Uint8Array(body)
    : (Readable.toWeb(body) as globalThis.ReadableStream);
}
