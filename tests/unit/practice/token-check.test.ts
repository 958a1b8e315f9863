import { expect, test } from 'vitest';
import { clientAddressHeader } from '../../../electron/practice/practice-cloudflare.ts';
import { bakeryToken, onZone, openStage, policy, startTime, userToken } from './practice-client.ts';

const { seed } = openStage().practice;
const zone = seed.zones.bakery.id;
const bakery = seed.accounts.bakery.id;
const read = [policy(['zone.read'], onZone(zone))];
const day = 86_400_000;

const malformed: readonly (readonly [string, Readonly<Record<string, string>>, object])[] = [
  ['no header at all', {}, { status: 400, code: 9106 }],
  ['Bearer written twice', { authorization: `Bearer Bearer ${'a'.repeat(40)}` }, { status: 400, code: 6003 }],
  ['quotes around the token', { authorization: `Bearer "${'a'.repeat(40)}"` }, { status: 400, code: 6003 }],
  ['a token cut short', { authorization: 'Bearer cfat_short' }, { status: 400, code: 6003 }],
  ['a token that nobody issued', { authorization: `Bearer ${'a'.repeat(40)}` }, { status: 401, code: 1000 }],
  [
    'a malformed key',
    { 'x-auth-key': 'nonsense', 'x-auth-email': 'a@b.example' },
    { status: 400, code: 6003 },
  ],
  [
    'a Global API Key',
    { 'x-auth-key': '0'.repeat(37), 'x-auth-email': 'a@b.example' },
    { status: 403, code: 9106 },
  ],
];

test.each(malformed)('%s is refused in the documented words', async (_name, headers, expected) => {
  const stage = openStage();
  expect(await stage.call(null, 'GET', `/zones/${zone}`, undefined, headers)).toMatchObject(expected);
});

test('a malformed header is explained by its chain of errors', async () => {
  const stage = openStage();
  const answer = await stage.call(null, 'GET', '/zones', undefined, { authorization: 'Bearer x' });
  expect(answer.body).toMatchObject({
    success: false,
    errors: [
      { code: 6003, error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }] },
    ],
  });
});

test('verify without a header says which header is missing', async () => {
  const stage = openStage();
  expect(await stage.call(null, 'GET', '/user/tokens/verify')).toMatchObject({
    code: 1001,
    message: 'Missing "Authorization" header',
  });
});

test('each kind of token is verified only at its own endpoint', async () => {
  const stage = openStage();
  const accountToken = stage.practice.readyToken('accountSetupKey').value;
  const user = stage.practice.readyToken('userSetupKey').value;
  const verify = async (value: string, path: string) =>
    (await stage.call(value, 'GET', `${path}/tokens/verify`)).code;
  expect(await verify(accountToken, `/accounts/${bakery}`)).toBeUndefined();
  expect(await verify(accountToken, `/accounts/${seed.accounts.hill.id}`)).toBe(1000);
  expect(await verify(accountToken, '/user')).toBe(1000);
  expect(await verify(user, '/user')).toBeUndefined();
  expect(await verify(user, `/accounts/${bakery}`)).toBe(1000);
});

test('a good verify says so by the same number that means a refusal elsewhere', async () => {
  const stage = openStage();
  const { value } = stage.practice.readyToken('narrow');
  const { body } = await stage.call(value, 'GET', `/accounts/${bakery}/tokens/verify`);
  expect(body).toMatchObject({
    result: { status: 'active', expires_on: new Date(startTime + 30 * day).toISOString() },
    messages: [{ code: 10000, message: 'This API Token is valid and active' }],
  });
});

test.each([
  ['expired', 'expired'],
  ['disabled', 'disabled'],
] as const)('the %s token verifies as %s and opens nothing', async (role, status) => {
  const stage = openStage();
  const { value } = stage.practice.readyToken(role);
  const verified = await stage.call(value, 'GET', `/accounts/${bakery}/tokens/verify`);
  expect(verified.result).toMatchObject({ status });
  expect(await stage.call(value, 'GET', `/zones/${zone}`)).toMatchObject({ status: 403, code: 10000 });
});

test('a token works from its start to its end and not a moment longer', async () => {
  const stage = openStage();
  const times = { not_before: '2026-11-11T00:00:00Z', expires_on: '2026-11-12T00:00:00Z' };
  const token = bakeryToken(stage, read, times);
  const statusAt = async (time: string) => {
    stage.clock.time = Date.parse(time);
    return (await stage.call(token, 'GET', `/zones/${zone}`)).status;
  };
  expect(await statusAt('2026-11-10T23:59:59Z')).toBe(403);
  expect(await statusAt('2026-11-11T00:00:00Z')).toBe(200);
  expect(await statusAt('2026-11-11T23:59:59Z')).toBe(200);
  expect(await statusAt('2026-11-12T00:00:00Z')).toBe(403);
});

