import { expect, test } from 'vitest';
import {
  at,
  bakeryToken,
  onAccount,
  onZone,
  openStage,
  policy,
  type Stage,
  userToken,
} from './practice-client.ts';

const { seed } = openStage().practice;
const zone = seed.zones.bakery.id;
const projects = `/accounts/${seed.accounts.bakery.id}/pages/projects`;

const zoneToken = (stage: Stage, ...keys: Parameters<typeof policy>[0]) =>
  bakeryToken(stage, [policy(keys, onZone(zone))]);
const accountToken = (stage: Stage, ...keys: Parameters<typeof policy>[0]) =>
  bakeryToken(stage, [policy(keys, onAccount(seed.accounts.bakery.id))]);

const purges: readonly (readonly [string, object, number])[] = [
  ['one page', { files: ['https://bakery.example/menu'] }, 200],
  [
    'a page by its url object',
    { files: [{ url: 'https://www.bakery.example/', headers: { 'CF-Device-Type': 'mobile' } }] },
    200,
  ],
  ['everything', { purge_everything: true }, 200],
  ['tags', { tags: ['cakes'] }, 200],
  ['a host of the zone', { hosts: ['shop.bakery.example'] }, 200],
  ['a prefix of the zone', { prefixes: ['bakery.example/blog'] }, 200],
  ['a page of another site', { files: ['https://cakeshop.example/'] }, 400],
  ['a page of a site whose name only ends alike', { files: ['https://old-bakery.example/'] }, 400],
  ['a host of another site', { hosts: ['cakeshop.example'] }, 400],
  ['two kinds at once', { tags: ['a'], hosts: ['bakery.example'] }, 400],
  ['nothing', {}, 400],
  ['what is no address', { files: ['menu'] }, 400],
  ['101 pages', { files: Array.from({ length: 101 }, (_, index) => `https://bakery.example/${index}`) }, 400],
];

test.each(purges)('a purge of %s is answered as at Cloudflare', async (_name, body, status) => {
  const stage = openStage();
  const answer = await stage.call(
    zoneToken(stage, 'cache.purge'),
    'POST',
    `/zones/${zone}/purge_cache`,
    body,
  );
  expect(answer.status).toBe(status);
  const recorded = stage.practice.export().purges.map((purge) => purge.what);
  expect(recorded).toEqual(status === 200 ? [body] : []);
});

test('zones are found by name and account, in pages', async () => {
  const stage = openStage();
  const token = userToken(stage, [policy(['zone.read'], { 'com.cloudflare.api.account.zone.*': '*' })]);
  const names = async (query: string) =>
    ((await stage.call(token, 'GET', `/zones?${query}`)).result as { name: string }[]).map((one) => one.name);
  expect(await names('name=cakeshop.example')).toEqual(['cakeshop.example']);
  expect(await names(`account.id=${seed.accounts.hill.id}`)).toEqual(['hillcoaching.example']);
  expect(await names('per_page=3&page=2')).toEqual(['old-bakery.example']);
  expect(await names('name=nobody.example')).toEqual([]);
});

test('a zone setting takes only the values that it has', async () => {
  const stage = openStage();
  const token = zoneToken(stage, 'zoneSettings.edit');
  const set = (id: string, value: unknown) =>
    stage.call(token, 'PATCH', `/zones/${zone}/settings/${id}`, { value });
  expect((await set('min_tls_version', '1.3')).result).toMatchObject({ value: '1.3' });
  expect(await set('min_tls_version', '9')).toMatchObject({ status: 400, code: 1007 });
  expect((await set('no_such_setting', 'on')).status).toBe(404);
});

test('several settings are changed together or not at all', async () => {
  const stage = openStage();
  const token = zoneToken(stage, 'zoneSettings.edit');
  const before = stage.practice.fingerprint();
  const items = [
    { id: 'brotli', value: 'off' },
    { id: 'ssl', value: 'nonsense' },
  ];
  const answer = await stage.call(token, 'PATCH', `/zones/${zone}/settings`, { items });
  expect(answer.status).toBe(400);
  expect(stage.practice.fingerprint()).toBe(before);
});

