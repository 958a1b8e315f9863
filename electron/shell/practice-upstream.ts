import { addAbortSignal, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { withOwnLocation } from '../adapters/cloudflare/own-location.ts';
import { collectBody } from '../broker/collect-body.ts';
import { HeldBytes, mostHeld, type Share } from '../broker/held-bytes.ts';
import { answerMs } from '../broker/own-request.ts';
import type { Upstream } from '../broker/ports.ts';
import { refusal } from '../practice/answers.ts';
import { respond } from '../practice/respond.ts';

/*
 * No rule lets through a body for which there is never room, and wrangler sends it again after any failure, up to five times
 * with longer and longer waits (pages/upload.ts).
 */
const noRoom = refusal(
  429,
  10429,
  'The practice account takes in too many uploads right now. Send this one again in a moment.',
  { headers: { 'retry-after': '5' } },
);

/**
 * The practice account as the broker's upstream: asked inside of this process, with no connection at all. It reads uploads
 * whole, which the broker does not, so they are counted: `most` bytes are held at once, of all together.
 */
export function practiceUpstream(
  baseUrl: string,
  fetchPractice: typeof fetch,
  most: number = mostHeld,
): Upstream {
  const { origin } = new URL(baseUrl);
  const held = new HeldBytes(most);
  return {
    send: async ({ method, path, headers, body }, token, signal) => {
      const sent = new Headers(headers);
      sent.set('authorization', `Bearer ${token.reveal()}`);
      sent.delete('content-length');
      const share = held.share(null);
      try {
        const bytes = body instanceof Readable ? await upload(body, share, signal) : body;
        const answer =
          bytes === 'no-room'
            ? respond(noRoom.answer, [])
            : await fetchPractice(
                new Request(origin + path, {
                  method,
                  headers: sent,
                  signal,
                  ...(bytes === null ? {} : { body: bytes as Uint8Array<ArrayBuffer> }),
                }),
              );
        return {
          status: answer.status,
          headers: withOwnLocation(Object.fromEntries(answer.headers), origin),
          body:
            answer.body === null ? Buffer.alloc(0) : heard(Readable.fromWeb(answer.body as ReadableStream)),
        };
      } finally {
        share.free();
      }
    },
  };
}

/** The bytes of an upload; "no-room" where so many may not be held. Throws where it breaks off. */
async function upload(body: Readable, share: Share, signal: AbortSignal): Promise<Buffer | 'no-room'> {
  addAbortSignal(signal, body);
  const read = await collectBody(body, { most: mostHeld, withinMs: answerMs, hold: share.take });
  if (read.kind === 'whole') return read.bytes;
  if (read.kind !== 'no-room') throw new Error('The upload broke off.');
  /* Whoever sends it hears the answer once all is sent. */
  body.resume();
  return 'no-room';
}

/* It may break off before anybody reads it. Without a listener that would end the app. */
function heard(body: Readable): Readable {
  return body.on('error', () => undefined);
}
