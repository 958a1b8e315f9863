import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { accountToken } from '../../fakes/tokens.ts';

const owner = { kind: 'user' } as const;
const key = new Secret(accountToken);
const order = { name: 'x', policies: [], expiresOn: null };

/** A real server on loopback, with the adapter and Node's own fetch in front of it. */
async function serve(listener: RequestListener) {
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
    timeoutMs: 200,
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
