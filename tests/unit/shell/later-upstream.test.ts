import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Upstream } from '../../../electron/broker/ports.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { laterUpstream } from '../../../electron/shell/later-upstream.ts';
import { accountToken } from '../../fakes/tokens.ts';

const ask = (upstream: Upstream) =>
  upstream.send(
    { method: 'GET', path: '/client/v4/zones', headers: {}, body: null },
    new Secret(accountToken),
    new AbortController().signal,
  );

it('is loaded with the first request, once for all, and again after that failed', async () => {
  let loads = 0;
  const upstream = laterUpstream(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not there');
    return { send: async ({ path }) => ({ status: 200, headers: { path }, body: Readable.from([]) }) };
  });
  expect(loads).toBe(0);
  await expect(ask(upstream)).rejects.toThrow('not there');
  const [one, other] = await Promise.all([ask(upstream), ask(upstream)]);
  expect([one.status, other.headers, loads]).toEqual([200, { path: '/client/v4/zones' }, 2]);
});
