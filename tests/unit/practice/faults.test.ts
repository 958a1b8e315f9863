import { expect, test } from 'vitest';
import { onZone, openStage, policy, type Stage } from './practice-client.ts';

const { seed } = openStage().practice;
const zone = seed.zones.bakery.id;
const tokens = `/accounts/${seed.accounts.bakery.id}/tokens`;
const newToken = { name: 'Marked', policies: [policy(['zone.read'], onZone(zone))] };

const readZone = (stage: Stage) =>
  stage.call(stage.practice.readyToken('narrow').value, 'GET', `/zones/${zone}`);

function ask(stage: Stage, signal?: AbortSignal): Promise<Response> {
  const { value } = stage.practice.readyToken('narrow');
  return stage.practice.fetchLike(`${stage.practice.baseUrl}/zones/${zone}`, {
    headers: { authorization: `Bearer ${value}` },
    ...(signal === undefined ? {} : { signal }),
  });
}

test('latency waits as long as it is told before it answers', async () => {
  const waits: number[] = [];
  const stage = openStage({ sleep: async (ms) => void waits.push(ms) });
  stage.practice.faults.on({ kind: 'latency', ms: 4000 });
  expect((await readZone(stage)).status).toBe(200);
  expect(waits).toEqual([4000]);
});

test('a caller that gives up while waiting is let go, and nothing was done', async () => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'latency', ms: 60_000 });
  const before = stage.practice.fingerprint();
  const giveUp = new AbortController();
  const answer = ask(stage, giveUp.signal);
  giveUp.abort(new Error('gave up'));
  await expect(answer).rejects.toThrow('gave up');
  expect(stage.practice.fingerprint()).toBe(before);
});

test('a rate limit says when to come again', async () => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'rate-limited', retryAfterSeconds: 7 });
  const { status, headers } = await readZone(stage);
  expect([status, headers.get('retry-after')]).toEqual([429, '7']);
});

test('a server error comes in Cloudflare’s shape', async () => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'server-error', status: 503 });
  expect(await readZone(stage)).toMatchObject({ status: 503, body: { success: false } });
});

test('a truncated answer is half of the JSON', async () => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'truncated' });
  await expect((await ask(stage)).json()).rejects.toThrow(SyntaxError);
});

test.each([
  ['html', /^<!doctype html>/],
  ['wrong-shape', /surprise/],
  ['empty', /^$/],
] as const)('a malformed answer can be %s', async (shape, text) => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'malformed', shape });
  expect(await (await ask(stage)).text()).toMatch(text);
});

test('a dropped connection breaks off in the middle of the answer', async () => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'dropped' });
  const response = await ask(stage);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('offline rejects as fetch does', async () => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'offline' });
  await expect(ask(stage)).rejects.toThrow(TypeError);
});

test('a lost answer to a create leaves the token made', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  stage.practice.faults.on({ kind: 'lose-create-answer' });
  await expect(stage.call(key, 'POST', tokens, newToken)).rejects.toThrow('fetch failed');
  expect((await stage.call(key, 'GET', `${tokens}?name=Marked`)).result).toMatchObject([{ name: 'Marked' }]);
  expect((await stage.call(key, 'POST', tokens, newToken)).status).toBe(200);
});

test('a lost answer to a roll leaves the old value dead', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  const narrow = stage.practice.readyToken('narrow');
  stage.practice.faults.on({ kind: 'lose-roll-answer' });
  await expect(stage.call(key, 'PUT', `${tokens}/${narrow.id}/value`, {})).rejects.toThrow('fetch failed');
  expect((await readZone(stage)).code).toBe(1000);
});

test('verify can be made to say active of an expired token, as has been reported', async () => {
  const stage = openStage();
  stage.practice.faults.on({ kind: 'verify-says-active' });
  const { value } = stage.practice.readyToken('expired');
  expect((await stage.call(value, 'GET', `${tokens}/verify`)).result).toMatchObject({ status: 'active' });
});

test('a fault meets only the requests that it is meant for, and only so often', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  stage.practice.faults.on({ kind: 'server-error', times: 2, method: 'get', path: /^\/zones/ });
  expect((await stage.call(key, 'GET', tokens)).status).toBe(200);
  const statuses = [await readZone(stage), await readZone(stage), await readZone(stage)];
  expect(statuses.map((seen) => seen.status)).toEqual([500, 500, 200]);
});

test('faults can be switched off again, one or all', async () => {
  const stage = openStage();
  const off = stage.practice.faults.on({ kind: 'offline' });
  off();
  expect((await readZone(stage)).status).toBe(200);
  stage.practice.faults.on({ kind: 'offline' });
  stage.practice.faults.clear();
  expect((await readZone(stage)).status).toBe(200);
});
