import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { accountToken } from '../../fakes/tokens.ts';

const owner = { kind: 'user' } as const;
const key = new Secret(accountToken);
const order = { name: 'x', policies: [], expiresOn: null };

/** A real server on loopback, with the adapter and Node's own fetch in front of it. */
async function serve(listener: RequestListener, timeoutMs = 200) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return createCloudflareApi({
    baseUrl: `http://127.0.0.1:${port}/client/v4`,
    fetch,
    clock: new ManualClock(),
    timeoutMs,
  });
}

describe('over a real connection', () => {
  it('a redirect is refused, so that the key does not follow it', async () => {
    const reached: string[] = [];
    const api = await serve((request, response) => {
      reached.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'offline' } });
    expect(reached).toEqual(['/client/v4/user/tokens']);
  });

  it('an answer that never comes is given up', async () => {
    const api = await serve(() => undefined);
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'timed-out' } });
  });

  it('an answer that never ends is given up', async () => {
    const api = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"success":true,"result":{');
    });
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'timed-out' } });
  });

  it.each([
    ['as it is', 'identity', (bytes: Buffer) => bytes],
    ['packed into next to nothing', 'gzip', gzipSync],
  ])('an answer that is far too large is not read to its end: %s', async (_how, coding, packed) => {
    const bytes = packed(Buffer.from(`{"success":true,"result":[${' '.repeat(17 * 1024 * 1024)}]}`));
    const api = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding }).end(bytes);
    }, 20_000);
    expect(await api.createToken(key, owner, order)).toEqual({
      ok: false,
      problem: { code: 'malformed-answer' },
    });
    expect(await api.listAccounts(key)).toEqual({ ok: false, problem: { code: 'malformed-answer' } });
  });

  it('a connection that breaks off in the middle of an answer is no answer', async () => {
    const api = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"success":true,');
      setImmediate(() => response.destroy());
    });
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'offline' } });
  });

  it('a server that is not there is not there', async () => {
    const api = createCloudflareApi({
      baseUrl: 'http://127.0.0.1:9/client/v4',
      fetch,
      clock: new ManualClock(),
    });
    expect(await api.verify(key, owner)).toEqual({ ok: false, problem: { code: 'offline' } });
  });
});

describe('a computer whose date is wrong', () => {
  const withCause = (...errors: readonly Error[]) =>
    errors.reduceRight<Error | undefined>((cause, error) => Object.assign(error, { cause }), undefined);

  it.each([
    [
      'CERT_NOT_YET_VALID',
      withCause(new TypeError('fetch failed'), Object.assign(new Error('x'), { code: 'CERT_NOT_YET_VALID' })),
    ],
    [
      'CERT_HAS_EXPIRED',
      withCause(new TypeError('fetch failed'), Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' })),
    ],
    ['net::ERR_CERT_DATE_INVALID', new Error('net::ERR_CERT_DATE_INVALID')],
  ])('is told apart from one that is offline by %s', async (_name, error) => {
    const api = createCloudflareApi({
      baseUrl: 'https://api.example/client/v4',
      fetch: () => Promise.reject(error),
      clock: new ManualClock(),
    });
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'clock-wrong' } });
  });

  it.each([
    [0, 'cloudflare-said-no'],
    [11, 'cloudflare-said-no'],
    [13, 'clock-wrong'],
    [-13, 'clock-wrong'],
  ])('is seen by an answer from %i hours away', async (hours, code) => {
    const clock = new ManualClock();
    const date = new Date(clock.now().getTime() + hours * 3_600_000).toUTCString();
    const body = { success: false, errors: [{ code: 1001, message: 'expires_on must be in the future' }] };
    const api = createCloudflareApi({
      baseUrl: 'https://api.example/client/v4',
      fetch: async () => Response.json(body, { status: 400, headers: { date } }),
      clock,
    });
    expect(await api.createToken(key, owner, order)).toMatchObject({ problem: { code } });
  });
});
