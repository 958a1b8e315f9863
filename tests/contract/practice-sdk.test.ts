import Cloudflare, { APIError } from 'cloudflare';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Loopback, serveOnLoopback } from '../../electron/practice/loopback.ts';
import {
  createPracticeCloudflare,
  type PracticeCloudflare,
} from '../../electron/practice/practice-cloudflare.ts';
import { permissionGroup } from '../../shared/catalogue/permission-groups.ts';

let practice: PracticeCloudflare;
let server: Loopback;

beforeAll(async () => {
  practice = createPracticeCloudflare({ now: () => new Date('2026-11-10T09:00:00Z') });
  server = await serveOnLoopback(practice);
});
afterAll(() => server.close());

const client = (apiToken: string) =>
  new Cloudflare({ apiToken, baseURL: server.baseUrl, apiKey: null, apiEmail: null, maxRetries: 0 });

/** A token for these rights on bakery.example, made through the SDK as the app does. */
async function makeToken(...keys: Parameters<typeof permissionGroup>[0][]) {
  const { accounts, zones } = practice.seed;
  return client(practice.readyToken('accountSetupKey').value).accounts.tokens.create({
    account_id: accounts.bakery.id,
    name: 'Made by the SDK',
    expires_on: '2026-12-01T00:00:00Z',
    policies: [
      {
        effect: 'allow',
        resources: { [`com.cloudflare.api.account.zone.${zones.bakery.id}`]: '*' },
        permission_groups: keys.map((key) => ({ id: permissionGroup(key).id })),
      },
    ],
  });
}

test('the official SDK makes, verifies, lists, rolls and deletes a token', async () => {
  const account_id = practice.seed.accounts.bakery.id;
  const setup = client(practice.readyToken('accountSetupKey').value);
  const made = await makeToken('zone.read');
  const id = made.id ?? '';
  const verified = await client(made.value ?? '').accounts.tokens.verify({ account_id });
  expect(verified).toMatchObject({ id, status: 'active', expires_on: '2026-12-01T00:00:00Z' });
  const names: (string | undefined)[] = [];
  for await (const token of setup.accounts.tokens.list({ account_id, per_page: 2 })) names.push(token.name);
  expect(names).toContain('Made by the SDK');
  const value = await setup.accounts.tokens.value.update(id, { account_id });
  expect(value).toMatch(/^cfat_/);
  await setup.accounts.tokens.delete(id, { account_id });
  await expect(client(value).accounts.tokens.verify({ account_id })).rejects.toMatchObject({ status: 401 });
});

test('the official SDK reads the permission list of both kinds of token', async () => {
  const account_id = practice.seed.accounts.bakery.id;
  const wanted = { id: permissionGroup('dns.edit').id, name: 'DNS Write' };
  const forAccount = await client(
    practice.readyToken('accountSetupKey').value,
  ).accounts.tokens.permissionGroups.list({
    account_id,
  });
  expect(forAccount.getPaginatedItems()).toContainEqual(expect.objectContaining(wanted));
  const forUser = await client(practice.readyToken('userSetupKey').value).user.tokens.permissionGroups.list();
  expect(forUser.getPaginatedItems()).toContainEqual(expect.objectContaining(wanted));
});

test('the official SDK finds a zone, reads its records, changes one and purges a page', async () => {
  const zone_id = practice.seed.zones.bakery.id;
  const made = await makeToken('zone.read', 'dns.edit', 'cache.purge');
  const agent = client(made.value ?? '');
  const zones = await agent.zones.list({ name: 'bakery.example' });
  expect(zones.result).toMatchObject([{ id: zone_id, account: { name: 'Bakery Ltd' } }]);
  const types = new Set<string>();
  for await (const record of agent.dns.records.list({ zone_id, per_page: 5 })) types.add(record.type);
  expect([...types].toSorted()).toEqual(['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT']);
  const record = await agent.dns.records.create({
    zone_id,
    type: 'TXT',
    name: 'sdk',
    content: 'hello',
    ttl: 1,
  });
  const changed = await agent.dns.records.edit(record.id, {
    zone_id,
    type: 'TXT',
    name: 'sdk',
    content: 'bye',
    ttl: 1,
  });
  expect(changed.content).toBe('bye');
  const purged = await agent.cache.purge({ zone_id, files: ['https://bakery.example/menu'] });
  expect(purged).toEqual({ id: zone_id });
});

test('what is outside the token comes to the SDK as its own error with Cloudflare’s code', async () => {
  const made = await makeToken('zone.read');
  const refused = await client(made.value ?? '')
    .cache.purge({ zone_id: practice.seed.zones.bakery.id, purge_everything: true })
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(APIError);
  expect(refused).toMatchObject({ status: 403, errors: [{ code: 10000, message: 'Authentication error' }] });
});

test('the official SDK works without a network through the injected fetch', async () => {
  const { value } = practice.readyToken('narrow');
  const inside = new Cloudflare({ apiToken: value, baseURL: practice.baseUrl, fetch: practice.fetchLike });
  const zone = await inside.zones.get({ zone_id: practice.seed.zones.bakery.id });
  expect(zone.name).toBe('bakery.example');
});