test('a token limited to other addresses still verifies as active, but opens nothing', async () => {
  const stage = openStage();
  const { value } = stage.practice.readyToken('ipLimited');
  const verified = await stage.call(value, 'GET', `/accounts/${bakery}/tokens/verify`);
  expect(verified.result).toMatchObject({ status: 'active' });
  expect(await stage.call(value, 'GET', `/zones/${zone}`)).toMatchObject({
    status: 403,
    code: 9109,
    message: 'Cannot use the access token from location: 127.0.0.1',
  });
});

test.each([
  ['inside the allowed range', { in: ['203.0.113.0/24'] }, '203.0.113.9', 200],
  ['outside the allowed range', { in: ['203.0.113.0/24'] }, '198.51.100.9', 403],
  ['inside a forbidden range', { in: ['203.0.113.0/24'], not_in: ['203.0.113.9/32'] }, '203.0.113.9', 403],
  ['from IPv6 when IPv4 is allowed', { in: ['203.0.113.0/24'] }, '2001:db8::1', 403],
  ['inside an allowed IPv6 range', { in: ['2001:db8::/32'] }, '2001:db8::1', 200],
])('a request %s is judged by its address', async (_name, request_ip, address, status) => {
  const stage = openStage();
  const token = bakeryToken(stage, read, { condition: { request_ip } });
  const answer = await stage.call(token, 'GET', `/zones/${zone}`, undefined, {
    [clientAddressHeader]: address,
  });
  expect(answer.status).toBe(status);
});

test.each([
  ['/user', 9109, 'Valid user-level authentication not found'],
  ['/user/tokens', 9109, 'Valid user-level authentication not found'],
  ['/memberships', 10000, 'Authentication error'],
  ['/accounts', 1001, 'List accounts endpoint does not support account owned tokens.'],
  [`/zones/${zone}/pagerules`, 1011, 'Page Rules endpoint does not support account owned tokens.'],
])('an account-owned token is turned away from %s', async (path, code, message) => {
  const stage = openStage();
  const { value } = stage.practice.readyToken('accountSetupKey');
  expect(await stage.call(value, 'GET', path)).toMatchObject({ code, message });
});

test('an account-owned token lists its one account where that is switched on', async () => {
  const stage = openStage({ behaviour: { accountTokensListAccounts: true } });
  const { value } = stage.practice.readyToken('accountSetupKey');
  expect((await stage.call(value, 'GET', '/accounts')).result).toMatchObject([{ name: 'Bakery Ltd' }]);
});

test('a user token learns of the user, the memberships and the accounts that it was given something in', async () => {
  const stage = openStage();
  const { value } = stage.practice.readyToken('wrangler');
  expect((await stage.call(value, 'GET', '/user')).result).toMatchObject({ email: 'owner@bakery.example' });
  expect((await stage.call(value, 'GET', '/memberships')).result).toHaveLength(2);
  expect((await stage.call(value, 'GET', '/accounts')).result).toMatchObject([{ name: 'Bakery Ltd' }]);
});

test('a plain token cannot read what it is itself allowed to do', async () => {
  const stage = openStage();
  const { value, id } = stage.practice.readyToken('tooWide');
  expect(await stage.call(value, 'GET', `/user/tokens/${id}`)).toMatchObject({
    status: 403,
    code: 9109,
    message: 'Unauthorized to access requested resource',
  });
});

test('a refusal by 403 says where to read on', async () => {
  const stage = openStage();
  const { body } = await stage.call(userToken(stage, read), 'GET', '/user');
  expect(body).toMatchObject({
    errors: [{ documentation_url: expect.stringContaining('developers.cloudflare.com') }],
  });
});

test.each([
  ['/nowhere', 404, 7003],
  [`/zones/not-an-id`, 404, 7003],
  [`/zones/${zone}/dns_records/..%2F..%2Fpurge_cache`, 404, 7003],
  [`/zones/${'0'.repeat(32)}`, 403, 9109],
])('GET %s leads nowhere', async (path, status, code) => {
  const stage = openStage();
  expect(await stage.call(bakeryToken(stage, read), 'GET', path)).toMatchObject({ status, code });
});

test('a path that exists refuses a method that it does not have', async () => {
  const stage = openStage();
  expect((await stage.call(bakeryToken(stage, read), 'DELETE', '/zones')).status).toBe(405);
});