test('a site is uploaded and deployed the way wrangler does it', async () => {
  const stage = openStage();
  const token = accountToken(stage, 'pages.edit');
  const { result } = await stage.call(token, 'GET', `${projects}/recipe-blog/upload-token`);
  const pass = String(at(result, 'jwt'));
  const hashes = ['a'.repeat(32)];
  expect((await stage.call(pass, 'POST', '/pages/assets/check-missing', { hashes })).result).toEqual(hashes);
  const manifest = new FormData();
  manifest.append('manifest', JSON.stringify({ '/index.html': hashes[0] }));
  const deploy = async () =>
    (
      await stage.practice.fetchLike(`${stage.practice.baseUrl}${projects}/recipe-blog/deployments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: manifest,
      })
    ).status;
  expect(await deploy()).toBe(400);
  await stage.call(pass, 'POST', '/pages/assets/upload', [{ key: hashes[0], value: 'aGk=', base64: true }]);
  expect(await deploy()).toBe(200);
  const project = await stage.call(token, 'GET', `${projects}/recipe-blog`);
  expect(at(project.result, 'canonical_deployment')).toMatchObject({
    environment: 'production',
    file_count: 1,
  });
});

test('an upload pass opens nothing else, ends by itself, and dies with its token', async () => {
  const stage = openStage();
  const narrow = stage.practice.readyToken('wrangler');
  const issue = async () =>
    String(at((await stage.call(narrow.value, 'GET', `${projects}/recipe-blog/upload-token`)).result, 'jwt'));
  const check = async (pass: string) =>
    (await stage.call(pass, 'POST', '/pages/assets/check-missing', { hashes: [] })).status;
  const pass = await issue();
  expect((await stage.call(pass, 'GET', projects)).status).toBe(400);
  stage.clock.time += 301_000;
  expect(await check(pass)).toBe(401);
  const another = await issue();
  expect(await check(another)).toBe(200);
  const key = stage.practice.readyToken('userSetupKey').value;
  await stage.call(key, 'DELETE', `/user/tokens/${narrow.id}`);
  expect(await check(another)).toBe(401);
});

test('an older deployment can be made the live one again, a failed one cannot', async () => {
  const stage = openStage();
  const token = accountToken(stage, 'pages.edit');
  const list = await stage.call(token, 'GET', `${projects}/bakery-site/deployments?env=production`);
  const [failed, live, older] = list.result as { id: string }[];
  const rollback = (id: string | undefined) =>
    stage.call(token, 'POST', `${projects}/bakery-site/deployments/${id}/rollback`);
  expect((await rollback(failed?.id)).status).toBe(400);
  expect((await rollback(older?.id)).status).toBe(200);
  const project = await stage.call(token, 'GET', `${projects}/bakery-site`);
  expect(at(project.result, 'canonical_deployment', 'id')).toBe(older?.id);
  expect(older?.id).not.toBe(live?.id);
});

test('a custom domain waits until a DNS record points at the project', async () => {
  const stage = openStage();
  const token = accountToken(stage, 'pages.edit');
  const path = `${projects}/recipe-blog/domains`;
  const added = await stage.call(token, 'POST', path, { name: 'cakes.bakery.example' });
  expect(added.result).toMatchObject({ status: 'pending', zone_tag: zone });
  const record = { type: 'CNAME', name: 'cakes', content: 'recipe-blog-7kq.pages.dev', proxied: true };
  await stage.call(zoneToken(stage, 'dns.edit'), 'POST', `/zones/${zone}/dns_records`, record);
  const again = await stage.call(token, 'PATCH', `${path}/cakes.bakery.example`);
  expect(again.result).toMatchObject({ status: 'active' });
  expect((await stage.call(token, 'POST', path, { name: 'www.bakery.example' })).status).toBe(409);
  expect((await stage.call(token, 'DELETE', `${path}/cakes.bakery.example`)).status).toBe(200);
});

test('bot settings are changed one by one and robots.txt follows', async () => {
  const stage = openStage();
  const token = zoneToken(stage, 'botManagement.edit');
  const robots = async () =>
    Object.keys(
      at((await stage.call(token, 'GET', `/zones/${zone}/ai-audit/robots`)).result, 'userAgents') as object,
    );
  expect(await robots()).toContain('GPTBot');
  const changed = await stage.call(token, 'PUT', `/zones/${zone}/bot_management`, {
    is_robots_txt_managed: false,
  });
  expect(changed.result).toMatchObject({ is_robots_txt_managed: false, ai_bots_protection: 'block' });
  expect(await robots()).toEqual(['*']);
  const wrong = await stage.call(token, 'PUT', `/zones/${zone}/bot_management`, {
    ai_bots_protection: 'maybe',
  });
  expect(wrong.status).toBe(400);
});

test('a redirect rule is added in its place, changed and removed', async () => {
  const stage = openStage();
  const token = zoneToken(stage, 'singleRedirect.edit');
  const entry = `/zones/${zone}/rulesets/phases/http_request_dynamic_redirect/entrypoint`;
  const ruleset = `/zones/${zone}/rulesets/${at((await stage.call(token, 'GET', entry)).result, 'id')}`;
  const names = async () =>
    (at((await stage.call(token, 'GET', entry)).result, 'rules') as { description: string }[]).map(
      (one) => one.description,
    );
  const rule = {
    description: 'New',
    expression: 'http.request.uri.path eq "/new"',
    action: 'redirect',
    action_parameters: { from_value: { status_code: 302, target_url: { value: 'https://bakery.example/' } } },
  };
  const added = await stage.call(token, 'POST', `${ruleset}/rules`, { ...rule, position: { index: 1 } });
  const id = String(at(added.result, 'rules', 0, 'id'));
  expect((await names())[0]).toBe('New');
  await stage.call(token, 'PATCH', `${ruleset}/rules/${id}`, {
    ...rule,
    description: 'Newer',
    enabled: false,
    position: { before: '' },
  });
  expect((await names())[0]).toBe('Newer');
  const moved = await stage.call(token, 'PATCH', `${ruleset}/rules/${id}`, { position: { after: '' } });
  expect(at(moved.result, 'rules', 3)).toMatchObject({ description: 'Newer', enabled: false });
  expect((await stage.call(token, 'PATCH', `${ruleset}/rules/${id}`, { enabled: true })).status).toBe(400);
  const { description: _, ...unnamed } = rule;
  const whole = await stage.call(token, 'PATCH', `${ruleset}/rules/${id}`, unnamed);
  expect(at(whole.result, 'rules', 3)).toMatchObject({ enabled: true });
  expect(at(whole.result, 'rules', 3)).not.toHaveProperty('description');
  await stage.call(token, 'DELETE', `${ruleset}/rules/${id}`);
  expect(await names()).toEqual(['www to the bare name', 'Menu moved to the new site', 'Old order form']);
  const block = await stage.call(token, 'POST', `${ruleset}/rules`, { ...rule, action: 'block' });
  expect(block.status).toBe(400);
});

test('a zone without rules of a phase says so, and takes a first one', async () => {
  const stage = openStage();
  const cakeshop = seed.zones.cakeshop.id;
  const token = bakeryToken(stage, [policy(['singleRedirect.edit'], onZone(cakeshop))]);
  const path = `/zones/${cakeshop}/rulesets/phases/http_request_dynamic_redirect/entrypoint`;
  expect(await stage.call(token, 'GET', path)).toMatchObject({ status: 404, code: 10003 });
  expect((await stage.call(token, 'PUT', path, { rules: [] })).status).toBe(200);
  expect((await stage.call(token, 'GET', path)).status).toBe(200);
});

test('a route leads only to a Worker that exists and only on its own zone', async () => {
  const stage = openStage();
  const token = zoneToken(stage, 'workersRoutes.edit');
  const add = async (pattern: string, script: string) =>
    (await stage.call(token, 'POST', `/zones/${zone}/workers/routes`, { pattern, script })).status;
  expect(await add('bakery.example/new/*', 'opening-hours')).toBe(200);
  expect(await add('bakery.example/new/*', 'opening-hours')).toBe(409);
  expect(await add('cakeshop.example/*', 'opening-hours')).toBe(400);
  expect(await add('*.bakery.example/x', 'no-such-worker')).toBe(400);
});

test('a Worker is uploaded, read back and removed', async () => {
  const stage = openStage();
  const token = accountToken(stage, 'workersScripts.edit');
  const path = `/accounts/${seed.accounts.bakery.id}/workers/scripts/hello`;
  const form = new FormData();
  form.append('metadata', JSON.stringify({ main_module: 'index.js' }));
  form.append(
    'index.js',
    new File(['export default {}'], 'index.js', { type: 'application/javascript+module' }),
  );
  const put = await stage.practice.fetchLike(`${stage.practice.baseUrl}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  expect(put.status).toBe(200);
  expect((await stage.call(token, 'GET', path)).result).toBe('export default {}');
  expect((await stage.call(token, 'DELETE', path)).status).toBe(200);
  expect((await stage.call(token, 'GET', path)).status).toBe(404);
});

test('a new version of a Worker reaches visitors only when it is deployed', async () => {
  const stage = openStage();
  const token = accountToken(stage, 'workersScripts.edit');
  const path = `/accounts/${seed.accounts.bakery.id}/workers/scripts/opening-hours`;
  const form = new FormData();
  form.append('metadata', JSON.stringify({ main_module: 'index.js' }));
  form.append('index.js', 'export default { newer: true }');
  const uploaded = await stage.practice.fetchLike(`${stage.practice.baseUrl}${path}/versions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const id = at(await uploaded.json(), 'result', 'id');
  expect((await stage.call(token, 'GET', path)).result).toContain('The oven is warm.');
  await stage.call(token, 'POST', `${path}/deployments`, { versions: [{ version_id: id, percentage: 100 }] });
  expect((await stage.call(token, 'GET', path)).result).toBe('export default { newer: true }');
});
