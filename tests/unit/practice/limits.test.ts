import { expect, test } from 'vitest';
import { bakeryToken, onZone, openStage, policy, type Stage } from './practice-client.ts';

const { seed } = openStage().practice;
const zone = seed.zones.bakery.id;
const read = `/zones/${zone}`;

async function exhaust(stage: Stage, token: string): Promise<void> {
  for (let count = 0; count < 1200; count += 1) await stage.call(token, 'GET', read);
}

test('each answer says how much of the limit is left', async () => {
  const stage = openStage();
  const { headers } = await stage.call(stage.practice.readyToken('narrow').value, 'GET', read);
  expect(headers.get('ratelimit')).toBe('"default";r=1199;t=300');
  expect(headers.get('ratelimit-policy')).toBe('"default";q=1200;w=300');
});

test('after 1200 requests a token is refused for five minutes, while another goes on', async () => {
  const stage = openStage();
  const { value } = stage.practice.readyToken('narrow');
  const other = bakeryToken(stage, [policy(['zone.read'], onZone(zone))]);
  await exhaust(stage, value);
  const refused = await stage.call(value, 'GET', read);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('300');
  expect((await stage.call(other, 'GET', read)).status).toBe(200);
  stage.clock.time += 299_000;
  expect((await stage.call(value, 'GET', read)).status).toBe(429);
  stage.clock.time += 1000;
  expect((await stage.call(value, 'GET', read)).status).toBe(200);
});

test('all tokens of one user share a count', async () => {
  const stage = openStage();
  await exhaust(stage, stage.practice.readyToken('wrangler').value);
  expect((await stage.call(stage.practice.readyToken('tooWide').value, 'GET', read)).status).toBe(429);
});

test('purging everything on the free plan is limited to 25, then five a minute', async () => {
  const stage = openStage();
  const free = seed.zones.cakeshop.id;
  const token = bakeryToken(stage, [policy(['cache.purge'], onZone(free))]);
  const purge = async () =>
    (await stage.call(token, 'POST', `/zones/${free}/purge_cache`, { purge_everything: true })).status;
  const first = await Promise.all(Array.from({ length: 25 }, purge));
  expect(new Set(first)).toEqual(new Set([200]));
  expect(await purge()).toBe(429);
  stage.clock.time += 12_000;
  expect(await purge()).toBe(200);
});

test('after 300 GraphQL queries the budget is used up', async () => {
  const stage = openStage();
  const token = bakeryToken(stage, [policy(['analytics.read'], onZone(zone))]);
  const ask = () => stage.call(token, 'POST', '/graphql', { query: '{ viewer { __typename } }' });
  for (let count = 0; count < 300; count += 1) await ask();
  expect(await ask()).toMatchObject({
    status: 429,
    message: 'rate limiter budget depleted, try again after 5 minutes',
  });
});
