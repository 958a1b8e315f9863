// One server of the broker's bench, in a process of its own: the far side, a plain proxy, or the broker before it.
import { Agent, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUndiciUpstream } from '../../electron/adapters/cloudflare/undici-upstream.ts';
import { Secret } from '../../electron/core/secret.ts';
import { openBenchBroker } from './bench-broker.ts';

const [, , kind, far = '0', folder = ''] = process.argv;
const farPort = Number(far);

/** What the far side answers a read with: as much as a short list of records. */
const answer = Buffer.from(
  JSON.stringify({
    result: Array.from({ length: 6 }, (_, id) => ({
      id,
      name: `r${id}.bakery.example`,
      content: '192.0.2.7',
    })),
    success: true,
    errors: [],
    messages: [],
  }),
);

const uploadToken = Buffer.from(JSON.stringify({ result: { jwt: 'e30.e30.c2lnbmF0dXJl' }, success: true }));

if (kind === 'far') await openFar();
else if (kind === 'plain') await openPlain();
else await openBroker();

/* Takes one token at a time, as Cloudflare does once a token was rolled. */
async function openFar(): Promise<void> {
  let valid = 'first';
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/valid/')) {
      valid = request.url.slice('/valid/'.length);
      response.end();
      return;
    }
    let bytes = 0;
    request.on('data', (piece: Buffer) => (bytes += piece.length));
    request.on('end', () => {
      const path = request.url ?? '';
      const isValid = path.includes('/assets/') || request.headers.authorization === `Bearer ${valid}`;
      const body = path.endsWith('/upload-token')
        ? uploadToken
        : bytes > 0
          ? Buffer.from(JSON.stringify({ result: { bytes }, success: true }))
          : answer;
      response.writeHead(isValid ? 200 : 401, {
        'content-type': 'application/json',
        'content-length': body.length,
      });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port, pass: 'first' }));
}

/* The least that a proxy can do: swap the credential. */
async function openPlain(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const server = createServer((request, response) => {
    const headers = { ...request.headers, host: `127.0.0.1:${farPort}`, authorization: 'Bearer first' };
    const on = send(
      { agent, host: '127.0.0.1', port: farPort, method: request.method, path: request.url, headers },
      (back) => {
        response.writeHead(back.statusCode ?? 502, back.headers);
        back.pipe(response);
      },
    );
    on.on('error', () => response.destroy());
    request.pipe(on);
  });
  server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port, pass: 'any' }));
}

async function openBroker(): Promise<void> {
  const job = kind === 'broker-pages' ? 'pages-project' : 'change-dns';
  const upstream = createUndiciUpstream(`http://127.0.0.1:${farPort}/client/v4`);
  const { port, pass, slip, traffic, keychain } = await openBenchBroker(job, upstream, folder);
  process.once('SIGINT', () => process.exit(0));
  process.on('message', async (asked: unknown) => {
    if (asked === 'memory') {
      globalThis.gc?.();
      tell({ bytes: process.memoryUsage().rss });
    }
    if (asked === 'roll') {
      const letOn = await traffic.hold(slip.id);
      await fetch(`http://127.0.0.1:${farPort}/valid/second`);
      await keychain.set(slip.id, new Secret('second'));
      letOn();
      tell({ rolled: true });
    }
  });
  tell({ port, pass });
}

function tell(fact: object): void {
  process.send?.(fact);
}
