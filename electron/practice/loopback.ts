import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { clientAddressHeader, type PracticeCloudflare } from './practice-cloudflare.ts';

/** The practice Cloudflare on a loopback port, for clients outside this process. */
export interface Loopback {
  readonly port: number;
  /** To be set as `CLOUDFLARE_API_BASE_URL` or `CLOUDFLARE_BASE_URL`. */
  readonly baseUrl: string;
  /** Stops listening and ends what is under way. */
  readonly close: () => Promise<void>;
}

/**
 * How long a connection may be idle, in milliseconds: minutes, as at Cloudflare. After Node's own five seconds a client
 * that was busy could send on a connection that was closed at that very moment, and what makes a token is not sent again.
 */
const idleMs = 300_000;

/** Serves the practice Cloudflare on 127.0.0.1 only; port 0 takes any free one. */
export async function serveOnLoopback(practice: PracticeCloudflare, port = 0): Promise<Loopback> {
  const server = createServer({ keepAliveTimeout: idleMs }, (incoming, outgoing) => {
    answer(practice, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    baseUrl: `http://127.0.0.1:${taken}/client/v4`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  practice: PracticeCloudflare,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const response = await practice.fetch(requestFrom(incoming, gone.signal));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body), outgoing);
}

function requestFrom(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  // Nobody outside can claim to come from another address.
  headers.set(clientAddressHeader, incoming.socket.remoteAddress ?? '127.0.0.1');
  const method = incoming.method ?? 'GET';
  const bodiless = method === 'GET' || method === 'HEAD';
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return new Request(url, {
    method,
    headers,
    signal,
    ...(bodiless ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
  });
}
