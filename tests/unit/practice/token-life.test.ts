import { expect, test } from 'vitest';
import { permissionGroup, permissionGroups } from '../../../shared/catalogue/permission-groups.ts';
import { at, onAccount, onAllZonesOf, onZone, openStage, policy, type Stage } from './practice-client.ts';

const { seed } = openStage().practice;
const { bakery, hill } = seed.accounts;
const zone = seed.zones.bakery.id;
const list = `/accounts/${bakery.id}/tokens`;
const ownUser = { [`com.cloudflare.api.user.${seed.userId}`]: '*' };

const create = (
  stage: Stage,
  body: object,
  path = list,
  role: 'accountSetupKey' | 'userSetupKey' = 'accountSetupKey',
) =>
  stage.call(stage.practice.readyToken(role).value, 'POST', path, {
    name: 'Purge',
    policies: [policy(['cache.purge', 'zone.read'], onZone(zone))],
    ...body,
  });

test('a value is shown when a token is made and never again', async () => {
  const stage = openStage();
  const made = await create(stage, {});
  expect(at(made.result, 'value')).toMatch(/^cfat_[A-Za-z0-9]{40}[0-9a-f]{8}$/);
  const key = stage.practice.readyToken('accountSetupKey').value;
  const shown = await stage.call(key, 'GET', `${list}/${at(made.result, 'id')}`);
  expect(shown.result).toMatchObject({ name: 'Purge', status: 'active' });
  expect(JSON.stringify(shown.result)).not.toContain(at(made.result, 'value'));
});

test('a user token is made with its own prefix', async () => {
  const stage = openStage();
  const made = await create(stage, {}, '/user/tokens', 'userSetupKey');
  expect(at(made.result, 'value')).toMatch(/^cfut_[A-Za-z0-9]{40}[0-9a-f]{8}$/);
});

const refusals: readonly (readonly [string, object, RegExp])[] = [
  ['no name', { name: '' }, /name/],
  ['no policies', { policies: [] }, /policies/],
  [
    'a permission group that does not exist',
    { policies: [{ ...policy(['dns.read'], onZone(zone)), permission_groups: [{ id: 'f'.repeat(32) }] }] },
    /not found/,
  ],
  ['an account right on a zone', { policies: [policy(['pages.edit'], onZone(zone))] }, /does not fit/],
  ['a zone right on an account', { policies: [policy(['dns.read'], onAccount(bakery.id))] }, /does not fit/],
  [
    'a resource of an unknown form',
    { policies: [policy(['dns.read'], { 'com.cloudflare.api.zone.x': '*' })] },
    /Invalid resource/,
  ],
  [
    'a zone of another account',
    { policies: [policy(['dns.read'], onZone(seed.zones.hillcoaching.id))] },
    /does not have/,
  ],
  [
    'all zones of another account',
    { policies: [policy(['dns.read'], onAllZonesOf(hill.id))] },
    /does not have/,
  ],
  [
    'a zone that does not exist',
    { policies: [policy(['dns.read'], onZone('0'.repeat(32)))] },
    /does not have/,
  ],
  [
    'a user right on an account-owned token',
    { policies: [policy(['userDetails.read'], ownUser)] },
    /not available/,
  ],
  [
    'Page Rules on an account-owned token',
    { policies: [policy(['pageRules.read'], onZone(zone))] },
    /not available/,
  ],
  [
    'Turnstile on an account-owned token',
    { policies: [policy(['turnstile.read'], onAccount(bakery.id))] },
    /not available/,
  ],
  ['an end date that is past', { expires_on: '2026-11-01T00:00:00Z' }, /future/],
  [
    'an end before its start',
    { not_before: '2026-12-02T00:00:00Z', expires_on: '2026-12-01T00:00:00Z' },
    /after not_before/,
  ],
  ['a time that is not in UTC', { expires_on: '2026-12-01T00:00:00+02:00' }, /expires_on/],
  ['an address that is no range', { condition: { request_ip: { in: ['198.51.100.7'] } } }, /CIDR/],
  [
    'the right to manage tokens',
    { policies: [policy(['accountApiTokens.edit'], onAccount(bakery.id))] },
    /^sub-token is not allowed to have permissions to manage other tokens$/,
  ],
];

test.each(refusals)('a token with %s is not made', async (_name, body, words) => {
  const stage = openStage();
  const before = stage.practice.fingerprint();
  const answer = await create(stage, body);
  expect(answer).toMatchObject({ status: 400, code: 1001, message: expect.stringMatching(words) });
  expect(stage.practice.fingerprint()).toBe(before);
});

test('nobody gives a token more than they have: an Administrator cannot give away billing', async () => {
  const stage = openStage();
  const ask = (key: 'billing.edit' | 'billing.read') =>
    create(stage, { policies: [policy([key], onAccount(hill.id))] }, '/user/tokens', 'userSetupKey');
  expect(await ask('billing.edit')).toMatchObject({
    status: 400,
    message: expect.stringMatching(/does not have/),
  });
  expect((await ask('billing.read')).status).toBe(200);
});

test('a token made through the API cannot make tokens', async () => {
  const stage = openStage();
  const made = await create(stage, { policies: [policy(['pages.edit'], onAccount(bakery.id))] });
  const answer = await stage.call(String(at(made.result, 'value')), 'POST', list, {});
  expect(answer).toMatchObject({ status: 403, code: 9109 });
});

test('the setup key can move its own end date but cannot give its right to another token', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey');
  const narrow = stage.practice.readyToken('narrow');
  const body = { name: key.name, policies: [policy(['accountApiTokens.edit'], onAccount(bakery.id))] };
  const own = await stage.call(key.value, 'PUT', `${list}/${key.id}`, {
    ...body,
    expires_on: '2027-01-01T00:00:00Z',
  });
  expect(own.result).toMatchObject({ expires_on: '2027-01-01T00:00:00Z' });
  expect(await stage.call(key.value, 'PUT', `${list}/${narrow.id}`, body)).toMatchObject({ code: 1001 });
});

