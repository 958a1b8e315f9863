import { expect, test } from 'vitest';
import type { PermissionKey } from '../../../shared/catalogue/permission-groups.ts';
import {
  at,
  bakeryToken,
  onAccount,
  onAllZonesOf,
  onZone,
  openStage,
  policy,
  type Resources,
  userToken,
} from './practice-client.ts';

const { seed } = openStage().practice;
const { bakery, hill } = seed.accounts;
const zones = seed.zones;

const zoneRequests: readonly (readonly [PermissionKey, string, string, unknown])[] = [
  ['zone.read', 'GET', '', undefined],
  ['dns.read', 'GET', '/dns_records', undefined],
  ['dns.read', 'GET', '/dns_records/export', undefined],
  ['dns.edit', 'POST', '/dns_records', { type: 'TXT', name: 'x', content: 'y' }],
  ['cache.purge', 'POST', '/purge_cache', { purge_everything: true }],
  ['zoneSettings.read', 'GET', '/settings/ssl', undefined],
  ['zoneSettings.edit', 'PATCH', '/settings/ssl', { value: 'full' }],
  ['botManagement.read', 'GET', '/bot_management', undefined],
  ['botManagement.edit', 'PUT', '/bot_management', { fight_mode: false }],
  ['aiCrawlControl.read', 'GET', '/ai-audit/robots', undefined],
  ['firewallServices.read', 'GET', '/firewall/access_rules/rules', undefined],
  ['zoneWaf.read', 'GET', '/rulesets/phases/http_request_firewall_custom/entrypoint', undefined],
  ['singleRedirect.read', 'GET', '/rulesets/phases/http_request_dynamic_redirect/entrypoint', undefined],
  ['singleRedirect.edit', 'PUT', '/rulesets/phases/http_request_dynamic_redirect/entrypoint', { rules: [] }],
  ['cacheRules.read', 'GET', '/rulesets/phases/http_request_cache_settings/entrypoint', undefined],
  ['cacheRules.edit', 'PUT', '/rulesets/phases/http_request_cache_settings/entrypoint', { rules: [] }],
  ['workersRoutes.read', 'GET', '/workers/routes', undefined],
  ['workersRoutes.edit', 'POST', '/workers/routes', { pattern: 'bakery.example/new*' }],
  ['ssl.read', 'GET', '/ssl/certificate_packs', undefined],
];

test.each(zoneRequests)(
  'with %s alone, %s %s is answered on its zone and refused on another',
  async (key, method, path, body) => {
    const stage = openStage();
    const token = bakeryToken(stage, [policy([key], onZone(zones.bakery.id))]);
    expect((await stage.call(token, method, `/zones/${zones.bakery.id}${path}`, body)).status).toBe(200);
    expect((await stage.call(token, method, `/zones/${zones.cakeshop.id}${path}`, body)).status).toBe(403);
  },
);

test.each(zoneRequests)(
  'without %s, %s %s is refused and changes nothing',
  async (_key, method, path, body) => {
    const stage = openStage();
    const token = bakeryToken(stage, [policy(['customPages.read'], onZone(zones.bakery.id))]);
    const before = stage.practice.fingerprint();
    const answer = await stage.call(token, method, `/zones/${zones.bakery.id}${path}`, body);
    expect(answer).toMatchObject(
      path === ''
        ? { status: 403, code: 9109, message: 'Unauthorized to access requested resource' }
        : { status: 403, code: 10000, message: 'Authentication error' },
    );
    expect(stage.practice.fingerprint()).toBe(before);
  },
);

const accountRequests: readonly (readonly [PermissionKey, string, string])[] = [
  ['accountSettings.read', 'GET', ''],
  ['accountSettings.read', 'GET', '/members'],
  ['billing.read', 'GET', '/billing/profile'],
  ['pages.read', 'GET', '/pages/projects'],
  ['pages.edit', 'GET', '/pages/projects/bakery-site/upload-token'],
  ['workersScripts.read', 'GET', '/workers/scripts'],
  ['accountApiTokens.read', 'GET', '/tokens'],
  ['accountApiTokens.read', 'GET', '/tokens/permission_groups'],
  ['workersKv.read', 'GET', '/storage/kv/namespaces'],
];

test.each(accountRequests)(
  'with %s alone, %s /accounts/…%s is answered there and refused elsewhere',
  async (key, method, path) => {
    const stage = openStage();
    const right = bakeryToken(stage, [policy([key], onAccount(bakery.id))]);
    const wrong = bakeryToken(stage, [policy(['notifications.read'], onAccount(bakery.id))]);
    expect((await stage.call(right, method, `/accounts/${bakery.id}${path}`)).status).toBe(200);
    expect((await stage.call(right, method, `/accounts/${hill.id}${path}`)).status).toBe(403);
    expect((await stage.call(wrong, method, `/accounts/${bakery.id}${path}`)).status).toBe(403);
  },
);

