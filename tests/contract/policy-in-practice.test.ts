import { describe, expect, it } from 'vitest';
import { readFormBody } from '../../electron/broker/read-body.ts';
import type { JobChoice } from '../../shared/catalogue/jobs.ts';
import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import { findRule } from '../../shared/policy/find-rule.ts';
import type { Asked, OwnRequest, Policy, Rule } from '../../shared/policy/policy.ts';
import { policyOf } from '../../shared/policy/policy-of.ts';
import { apiBase, isRefusal, readTarget } from '../../shared/policy/read-target.ts';
import { writeTarget } from '../../shared/policy/write-target.ts';
import {
  at,
  bakeryToken,
  onAccount,
  onZone,
  openStage,
  policy as tokenPolicy,
} from '../unit/practice/practice-client.ts';

/*
 * Each change that a slip can bring is carried out at the practice Cloudflare: what its owner is shown before must be what
 * is there afterwards, and undoing it must bring back what was.
 */

const { seed } = openStage().practice;
const account = seed.accounts.bakery.id;
const zone = seed.zones.bakery;
const project = seed.projects.bakerySite;

const zoneKeys: readonly PermissionKey[] = [
  'zone.read',
  'dns.edit',
  'cache.purge',
  'singleRedirect.edit',
  'cacheRules.edit',
  'zoneSettings.edit',
  'botManagement.edit',
  'workersRoutes.edit',
];
const accountKeys: readonly PermissionKey[] = ['pages.edit', 'workersScripts.edit'];