test('a roll gives a new value and the old one is dead at once', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  const narrow = stage.practice.readyToken('narrow');
  const rolled = await stage.call(key, 'PUT', `${list}/${narrow.id}/value`, {});
  expect(rolled.result).toMatch(/^cfat_/);
  expect(await stage.call(narrow.value, 'GET', `/zones/${zone}`)).toMatchObject({ status: 401, code: 1000 });
  expect((await stage.call(String(rolled.result), 'GET', `/zones/${zone}`)).status).toBe(200);
});

test('an old token gets the new form when it is rolled', async () => {
  const stage = openStage();
  const old = stage.practice.readyToken('oldSetupKey');
  expect(old.value).toMatch(/^[A-Za-z0-9]{40}$/);
  const rolled = await stage.call(old.value, 'PUT', `/user/tokens/${old.id}/value`, {});
  expect(rolled.result).toMatch(/^cfut_/);
});

test('a token can be switched off and on again', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  const narrow = stage.practice.readyToken('narrow');
  const body = { name: 'Purge', policies: [policy(['zone.read'], onZone(zone))] };
  const put = (status: string) => stage.call(key, 'PUT', `${list}/${narrow.id}`, { ...body, status });
  await put('disabled');
  expect((await stage.call(narrow.value, 'GET', `/zones/${zone}`)).status).toBe(403);
  await put('active');
  expect((await stage.call(narrow.value, 'GET', `/zones/${zone}`)).status).toBe(200);
});

test('a deleted token is gone', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  const narrow = stage.practice.readyToken('narrow');
  expect((await stage.call(key, 'DELETE', `${list}/${narrow.id}`)).result).toEqual({ id: narrow.id });
  expect((await stage.call(narrow.value, 'GET', `/zones/${zone}`)).code).toBe(1000);
  expect((await stage.call(key, 'DELETE', `${list}/${narrow.id}`)).status).toBe(404);
});

test('a setup key of one account reaches no token of another', async () => {
  const stage = openStage();
  const narrow = stage.practice.readyToken('narrow');
  const other = stage.practice.readyToken('otherAccountSetupKey').value;
  expect((await stage.call(other, 'DELETE', `${list}/${narrow.id}`)).status).toBe(403);
  expect((await stage.call(other, 'DELETE', `/accounts/${hill.id}/tokens/${narrow.id}`)).status).toBe(404);
});

test('the list of tokens comes in pages, by name, and with expired ones when asked', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  for (const name of ['One', 'Two', 'Three']) await create(stage, { name });
  const page = await stage.call(key, 'GET', `${list}?page=2&per_page=3`);
  expect(page.result).toHaveLength(3);
  expect(at(page.body, 'result_info')).toEqual({
    page: 2,
    per_page: 3,
    count: 3,
    total_count: 7,
    total_pages: 3,
  });
  expect((await stage.call(key, 'GET', `${list}?name=two`)).result).toMatchObject([{ name: 'Two' }]);
  const all = await stage.call(key, 'GET', `${list}?include_expired=true`);
  expect(at(all.body, 'result_info', 'total_count')).toBe(8);
});

test('a user has at most 50 tokens', async () => {
  const stage = openStage();
  const statuses = new Set<number>();
  const held = stage.practice.export().tokens.filter((token) => token.owner.kind === 'user').length;
  for (let count = held; count < 50; count += 1) {
    statuses.add((await create(stage, {}, '/user/tokens', 'userSetupKey')).status);
  }
  expect([...statuses]).toEqual([200]);
  expect(await create(stage, {}, '/user/tokens', 'userSetupKey')).toMatchObject({
    status: 400,
    message: expect.stringContaining('50'),
  });
});

test('an account has at most 500 tokens', async () => {
  const stage = openStage();
  const held = stage.practice
    .export()
    .tokens.filter((token) => token.owner.kind === 'account' && token.owner.accountId === bakery.id);
  for (let count = held.length; count < 500; count += 1) await create(stage, {});
  expect(await create(stage, {})).toMatchObject({ status: 400, message: expect.stringContaining('500') });
});

test('the live permission list fits the kind of token and can be searched', async () => {
  const stage = openStage();
  const accountKey = stage.practice.readyToken('accountSetupKey').value;
  const userKey = stage.practice.readyToken('userSetupKey').value;
  const forUser = await stage.call(userKey, 'GET', '/user/tokens/permission_groups');
  expect(forUser.result).toHaveLength(permissionGroups.length);
  const found = await stage.call(accountKey, 'GET', `${list}/permission_groups?name=Cache%20Purge`);
  expect(found.result).toEqual([
    {
      id: permissionGroup('cache.purge').id,
      name: 'Cache Purge',
      category: 'cache_and_performance',
      scopes: ['com.cloudflare.api.account.zone'],
      is_selectable: true,
    },
  ]);
  const scoped = await stage.call(
    accountKey,
    'GET',
    `${list}/permission_groups?scope=com.cloudflare.api.user`,
  );
  expect(scoped.result).toEqual([]);
});

test('only a Super Administrator makes account-owned tokens in the dashboard', () => {
  const { practice } = openStage();
  const request = { name: 'x', policies: [policy(['pages.read'], onAccount(hill.id))] };
  expect(() => practice.dashboard.createToken({ kind: 'account', accountId: hill.id }, request)).toThrow(
    'requires Super Administrator permission',
  );
  expect(practice.dashboard.createToken({ kind: 'user' }, request).value).toMatch(/^cfut_/);
});