const reach: readonly (readonly [string, Resources, readonly string[]])[] = [
  ['one zone', onZone(zones.cakeshop.id), ['cakeshop.example']],
  [
    'all zones of an account',
    onAllZonesOf(bakery.id),
    ['bakery.example', 'cakeshop.example', 'old-bakery.example'],
  ],
  [
    'one zone in the nested form',
    {
      [`com.cloudflare.api.account.${hill.id}`]: {
        [`com.cloudflare.api.account.zone.${zones.hillcoaching.id}`]: '*',
      },
    },
    ['hillcoaching.example'],
  ],
  [
    'all zones of all accounts',
    { 'com.cloudflare.api.account.zone.*': '*' },
    ['bakery.example', 'cakeshop.example', 'hillcoaching.example', 'old-bakery.example'],
  ],
];

test.each(reach)('a policy on %s reaches those zones and no others', async (_name, resources, names) => {
  const stage = openStage();
  const token = userToken(stage, [policy(['zone.read'], resources)]);
  const { result } = await stage.call(token, 'GET', '/zones');
  expect((result as { name: string }[]).map((zone) => zone.name)).toEqual(names);
});

test('an account-owned token on all zones of all accounts stays in its account', async () => {
  const stage = openStage();
  const token = bakeryToken(stage, [policy(['zone.read'], { 'com.cloudflare.api.account.zone.*': '*' })]);
  expect((await stage.call(token, 'GET', `/zones/${zones.bakery.id}`)).status).toBe(200);
  expect((await stage.call(token, 'GET', `/zones/${zones.hillcoaching.id}`)).status).toBe(403);
});

test('an explicit deny wins over an allow, and takes only what it names', async () => {
  const stage = openStage();
  const token = bakeryToken(stage, [
    policy(['dns.edit', 'zone.read'], onAllZonesOf(bakery.id)),
    policy(['dns.edit', 'dns.read'], onZone(zones.cakeshop.id), 'deny'),
  ]);
  const dns = (zone: string) => stage.call(token, 'GET', `/zones/${zone}/dns_records`);
  expect((await dns(zones.bakery.id)).status).toBe(200);
  expect((await dns(zones.cakeshop.id)).status).toBe(403);
  expect((await stage.call(token, 'GET', `/zones/${zones.cakeshop.id}`)).status).toBe(200);
});

test('a deny of editing leaves reading', async () => {
  const stage = openStage();
  const zone = zones.bakery.id;
  const token = bakeryToken(stage, [
    policy(['dns.edit'], onZone(zone)),
    policy(['dns.edit'], onZone(zone), 'deny'),
  ]);
  expect((await stage.call(token, 'GET', `/zones/${zone}/dns_records`)).status).toBe(200);
  const change = await stage.call(token, 'POST', `/zones/${zone}/dns_records`, {
    type: 'TXT',
    name: 'x',
    content: 'y',
  });
  expect(change.status).toBe(403);
});

test('the right to edit includes reading, and reading does not include editing', async () => {
  const stage = openStage();
  const editor = bakeryToken(stage, [policy(['zoneSettings.edit'], onZone(zones.bakery.id))]);
  const reader = bakeryToken(stage, [policy(['zoneSettings.read'], onZone(zones.bakery.id))]);
  const path = `/zones/${zones.bakery.id}/settings/ssl`;
  expect((await stage.call(editor, 'GET', path)).status).toBe(200);
  expect((await stage.call(reader, 'PATCH', path, { value: 'full' })).status).toBe(403);
});

test('a user token can do no more than its user: an Administrator is no Super Administrator', async () => {
  const stage = openStage();
  const everywhere: Resources = { 'com.cloudflare.api.account.*': '*' };
  const token = userToken(stage, [policy(['accountApiTokens.read', 'pages.read'], everywhere)]);
  expect((await stage.call(token, 'GET', `/accounts/${bakery.id}/tokens`)).status).toBe(200);
  expect((await stage.call(token, 'GET', `/accounts/${hill.id}/tokens`)).status).toBe(403);
  expect((await stage.call(token, 'GET', `/accounts/${hill.id}/pages/projects`)).status).toBe(200);
});

test("a zone's permissions show what this very token may do there", async () => {
  const stage = openStage();
  const token = bakeryToken(stage, [
    policy(['zone.read', 'dns.edit', 'cache.purge'], onZone(zones.bakery.id)),
  ]);
  const { result } = await stage.call(token, 'GET', `/zones/${zones.bakery.id}`);
  expect(at(result, 'permissions')).toEqual(['#dns_records:read', '#dns_records:edit', '#zone:read']);
  expect(at(result, 'account')).toEqual({ id: bakery.id, name: 'Bakery Ltd' });
});

test('a ruleset is opened by the right of its phase alone', async () => {
  const stage = openStage();
  const zone = zones.bakery.id;
  const token = bakeryToken(stage, [policy(['singleRedirect.edit'], onZone(zone))]);
  const { result } = await stage.call(token, 'GET', `/zones/${zone}/rulesets`);
  expect(result).toMatchObject([{ phase: 'http_request_dynamic_redirect' }]);
  const all = stage.practice.export().rulesets.filter((ruleset) => ruleset.zoneId === zone);
  const answers = await Promise.all(
    all.map(async (ruleset) => {
      const { status } = await stage.call(token, 'GET', `/zones/${zone}/rulesets/${ruleset.id}`);
      return [ruleset.phase, status];
    }),
  );
  expect(answers).toEqual([
    ['http_request_dynamic_redirect', 200],
    ['http_request_cache_settings', 403],
    ['http_request_firewall_custom', 403],
  ]);
});
