import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { json } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { type Loopback, serveOnLoopback } from '../../electron/practice/loopback.ts';
import {
  clientAddressHeader,
  createPracticeCloudflare,
  type PracticeCloudflare,
} from '../../electron/practice/practice-cloudflare.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(): Promise<{ practice: PracticeCloudflare; server: Loopback; address: string }> {
  const practice = createPracticeCloudflare({ now: () => new Date() });
  const server = await serveOnLoopback(practice);
  ends.push(server.close);
  return { practice, server, address: `${server.baseUrl}/zones/${practice.seed.zones.bakery.id}` };
}

const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

test('an outside client gets the same answer as one inside', async () => {
  const { practice, address } = await open();
  const headers = bearer(practice.readyToken('narrow').value);
  const response = await fetch(address, { headers });
  expect(response.status).toBe(200);
  const inside = await practice.fetchLike(
    address.replace(/^.*?\/client/, 'https://practice.invalid/client'),
    { headers },
  );
  expect(await response.json()).toEqual(await inside.json());
});

test('a connection may be idle for minutes, as at Cloudflare', async () => {
  const { practice, address } = await open();
  const response = await fetch(address, { headers: bearer(practice.readyToken('narrow').value) });
  await response.text();
  const seconds = Number(/timeout=(\d+)/.exec(response.headers.get('keep-alive') ?? '')?.[1]);
  expect(seconds).toBeGreaterThanOrEqual(60);
});

test('an outside client cannot pretend to come from another address', async () => {
  const { practice, address } = await open();
  const headers = { ...bearer(practice.readyToken('ipLimited').value), [clientAddressHeader]: '203.0.113.5' };
  expect(await (await fetch(address, { headers })).json()).toMatchObject({
    errors: [{ code: 9109, message: 'Cannot use the access token from location: 127.0.0.1' }],
  });
});

test.each(['dropped', 'offline', 'lose-create-answer'] as const)(
  'the fault %s is a broken connection to an outside client',
  async (kind) => {
    const { practice, server } = await open();
    practice.faults.on({ kind });
    const ask = fetch(`${server.baseUrl}/accounts/${practice.seed.accounts.bakery.id}/tokens`, {
      method: 'POST',
      headers: {
        ...bearer(practice.readyToken('accountSetupKey').value),
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        name: 'x',
        policies: [
          {
            effect: 'allow',
            resources: { [`com.cloudflare.api.account.zone.${practice.seed.zones.bakery.id}`]: '*' },
            permission_groups: [{ id: 'c8fed203ed3043cba015a93ad1616f1f' }],
          },
        ],
      }),
    });
    await expect(ask.then((response) => response.text())).rejects.toThrow(TypeError);
  },
);

test('a client that hangs up ends the wait for a slow answer', async () => {
  const waiting = Promise.withResolvers<AbortSignal>();
  const practice = createPracticeCloudflare({
    now: () => new Date(),
    sleep: (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        waiting.resolve(signal);
      }),
  });
  practice.faults.on({ kind: 'latency', ms: 60_000 });
  const server = await serveOnLoopback(practice);
  ends.push(server.close);
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /client/v4/zones HTTP/1.1\r\nHost: x\r\n\r\n');
  const signal = await waiting.promise;
  const ended = once(signal, 'abort');
  socket.destroy();
  await ended;
  expect(signal.aborted).toBe(true);
});

test('it listens on this computer only', async () => {
  const { server } = await open();
  expect(new URL(server.baseUrl).hostname).toBe('127.0.0.1');
});

function command(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['build/practice.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ends.push(() => child.kill('SIGKILL'));
  return child;
}

/** Reads the one JSON document that the command prints, while it goes on running. */
async function firstDocument(
  child: ChildProcess,
): Promise<Record<string, Record<string, { value: string }>>> {
  const copy = new PassThrough();
  child.stdout?.on('data', (chunk: Buffer) => {
    copy.write(chunk);
    if (chunk.toString().endsWith('}\n')) copy.end();
  });
  return (await json(copy)) as Record<string, Record<string, { value: string }>>;
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the command prints its places and tokens, serves, and ends on %s',
  async (signal) => {
    const child = command('--port', '0');
    const printed = await firstDocument(child);
    expect(Object.keys(printed)).toEqual(['baseUrl', 'userId', 'accounts', 'zones', 'projects', 'tokens']);
    const response = await fetch(`${String(printed.baseUrl)}/user/tokens/verify`, {
      headers: bearer(printed.tokens?.userSetupKey?.value ?? ''),
    });
    expect(response.status).toBe(200);
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  },
);

test('the command says how it is used when it is given nonsense', async () => {
  const child = command('--port', 'many');
  const [code] = await once(child, 'exit');
  expect(code).toBe(2);
});

test('the command says so when its port is taken', async () => {
  const { server } = await open();
  const child = command('--port', String(server.port));
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said).toContain('could not start');
});