function open(job: JobChoice, pagesProject: string = project) {
  const stage = openStage();
  const token = bakeryToken(stage, [
    tokenPolicy(zoneKeys, onZone(zone.id)),
    tokenPolicy(accountKeys, onAccount(account)),
  ]);
  const held = policyOf({
    job,
    access: 'change',
    place: {
      account: { id: account, name: 'Bakery Ltd' },
      reach: { kind: 'one-zone', zone },
      pagesProject,
      hostname: null,
      path: null,
    },
    token: { id: account, owner: { kind: 'account', accountId: account }, name: 'test', ending: 'abcd' },
  });
  if (held === null) throw new Error('There are no rules for this job');
  const { fetchLike, baseUrl } = stage.practice;
  const send = async (method: string, path: string, body?: unknown) => {
    const isForm = body instanceof FormData;
    const response = await fetchLike(`${baseUrl}/${path.slice(apiBase.length)}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    return { status: response.status, result: at(answer, 'result'), answer };
  };
  const own = ({ method, body, ...target }: OwnRequest) => send(method, writeTarget(target), body);
  return { held, send, own };
}

type Opened = ReturnType<typeof open>;

async function read({ own }: Opened, request: OwnRequest | null): Promise<unknown> {
  if (request === null) return null;
  const seen = await own(request);
  return seen.status === 404 ? null : seen.result;
}

function ruleFor(held: Policy, method: string, path: string): { readonly rule: Rule; readonly asked: Asked } {
  const target = readTarget(method, `/client/v4${path}`);
  if (isRefusal(target)) throw new Error(target.says);
  const rule = findRule(held, target);
  if (isRefusal(rule)) throw new Error(rule.says);
  return { rule, asked: { target, body: undefined } };
}

async function bodyOf(sent: unknown): Promise<unknown> {
  if (!(sent instanceof FormData)) return sent;
  const response = new Response(sent);
  const read = readFormBody(
    new Uint8Array(await response.arrayBuffer()),
    response.headers.get('content-type') ?? '',
  );
  return read.ok ? read.form : read;
}

/** Does one change as the broker would, and undoes it. Says what was shown at each step. */
async function doAndUndo(opened: Opened, method: string, path: string, sent?: unknown) {
  const found = ruleFor(opened.held, method, path);
  const { rule } = found;
  const asked = { ...found.asked, body: await bodyOf(sent) };
  const { watch } = rule;
  const { scope } = opened.held;
  if (watch === undefined) throw new Error(`${rule.id} is not watched`);
  expect(rule.limits?.(asked, scope) ?? null).toBeNull();
  const before = await read(opened, watch.read(asked));
  const beside = await read(opened, watch.beside?.(scope) ?? null);
  expect(watch.limits?.(before, asked, scope, beside) ?? null).toBeNull();
  const planned = watch.planned(asked, before, scope);
  const done = await opened.send(method, writeTarget(asked.target), sent);
  expect(done).toMatchObject({ status: 200 });
  const look = () => watch.readCreated?.(asked, done.result) ?? watch.read(asked);
  const after = await read(opened, look());
  const undo = watch.undo?.(asked, before, after) ?? null;
  const undone = undo === null ? null : await opened.own(undo);
  expect(undone?.status ?? 200).toBe(200);
  const promised = watch.undo !== undefined && (watch.canUndo?.(asked, before) ?? true);
  expect(promised).toBe(undo !== null);
  const last = await read(opened, look());
  const shown = (result: unknown) => (result === null ? null : watch.show(result, asked));
  return {
    before: shown(before),
    planned,
    after: shown(after),
    undone: undo === null ? null : shown(last),
    done,
  };
}

const records = `/zones/${zone.id}/dns_records`;

async function recordNamed(opened: Opened, name: string): Promise<string> {
  const { result } = await opened.send('GET', `/client/v4${records}?name=${name}.${zone.name}`);
  return String(at(result, 0, 'id'));
}

describe('DNS records at the practice Cloudflare', () => {
  it('that are added are as they were shown, and are gone once that is undone', async () => {
    const seen = await doAndUndo(open('change-dns'), 'POST', records, {
      type: 'A',
      name: 'new',
      content: '203.0.113.7',
    });
    expect(seen.after).toEqual(seen.planned);
    expect(seen.undone).toBeNull();
  });

  it.each([
    ['PATCH', { content: 'other.example', proxied: false, ttl: 300 }],
    ['PUT', { type: 'CNAME', name: 'www', content: 'other.example', proxied: true }],
  ])(
    'that are changed by %s are as they were shown, and as they were once that is undone',
    async (method, body) => {
      const opened = open('change-dns');
      const seen = await doAndUndo(opened, method, `${records}/${await recordNamed(opened, 'www')}`, body);
      expect(seen.after).toEqual(seen.planned);
      expect(seen.after).not.toEqual(seen.before);
      expect(seen.undone).toEqual(seen.before);
    },
  );

  it('that are removed come back', async () => {
    const opened = open('change-dns');
    const id = await recordNamed(opened, 'www');
    const kept = async () => {
      const { result } = await opened.send('GET', `/client/v4${records}?name=www.${zone.name}`);
      const { id: _, created_on, modified_on, ...rest } = at(result, 0) as Readonly<Record<string, unknown>>;
      return rest;
    };
    const before = await kept();
    const seen = await doAndUndo(opened, 'DELETE', `${records}/${id}`);
    expect(seen.after).toBeNull();
    expect(await kept()).toEqual(before);
  });

  it('that are changed several at once are all as they were once that is undone', async () => {
    const opened = open('change-dns');
    const all = async () => {
      const { result } = await opened.send('GET', `/client/v4${records}?per_page=5000`);
      return (result as Readonly<Record<string, unknown>>[]).map(({ name, type, content, ttl, proxied }) => ({
        name,
        type,
        content,
        ttl,
        proxied,
      }));
    };
    const before = await all();
    const www = await recordNamed(opened, 'www');
    const { result } = await opened.send('GET', `/client/v4${records}?type=TXT`);
    const seen = await doAndUndo(opened, 'POST', `${records}/batch`, {
      deletes: [{ id: String(at(result, 0, 'id')) }],
      patches: [{ id: www, content: 'other.example' }],
      posts: [{ type: 'TXT', name: 'note', content: 'hello' }],
    });
    expect(seen.planned.map(({ label }) => label)).toEqual([`Record ${www.slice(0, 6)}`, 'New record']);
    expect((await all()).toSorted(byText)).toEqual(before.toSorted(byText));
  });
});

const byText = (one: unknown, other: unknown) => JSON.stringify(one).localeCompare(JSON.stringify(other));

const redirects = `/zones/${zone.id}/rulesets/phases/http_request_dynamic_redirect/entrypoint`;
const redirect = {
  action: 'redirect',
  expression: 'http.request.uri.path eq "/cake"',
  description: 'Cakes',
  enabled: true,
  action_parameters: {
    from_value: { status_code: 301, target_url: { value: 'https://bakery.example/cakes' } },
  },
};

describe('redirects at the practice Cloudflare', () => {
  async function ruleset(opened: Opened) {
    const { result } = await opened.send('GET', `/client/v4${redirects}`);
    return { id: String(at(result, 'id')), rule: String(at(result, 'rules', 0, 'id')) };
  }

  type Ask = (id: string, rule: string) => readonly [method: string, path: string, body?: unknown];

  it.each<readonly [string, Ask]>([
    ['adding one', (id: string) => ['POST', `/zones/${zone.id}/rulesets/${id}/rules`, redirect] as const],
    [
      'adding one as the first',
      (id: string) =>
        ['POST', `/zones/${zone.id}/rulesets/${id}/rules`, { ...redirect, position: { index: 1 } }] as const,
    ],
    [
      'turning one off',
      (id: string, rule: string) =>
        ['PATCH', `/zones/${zone.id}/rulesets/${id}/rules/${rule}`, { ...redirect, enabled: false }] as const,
    ],
    [
      'moving one to the end',
      (id: string, rule: string) =>
        ['PATCH', `/zones/${zone.id}/rulesets/${id}/rules/${rule}`, { position: { after: '' } }] as const,
    ],
    [
      'removing one',
      (id: string, rule: string) =>
        ['DELETE', `/zones/${zone.id}/rulesets/${id}/rules/${rule}`, undefined] as const,
    ],
    ['writing all anew', () => ['PUT', redirects, { rules: [redirect] }] as const],
    [
      'writing all anew by the list’s id',
      (id: string) => ['PUT', `/zones/${zone.id}/rulesets/${id}`, { rules: [] }] as const,
    ],
  ])('are as they were shown after %s, and as they were once that is undone', async (_what, request) => {
    const opened = open('redirects');
    const { id, rule } = await ruleset(opened);
    const seen = await doAndUndo(opened, ...request(id, rule));
    expect(seen.after).toEqual(seen.planned);
    expect(seen.after).not.toEqual(seen.before);
    expect(seen.undone).toEqual(seen.before);
  });

  it('are shown on again where one that is off is changed without saying that it stays so', async () => {
    const opened = open('redirects');
    const { id, rule } = await ruleset(opened);
    const one = `/zones/${zone.id}/rulesets/${id}/rules/${rule}`;
    await opened.send('PATCH', `/client/v4${one}`, { ...redirect, enabled: false });
    const { enabled: _, ...unsaid } = redirect;
    const seen = await doAndUndo(opened, 'PATCH', one, { ...unsaid, description: 'More cakes' });
    expect(seen.before?.[0]?.value).toMatch(/^Off\. /);
    expect(seen.planned[0]?.value).toMatch(/^If /);
    expect(seen.after).toEqual(seen.planned);
    expect(seen.undone).toEqual(seen.before);
  });
});

describe('a Pages project at the practice Cloudflare', () => {
  const deployments = `/accounts/${account}/pages/projects/${project}/deployments`;

  it('that goes back to an earlier deployment shows the live one again once that is undone', async () => {
    const opened = open('pages-project');
    const { result } = await opened.send('GET', `/client/v4${deployments}?env=production`);
    const live = String(
      at(
        (await opened.send('GET', `/client/v4/accounts/${account}/pages/projects/${project}`)).result,
        'canonical_deployment',
        'id',
      ),
    );
    const earlier = (result as { id: string; latest_stage: { status: string } }[]).find(
      (one) => one.id !== live && one.latest_stage.status === 'success',
    );
    const seen = await doAndUndo(opened, 'POST', `${deployments}/${earlier?.id}/rollback`);
    expect(seen.after).not.toEqual(seen.before);
    expect(seen.undone).toEqual(seen.before);
  });

  it('that is deployed goes back to the version before once that is undone', async () => {
    const opened = open('pages-project');
    const sent = new FormData();
    sent.append('manifest', '{}');
    sent.append('commit_message', 'New prices');
    const seen = await doAndUndo(opened, 'POST', deployments, sent);
    expect(seen.planned[0]).toEqual({ label: 'Where it is seen', value: 'On the live website' });
    expect(seen.after).not.toEqual(seen.before);
    expect(seen.undone).toEqual(seen.before);
  });

  it('leaves the live version as it is for a preview', async () => {
    const sent = new FormData();
    sent.append('manifest', '{}');
    sent.append('branch', 'try-it');
    const seen = await doAndUndo(open('pages-project'), 'POST', deployments, sent);
    expect(seen.planned[0]?.value).toBe('On a preview address only (try-it)');
    expect(seen.after).toEqual(seen.before);
    expect(seen.undone).toBeNull();
  });

  it('takes a domain, and gives it back once that is undone', async () => {
    const domains = `/accounts/${account}/pages/projects/${project}/domains`;
    const seen = await doAndUndo(open('pages-domain'), 'POST', domains, { name: `new.${zone.name}` });
    expect(seen.after?.[0]).toEqual(seen.planned[0]);
    expect(seen.undone).toBeNull();
  });
});

describe('a Pages project whose name somebody else had first', () => {
  it('takes a record that leads to its own address', async () => {
    const name = `new.${zone.name}`;
    const opened = open('pages-domain', 'recipe-blog');
    const content = 'recipe-blog-7kq.pages.dev';
    const seen = await doAndUndo(opened, 'POST', records, { type: 'CNAME', name, content, proxied: true });
    expect(seen.after).toEqual(seen.planned);
    expect(seen.undone).toBeNull();
  });
});

describe('a Worker at the practice Cloudflare', () => {
  it('that is published goes back to the version before once that is undone', async () => {
    const opened = open('deploy-worker');
    const { result } = await opened.send('GET', `/client/v4/accounts/${account}/workers/scripts`);
    const name = String(at(result, 0, 'id'));
    const sent = new FormData();
    sent.append('metadata', JSON.stringify({ main_module: 'index.js' }));
    sent.append(
      'index.js',
      new File(['export default {}'], 'index.js', { type: 'application/javascript+module' }),
    );
    const seen = await doAndUndo(opened, 'PUT', `/accounts/${account}/workers/scripts/${name}`, sent);
    expect(seen.after).not.toEqual(seen.before);
    expect(seen.undone).toEqual(seen.before);
  });

  it('that is new has nothing to go back to', async () => {
    const sent = new FormData();
    sent.append('metadata', JSON.stringify({ main_module: 'index.js' }));
    sent.append(
      'index.js',
      new File(['export default {}'], 'index.js', { type: 'application/javascript+module' }),
    );
    const seen = await doAndUndo(
      open('deploy-worker'),
      'PUT',
      `/accounts/${account}/workers/scripts/brand-new`,
      sent,
    );
    expect(seen.before).toBeNull();
    expect(seen.undone).toBeNull();
  });

  it('is led to by a route that is gone again once that is undone', async () => {
    const opened = open('deploy-worker');
    const { result } = await opened.send('GET', `/client/v4/accounts/${account}/workers/scripts`);
    const route = { pattern: `${zone.name}/new/*`, script: String(at(result, 0, 'id')) };
    const seen = await doAndUndo(opened, 'POST', `/zones/${zone.id}/workers/routes`, route);
    expect(seen.after).toEqual(seen.planned);
    expect(seen.undone).toBeNull();
  });
});

describe('settings at the practice Cloudflare', () => {
  const job: JobChoice = {
    id: 'custom',
    title: 'Settings',
    permissions: ['zoneSettings.edit', 'botManagement.edit'],
    confirmation: '',
  };

  it.each([
    ['PATCH', `/zones/${zone.id}/settings/min_tls_version`, { value: '1.3' }],
    ['PUT', `/zones/${zone.id}/bot_management`, { ai_bots_protection: 'only_on_ad_pages' }],
  ])(
    'are as they were shown after %s %s, and as they were once that is undone',
    async (method, path, body) => {
      const seen = await doAndUndo(open(job), method, path, body);
      expect(seen.after).toEqual(seen.planned);
      expect(seen.after).not.toEqual(seen.before);
      expect(seen.undone).toEqual(seen.before);
    },
  );
});
