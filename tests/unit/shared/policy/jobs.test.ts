import { describe, expect, it } from 'vitest';
import { compareShown, differenceOf } from '../../../../shared/approvals/compare.ts';
import { jobIds, jobs } from '../../../../shared/catalogue/jobs.ts';
import type { OwnJob } from '../../../../shared/catalogue/own-job.ts';
import type { PermissionKey } from '../../../../shared/catalogue/permission-groups.ts';
import { rulesThatFit } from '../../../../shared/policy/find-rule.ts';
import type { Form, Policy, Target } from '../../../../shared/policy/policy.ts';
import { policyOf } from '../../../../shared/policy/policy-of.ts';
import {
  account,
  form,
  id,
  otherAccount,
  otherZone,
  passing,
  policyFor,
  slipFor,
  uuid,
  verdict,
  zone,
} from './asking.ts';

const project = 'bakery-site';
const own = (permissions: readonly PermissionKey[]): OwnJob => ({
  id: 'custom',
  title: 'My job',
  permissions,
  confirmation: '',
});

/** Every policy that the catalogue can lead to, with a name. */
const policies: readonly (readonly [string, Policy])[] = jobIds.flatMap((job) =>
  (['read', 'change'] as const).flatMap((access) => {
    const { modes, mayReadAllZones, needsZone } = jobs[job];
    if (modes[access] === undefined) return [];
    const none = { kind: 'no-zone' } as const;
    const all = { kind: 'all-zones', reason: 'Because.' } as const;
    const where = { access, project, ...(needsZone ? {} : { reach: none }) };
    const wide = { access, project, reach: all };
    return [
      [`${job} (${access})`, policyFor(job, where)] as const,
      ...(mayReadAllZones && access === 'read' ? [[`${job} (all)`, policyFor(job, wide)] as const] : []),
    ];
  }),
);

/** A target that a rule's template stands for. */
function targetOf(policy: Policy, path: string, method: Target['method']): Target {
  const { scope } = policy;
  const filled = new Map([
    ['{account}', scope.account],
    ['{zone}', scope.zone?.id ?? id],
    ['{project}', scope.project ?? 'x'],
    ['{id}', id],
  ]);
  const segments = path
    .split('/')
    .slice(1)
    .map((word) => filled.get(word) ?? word.replace(/^\{.*\}$/, 'a.b-c_d'));
  return { method, segments, query: new Map() };
}

describe('the rules of every job', () => {
  it('are there for all jobs of the catalogue', () => {
    expect(policies.length).toBeGreaterThan(jobIds.length);
  });

  it.each(policies)('%s: no request falls under two of them', (_name, policy) => {
    for (const rule of policy.rules) {
      const fitting = rulesThatFit(policy, targetOf(policy, rule.path, rule.method));
      expect(fitting.map((one) => one.id)).toEqual([rule.id]);
    }
  });

  it.each(policies)('%s: each has a name of its own', (_name, policy) => {
    const names = policy.rules.map(({ id: name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(policies)('%s: what stands in a query is matched whole', (_name, policy) => {
    for (const { query = {} } of policy.rules) {
      for (const form of Object.values(query)) expect(form.source).toMatch(/^\^.*\$$/);
    }
  });

  it.each(policies)(
    '%s: whatever changes something can be looked at, and is for the owner to allow',
    (name, policy) => {
      for (const rule of policy.rules.filter(({ kind }) => kind !== 'read')) {
        expect(name).toMatch(/\(change\)$/);
        expect(rule.watch).toBeDefined();
        expect(rule.answer ?? rule.instead ?? rule.narrow).toBeUndefined();
        expect(rule.body).not.toBe('stream');
      }
    },
  );

  it.each(policies)('%s: reading goes by GET, but for queries, uploads and refusals', (_name, policy) => {
    const others = policy.rules.filter(({ kind, method }) => kind === 'read' && method !== 'GET');
    expect(
      others.filter(
        ({ id: name }) =>
          !/^(?:graphql|robots|pages\.assets|workers\.versions|worker-routes\.all)/.test(name),
      ),
    ).toEqual([]);
  });

  it.each(policies)('%s: nothing of it is about tokens, billing or members', (_name, policy) => {
    for (const path of [
      '/user/tokens',
      `/accounts/${account}/tokens`,
      `/accounts/${account}/members`,
      `/accounts/${account}/billing/profile`,
      '/user/billing/profile',
    ]) {
      expect(verdict(policy, 'GET', path)).toBe('not-on-slip');
      expect(verdict(policy, 'POST', path, {})).toBe('not-on-slip');
    }
    expect(verdict(policy, 'PUT', `/accounts/${account}/tokens/${id}/value`, {})).toBe('not-on-slip');
  });

  it.each(policies)('%s: each rule speaks in a short sentence', (_name, policy) => {
    for (const rule of policy.rules) {
      const asked = { target: targetOf(policy, rule.path, rule.method), body: undefined };
      const says = rule.says(asked, policy.scope);
      expect(says).toMatch(/^[A-Z].*\.$/);
      expect(says).not.toMatch(/undefined|null|\bAPI\b|\bendpoint\b|JSON/);
      expect(says.length).toBeLessThan(160);
      expect(rule.allows).toContain(`${rule.method} `);
    }
  });
});

describe('a job of the owner’s own', () => {
  it('has the rules of the rights that were picked', () => {
    const policy = policyFor(own(['dns.read', 'cache.purge']));
    expect(verdict(policy, 'GET', `/zones/${zone.id}/dns_records`)).toBe('read');
    expect(verdict(policy, 'GET', `/zones/${zone.id}`)).toBe('read');
    expect(
      verdict(policy, 'POST', `/zones/${zone.id}/purge_cache`, { files: ['https://bakery.example/'] }),
    ).toBe('change');
    expect(verdict(policy, 'POST', `/zones/${zone.id}/dns_records`, {})).toBe('not-on-slip');
  });

  it('has none with a right that no rule is written for', () => {
    expect(policyOf(slipFor(own(['dns.read', 'workersR2.edit'])))).toBeNull();
    expect(policyOf(slipFor(own(['zone.edit'])))).toBeNull();
    expect(policyOf(slipFor(own(['pages.edit'])))).toBeNull();
    expect(policyOf(slipFor(own(['cacheRules.edit', 'singleRedirect.edit'])))).toBeNull();
  });

  it('keeps two kinds of rules apart where it may change one only', () => {
    const policy = policyFor(own(['cacheRules.read', 'singleRedirect.edit']));
    const rulesets = `/zones/${zone.id}/rulesets`;
    expect(verdict(policy, 'GET', `${rulesets}/phases/http_request_cache_settings/entrypoint`)).toBe('read');
    expect(
      verdict(policy, 'PUT', `${rulesets}/phases/http_request_cache_settings/entrypoint`, { rules: [] }),
    ).toBe('not-on-slip');
    expect(
      verdict(policy, 'PUT', `${rulesets}/phases/http_request_dynamic_redirect/entrypoint`, { rules: [] }),
    ).toBe('destructive');
  });

  it('changes settings and bots where these rights were picked, one setting at a time', () => {
    const policy = policyFor(own(['zoneSettings.edit', 'botManagement.edit']));
    const ssl = `/zones/${zone.id}/settings/ssl`;
    const { rule, asked } = passing(policy, 'PATCH', ssl, { value: 'strict' });
    const before = { id: 'ssl', value: 'full', editable: true };
    expect(rule.watch?.show(before, asked)).toEqual([{ label: 'ssl', value: 'full' }]);
    expect(rule.watch?.planned(asked, before, policy.scope)).toEqual([{ label: 'ssl', value: 'strict' }]);
    expect(rule.watch?.undo?.(asked, before, null)).toMatchObject({
      method: 'PATCH',
      body: { value: 'full' },
    });
    expect(verdict(policy, 'PATCH', `/zones/${zone.id}/settings`, { items: [] })).toBe('not-on-slip');
    const bots = passing(policy, 'PUT', `/zones/${zone.id}/bot_management`, {
      ai_bots_protection: 'disabled',
    });
    const present = { ai_bots_protection: 'block', fight_mode: true, using_latest_model: true };
    expect(bots.rule.watch?.planned(bots.asked, present, policy.scope)).toEqual([
      { label: 'Programs that train AI', value: 'Off' },
      { label: 'Fighting bots', value: 'On' },
    ]);
    expect(bots.rule.watch?.undo?.(bots.asked, present, null)?.body).toEqual({
      ai_bots_protection: 'block',
      fight_mode: true,
    });
    expect(verdict(policy, 'PUT', `/zones/${zone.id}/bot_management`, { auto_update_model: true })).toBe(
      'body-refused',
    );
  });
});

describe('what clients ask for beside the job', () => {
  const policy = policyFor('change-dns');
  const ask = (path: string, held = policy) => passing(held, 'GET', path);

  it('checks the slip’s own token, whichever way it is asked for', () => {
    for (const path of ['/user/tokens/verify', `/accounts/${account}/tokens/verify`]) {
      const { rule, asked } = ask(path);
      expect(rule.instead?.(asked, policy.scope)).toEqual({
        method: 'GET',
        segments: ['accounts', account, 'tokens', 'verify'],
      });
    }
  });

  it('answers with the account on the slip, and says of the user what Cloudflare says to such a token', () => {
    const accounts = ask('/accounts?page=1&per_page=50');
    expect(accounts.rule.answer?.(accounts.asked, policy.scope)).toMatchObject({
      result: [{ id: account, name: 'Bakery' }],
    });
    const second = ask('/accounts?page=2');
    expect(second.rule.answer?.(second.asked, policy.scope)).toMatchObject({ result: [] });
    const memberships = ask('/memberships');
    expect(memberships.rule.answer?.(memberships.asked, policy.scope)).toMatchObject({
      result: [{ account: { id: account } }],
    });
    const user = ask('/user');
    expect(user.rule.answer?.(user.asked, policy.scope)).toMatchObject({ status: 403, code: 9109 });
    expect(verdict(policy, 'GET', `/accounts/${otherAccount}`)).toBe('elsewhere');
  });

  it('finds the slip’s own website by its name, and no other', () => {
    const found = (query: string, result: unknown = { ...zone }) => {
      const { rule, asked } = ask(`/zones${query}`);
      expect(rule.instead?.(asked, policy.scope)).toEqual({ method: 'GET', segments: ['zones', zone.id] });
      return rule.narrow?.(result, policy.scope, asked);
    };
    expect(found('')).toEqual([zone]);
    expect(found(`?name=${zone.name}&account.id=${account}`)).toEqual([zone]);
    expect(found('?name=contains:bakery')).toEqual([zone]);
    expect(found(`?name=${otherZone.name}`)).toEqual([]);
    expect(found(`?account.id=${otherAccount}`)).toEqual([]);
    expect(found('?page=2')).toEqual([]);
    expect(found('', otherZone)).toEqual([]);
  });

  it('finds all websites of the slip’s account where it is for all', () => {
    const wide = policyFor('audit', { access: 'read', reach: { kind: 'all-zones', reason: 'Because.' } });
    const { rule, asked } = ask(`/zones?account.id=${otherAccount}&page=2`, wide);
    expect([...(rule.instead?.(asked, wide.scope).query ?? [])]).toEqual([
      ['account.id', account],
      ['page', '2'],
    ]);
    const mine = { ...zone, account: { id: account } };
    expect(rule.narrow?.([mine, { ...otherZone, account: { id: otherAccount } }], wide.scope, asked)).toEqual(
      [mine],
    );
  });

  it('finds no website where the slip has none', () => {
    const pages = policyFor('pages-project', { project, reach: { kind: 'no-zone' } });
    const { rule, asked } = ask('/zones', pages);
    expect(rule.answer?.(asked, pages.scope)).toEqual({ kind: 'result', result: [] });
  });
});

describe('looking without touching', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('never lets %s through', (method) => {
    const policy = policyFor('audit', { access: 'read' });
    for (const path of [
      '',
      '/settings/ssl',
      '/settings',
      '/dns_records',
      `/dns_records/${id}`,
      '/purge_cache',
    ]) {
      expect(verdict(policy, method, `/zones/${zone.id}${path}`, {})).toBe('not-on-slip');
    }
  });
});

/** A deployment's form with a program, which says this of itself. */
const bundled = (metadata: unknown) => {
  const { parts } = form({ metadata: JSON.stringify(metadata), 'index.js': '1' });
  const plain = form({ manifest: '{}', branch: 'main' });
  return {
    ...plain,
    parts: new Map([...plain.parts, ...form({ '_worker.bundle': '' }, { fileName: 'a', parts }).parts]),
  };
};

describe('a Pages project', () => {
  const policy = policyFor('pages-project', { project, reach: { kind: 'no-zone' } });
  const base = `/accounts/${account}/pages/projects/${project}`;

  it.each([
    ['GET', '', 'read'],
    ['GET', '/deployments?env=production&page=1', 'read'],
    ['GET', `/deployments/${uuid}`, 'read'],
    ['GET', `/deployments/${uuid}/history/logs?size=10000000`, 'read'],
    ['GET', '/upload-token', 'read'],
    ['GET', '/domains', 'read'],
    ['POST', `/deployments/${uuid}/retry`, 'change'],
    ['POST', `/deployments/${uuid}/rollback`, 'change'],
    ['DELETE', `/deployments/${uuid}`, 'not-on-slip'],
    ['DELETE', '', 'not-on-slip'],
    ['PATCH', '', 'not-on-slip'],
    ['POST', '/domains', 'not-on-slip'],
    ['POST', '/purge_build_cache', 'not-on-slip'],
  ])('%s %s', (method, path, expected) => {
    expect(verdict(policy, method, base + path)).toBe(expected);
  });

  it('is no other project, and a list is answered with it alone', () => {
    expect(verdict(policy, 'GET', `/accounts/${account}/pages/projects/other`)).toBe('elsewhere');
    expect(verdict(policy, 'POST', `/accounts/${account}/pages/projects/other/deployments`, form({}))).toBe(
      'elsewhere',
    );
    expect(verdict(policy, 'POST', `/accounts/${account}/pages/projects`, {})).toBe('not-on-slip');
    const { rule, asked } = passing(policy, 'GET', `/accounts/${account}/pages/projects?per_page=10&page=1`);
    expect(rule.instead?.(asked, policy.scope).segments).toEqual([
      'accounts',
      account,
      'pages',
      'projects',
      project,
    ]);
    expect(rule.narrow?.({ name: project }, policy.scope, asked)).toEqual([{ name: project }]);
  });

  it('is deployed with what wrangler sends, and the owner is shown where it goes', () => {
    const live = { id: uuid, created_on: '2026-11-20T10:00:00Z' };
    const before = { name: project, production_branch: 'main', canonical_deployment: live };
    const manifest = JSON.stringify({ '/index.html': 'a', '/style.css': 'b' });
    const shown = (body: Form) => {
      const { rule, asked } = passing(policy, 'POST', `${base}/deployments`, body);
      return rule.watch?.planned(asked, before, policy.scope);
    };
    expect(shown(form({ manifest, branch: 'main', commit_message: 'New prices' }))).toEqual([
      { label: 'Where it is seen', value: 'On the live website' },
      { label: 'Live version', value: 'This new one' },
      { label: 'Files', value: '2' },
      { label: 'Note', value: 'New prices' },
    ]);
    expect(shown(form({ manifest, branch: 'try', '_worker.js': 'x' }))).toEqual([
      { label: 'Where it is seen', value: 'On a preview address only (try)' },
      { label: 'Live version', value: 'f5f5f5f5 of 2026-11-20 10:00' },
      { label: 'Files', value: '2' },
      { label: 'With a program', value: '_worker.js' },
      { label: 'May use', value: 'What the project’s settings say' },
    ]);
    const typed = form({ branch: 'try/it' }, { type: 'text/plain; charset=utf-8' });
    expect(verdict(policy, 'POST', `${base}/deployments`, typed)).toBe('change');
    const { rule, asked } = passing(policy, 'POST', `${base}/deployments`, form({ manifest }));
    const after = { ...before, canonical_deployment: { id } };
    expect(rule.watch?.undo?.(asked, before, after)).toEqual({
      method: 'POST',
      segments: [...`${base}/deployments/${uuid}/rollback`.split('/').slice(1)],
    });
    expect(rule.watch?.undo?.(asked, before, before)).toBeNull();
  });

  it('is as a deployment left it until another version is live, whatever becomes of the latest one', () => {
    const { rule } = passing(policy, 'POST', `${base}/deployments`, form({ manifest: '{}' }));
    const same = (live: string, stage: string) =>
      rule.watch?.same?.({
        canonical_deployment: { id: live, latest_stage: { name: stage } },
        latest_deployment: { id, latest_stage: { name: stage } },
      });
    expect(same(uuid, 'queued')).toEqual(same(uuid, 'deploy'));
    expect(same(uuid, 'deploy')).not.toEqual(same(id, 'deploy'));
  });

  it.each([
    ['a new version over a live one', 'deployments', { branch: 'main' }, uuid, true],
    ['the first version', 'deployments', { branch: 'main' }, null, false],
    ['a preview', 'deployments', { branch: 'try' }, uuid, false],
    ['an earlier version', `deployments/${id}/rollback`, null, uuid, true],
    ['the version that is live already', `deployments/${uuid}/rollback`, null, uuid, false],
    ['one tried again, which may be a preview', `deployments/${id}/retry`, null, uuid, false],
  ] as const)('promises to go back only from what goes live: %s', (_what, step, fields, live, expected) => {
    const body = fields === null ? undefined : form({ manifest: '{}', ...fields });
    const { rule, asked } = passing(policy, 'POST', `${base}/${step}`, body);
    const before = { production_branch: 'main', canonical_deployment: live === null ? null : { id: live } };
    expect(rule.watch?.canUndo?.(asked, before)).toBe(expected);
  });

  it('is deployed with a program, and the owner is shown all that it may use', () => {
    const { rule, asked } = passing(
      policy,
      'POST',
      `${base}/deployments`,
      bundled({
        main_module: 'index.js',
        bindings: [
          { name: 'DB', type: 'd1', id: 'customers' },
          { name: 'KEY', type: 'secret_text', text: 'hunter2' },
        ],
        placement: { mode: 'smart' },
        limits: { cpu_ms: 50 },
        keep_bindings: ['kv_namespace'],
      }),
    );
    const lines = rule.watch?.planned(asked, { production_branch: 'main' }, policy.scope) ?? [];
    expect(lines.slice(3)).toEqual([
      { label: 'With a program', value: '_worker.bundle' },
      { label: 'May use', value: 'DB (d1: id customers), KEY (secret_text)' },
      { label: 'Keeps from before', value: 'kv_namespace' },
      { label: 'Where it runs', value: 'mode smart' },
      { label: 'Limits', value: 'cpu_ms 50' },
    ]);
    expect(rule.alikeBy).toEqual([
      'Where it is seen',
      'With a program',
      'May use',
      'Keeps from before',
      'Keeps its logs',
      'Share of its logs',
      'Sends its logs away',
    ]);
    const uses = (metadata: unknown) => {
      const judged = passing(policy, 'POST', `${base}/deployments`, bundled(metadata));
      const planned = judged.rule.watch?.planned(judged.asked, {}, policy.scope) ?? [];
      return planned.find(({ label }) => label === 'May use')?.value;
    };
    expect(uses({ main_module: 'index.js', bindings: [] })).toBe('Nothing');
    expect(uses({ main_module: 'index.js' })).toBe('What the project’s settings say');
  });

  it.each([
    ['a program that can’t be read', form({ manifest: '{}', '_worker.bundle': '--a' })],
    ['a program that says nothing of itself', form({ '_worker.bundle': '' }, { parts: new Map() })],
    ['a program that moves stored data', bundled({ main_module: 'a.js', migrations: {} })],
    ['a program that sends its logs to another', bundled({ tail_consumers: [{ service: 'x' }] })],
    ['a script that poses as a form', form({ '_worker.js': 'x' }, { type: 'multipart/form-data' })],
    ['a script that is a form', form({ '_worker.js': '' }, { fileName: 'a', parts: bundled({}).parts })],
    [
      'two programs',
      { ...bundled({}), parts: new Map([...bundled({}).parts, ...form({ '_worker.js': 'x' }).parts]) },
    ],
    ['a part that no deployment has', form({ manifest: '{}', secrets: 'x' })],
    ['a manifest that is no JSON', form({ manifest: '{' })],
    ['a manifest with a file twice', form({ manifest: '{"/a":"1","/a":"2"}' })],
    ['a branch that comes as a file', form({ branch: 'try' }, { fileName: 'branch.txt' })],
    ['a branch that comes as a file without a name', form({ branch: 'try' }, { fileName: '' })],
    ['a branch in other letters', form({ branch: 'try' }, { type: 'text/plain; charset=utf-7' })],
    ['a branch with a space before it', form({ branch: ' main' })],
    ['a branch with a line break after it', form({ branch: 'main\n' })],
    ['a branch with an unseen sign', form({ branch: 'ma\u200Bin' })],
    ['JSON in place of a form', { branch: 'main' }],
    ['JSON that poses as a form', { kind: 'form', parts: {} }],
  ])('is not deployed with %s', (_what, body) => {
    expect(verdict(policy, 'POST', `${base}/deployments`, body)).toBe('body-refused');
  });

  it('is built anew from its code where nothing is sent', () => {
    const { rule, asked } = passing(policy, 'POST', `${base}/deployments`);
    expect(rule.watch?.planned(asked, { production_branch: 'main' }, policy.scope)).toEqual([
      { label: 'Where it is seen', value: 'On the live website' },
      { label: 'Live version', value: 'This new one' },
      { label: 'Files', value: 'Built anew from your code' },
    ]);
  });

  it('is only looked at with a slip for looking', () => {
    const reading = policyFor('pages-project', { access: 'read', project, reach: { kind: 'no-zone' } });
    expect(verdict(reading, 'GET', base)).toBe('read');
    expect(verdict(reading, 'GET', `${base}/upload-token`)).toBe('not-on-slip');
    expect(verdict(reading, 'POST', '/pages/assets/upload')).toBe('not-on-slip');
    expect(verdict(reading, 'POST', `${base}/deployments`, form({}))).toBe('not-on-slip');
  });
});

describe('putting a domain on a Pages project', () => {
  const policy = policyFor('pages-domain', { project, hostname: 'www.bakery.example' });
  const domains = `/accounts/${account}/pages/projects/${project}/domains`;
  const records = `/zones/${zone.id}/dns_records`;
  const cname = { type: 'CNAME', name: 'www', content: `${project}.pages.dev`, proxied: true };
  const found = { name: project, subdomain: cname.content };

  it('takes the slip’s hostname and no other', () => {
    expect(verdict(policy, 'POST', domains, { name: 'www.bakery.example' })).toBe('change');
    expect(verdict(policy, 'POST', domains, { name: 'bakery.example' })).toBe('elsewhere');
    expect(verdict(policy, 'POST', domains, { name: otherZone.name })).toBe('elsewhere');
    expect(verdict(policy, 'PATCH', `${domains}/www.bakery.example`)).toBe('change');
    expect(verdict(policy, 'PATCH', `${domains}/other.bakery.example`)).toBe('elsewhere');
    expect(verdict(policy, 'DELETE', `${domains}/www.bakery.example`)).toBe('not-on-slip');
  });

  it('has the same domain while Cloudflare looks whether it is ready', () => {
    const { rule } = passing(policy, 'POST', domains, { name: 'www.bakery.example' });
    const same = (domain: string, status: string) =>
      rule.watch?.same?.({ id: domain, name: 'www.bakery.example', status });
    expect(same(id, 'pending')).toEqual(same(id, 'active'));
    expect(same(id, 'active')).not.toEqual(same(uuid, 'active'));
  });

  it('takes a record that leads to the project’s own address, as Cloudflare has it', () => {
    const { rule, asked } = passing(policy, 'POST', records, cname);
    expect(rule.watch?.beside?.(policy.scope)).toEqual({
      method: 'GET',
      segments: ['accounts', account, 'pages', 'projects', project],
    });
    const at = (found: unknown) => rule.watch?.limits?.(null, asked, policy.scope, found)?.code ?? null;
    expect(at({ subdomain: cname.content })).toBeNull();
    expect(at({ subdomain: `${project}-7kq.pages.dev` })).toBe('body-refused');
    expect([at(null), at({ name: project }), at({ subdomain: 'evil.example' })]).toEqual(
      Array.from({ length: 3 }, () => 'body-refused'),
    );
    const content = `${project}-7kq.pages.dev`;
    for (const method of ['PUT', 'PATCH']) {
      const other = passing(policy, method, `${records}/${id}`, { ...cname, content });
      const before = { type: 'A', name: 'www.bakery.example', content: '203.0.113.7' };
      const { limits } = other.rule.watch ?? {};
      expect(limits?.(before, other.asked, policy.scope, { subdomain: content })).toBeNull();
      expect(limits?.(before, other.asked, policy.scope, found)).toMatchObject({ code: 'body-refused' });
    }
  });

  it('takes the one DNS record that leads there', () => {
    expect(verdict(policy, 'POST', records, cname)).toBe('change');
    expect(verdict(policy, 'POST', records, { ...cname, content: 'shop.example' })).toBe('body-refused');
    expect(verdict(policy, 'POST', records, { ...cname, type: 'A', content: '203.0.113.7' })).toBe(
      'body-refused',
    );
    const hidden = { data: { target: 'evil.example' } };
    expect(verdict(policy, 'POST', records, { ...cname, ...hidden })).toBe('body-refused');
    expect(verdict(policy, 'PATCH', `${records}/${id}`, { ...cname, ...hidden })).toBe('body-refused');
    expect(verdict(policy, 'POST', records, { ...cname, name: 'mail' })).toBe('elsewhere');
    expect(verdict(policy, 'DELETE', `${records}/${id}`)).toBe('not-on-slip');
    expect(verdict(policy, 'POST', `${records}/batch`, { posts: [cname] })).toBe('not-on-slip');
    const { rule, asked } = passing(policy, 'PATCH', `${records}/${id}`, {
      type: 'CNAME',
      content: cname.content,
    });
    const before = { type: 'A', name: 'www.bakery.example', content: '203.0.113.7' };
    expect(rule.watch?.limits?.(before, asked, policy.scope, found)).toBeNull();
    expect(rule.watch?.limits?.({ ...before, type: 'TXT' }, asked, policy.scope, found)).toMatchObject({
      code: 'body-refused',
    });
    const proxied = passing(policy, 'PATCH', `${records}/${id}`, { proxied: false });
    expect(proxied.rule.watch?.limits?.(before, proxied.asked, policy.scope, found)).toMatchObject({
      code: 'body-refused',
    });
  });

  it('deploys nothing', () => {
    expect(
      verdict(policy, 'POST', `/accounts/${account}/pages/projects/${project}/deployments`, form({})),
    ).toBe('not-on-slip');
  });
});

describe('rules of one kind', () => {
  const policy = policyFor('redirects');
  const rulesets = `/zones/${zone.id}/rulesets`;
  const entrypoint = `${rulesets}/phases/http_request_dynamic_redirect/entrypoint`;
  const redirect = {
    action: 'redirect',
    expression: 'http.request.uri.path eq "/old"',
    description: 'Old shop',
    action_parameters: {
      from_value: { status_code: 301, target_url: { value: 'https://bakery.example/new' } },
    },
  };
  const before = {
    id,
    phase: 'http_request_dynamic_redirect',
    rules: [{ ...redirect, id, ref: id, enabled: true, version: '1' }],
  };

  it.each([
    ['GET', rulesets, undefined, 'read'],
    ['GET', `${rulesets}/${id}`, undefined, 'read'],
    ['GET', entrypoint, undefined, 'read'],
    ['PUT', entrypoint, { rules: [redirect] }, 'destructive'],
    ['POST', `${rulesets}/${id}/rules`, redirect, 'change'],
    ['POST', `${rulesets}/${id}/rules`, { ...redirect, id }, 'body-refused'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { ...redirect, enabled: false }, 'change'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { position: { index: 2 } }, 'change'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { position: { index: 1, after: id } }, 'body-refused'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { position: { before: id, after: '' } }, 'body-refused'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { position: {} }, 'body-refused'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { enabled: false }, 'body-refused'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, {}, 'body-refused'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { ...redirect, id }, 'change'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { ...redirect, id: zone.id }, 'body-refused'],
    ['DELETE', `${rulesets}/${id}/rules/${id}`, undefined, 'destructive'],
    ['DELETE', `${rulesets}/${id}`, undefined, 'not-on-slip'],
    ['POST', rulesets, { rules: [redirect] }, 'not-on-slip'],
    ['GET', `${rulesets}/phases/http_request_firewall_custom/entrypoint`, undefined, 'not-on-slip'],
    ['PUT', `${rulesets}/phases/http_request_firewall_custom/entrypoint`, { rules: [] }, 'not-on-slip'],
    ['POST', `${rulesets}/${id}/rules`, { ...redirect, action: 'block' }, 'body-refused'],
    ['POST', `${rulesets}/${id}/rules`, { ...redirect, Action: 'block' }, 'body-refused'],
    ['PUT', entrypoint, { rules: [{ ...redirect, action: 'skip' }] }, 'body-refused'],
    ['PUT', entrypoint, { rules: [], phase: 'http_request_firewall_custom' }, 'body-refused'],
    ['PUT', entrypoint, { rules: [], name: 'Shop' }, 'body-refused'],
    ['PUT', entrypoint, { rules: [], description: 'Ours' }, 'body-refused'],
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { ...redirect, action: 'rewrite' }, 'body-refused'],
    ['GET', `/accounts/${account}/rulesets`, undefined, 'not-on-slip'],
  ])('%s %s %j', (method, path, body, expected) => {
    expect(verdict(policy, method, path, body)).toBe(expected);
  });

  it('are changed in a ruleset of their own kind only', () => {
    for (const [method, path, body] of [
      ['POST', `${rulesets}/${id}/rules`, redirect],
      ['PUT', `${rulesets}/${id}`, { rules: [] }],
      ['DELETE', `${rulesets}/${id}/rules/${id}`, undefined],
    ] as const) {
      const { rule, asked } = passing(policy, method, path, body);
      const foreign = { ...before, phase: 'http_request_firewall_custom' };
      expect(rule.watch?.limits?.(before, asked, policy.scope)).toBeNull();
      expect(rule.watch?.limits?.(foreign, asked, policy.scope)).toMatchObject({ code: 'body-refused' });
      expect(rule.watch?.limits?.(null, asked, policy.scope)).toMatchObject({ code: 'body-refused' });
    }
  });

  it.each([
    ['DELETE', `/${uuid}`, undefined],
    ['PATCH', `/${uuid}`, redirect],
    ['PATCH', `/${uuid}`, { position: { index: 1 } }],
    ['PATCH', `/${id}`, { position: { before: uuid } }],
    ['PATCH', `/${id}`, { position: { after: uuid } }],
    ['POST', '', { ...redirect, position: { before: uuid } }],
  ])('are not touched under a name that none of them has: %s %s %j', (method, name, body) => {
    const { rule, asked } = passing(policy, method, `${rulesets}/${id}/rules${name}`, body);
    expect(rule.watch?.limits?.(before, asked, policy.scope)).toEqual({
      code: 'body-refused',
      says: 'There is no such rule.',
    });
  });

  it.each(['before', 'after'])('are not put %s themselves', (place) => {
    const path = `${rulesets}/${id}/rules/${id}`;
    const { rule, asked } = passing(policy, 'PATCH', path, { position: { [place]: id } });
    expect(rule.watch?.limits?.(before, asked, policy.scope)).toEqual({
      code: 'body-refused',
      says: 'A rule can’t be put before or after itself.',
    });
  });

  it('are listed without those of other kinds', () => {
    const { rule, asked } = passing(policy, 'GET', rulesets);
    const foreign = { ...before, phase: 'http_request_firewall_custom' };
    expect(rule.narrow?.([before, foreign], policy.scope, asked)).toEqual([before]);
    const one = passing(policy, 'GET', `${rulesets}/${id}`);
    expect(one.rule.narrow?.(foreign, policy.scope, one.asked)).toBeUndefined();
  });

  it.each([
    ['two places', { target_url: { value: 'https://bakery.example/', expression: 'concat("a", "b")' } }],
    ['no place', { target_url: {} }],
    ['an unknown status', { target_url: { value: '/new' }, status_code: 200 }],
    ['an unknown field', { target_url: { value: '/new' }, cookies: true }],
  ])('lead to one place, and not with %s', (_what, from_value) => {
    const sent = { ...redirect, action_parameters: { from_value } };
    expect(verdict(policy, 'POST', `${rulesets}/${id}/rules`, sent)).toBe('body-refused');
    expect(verdict(policy, 'PUT', entrypoint, { rules: [redirect, sent] })).toBe('body-refused');
    expect(verdict(policy, 'PATCH', `${rulesets}/${id}/rules/${id}`, sent)).toBe('body-refused');
  });

  it('lead nowhere by a list', () => {
    const from_list = { key: 'http.request.full_uri', name: 'places' };
    for (const action_parameters of [
      { from_list },
      { ...redirect.action_parameters, from_list },
      { from_value: { target_url: { expression: 'x\u200By' } } },
    ]) {
      expect(verdict(policy, 'POST', `${rulesets}/${id}/rules`, { ...redirect, action_parameters })).toBe(
        'body-refused',
      );
    }
    const computed = { from_value: { target_url: { expression: 'concat("/", http.host)' } } };
    expect(
      verdict(policy, 'POST', `${rulesets}/${id}/rules`, { ...redirect, action_parameters: computed }),
    ).toBe('change');
  });

  it('show a name of their own beside the one that Cloudflare gave', () => {
    const { rule, asked } = passing(policy, 'PATCH', `${rulesets}/${id}/rules/${id}`, {
      ...redirect,
      ref: 'shop',
    });
    expect(rule.watch?.planned(asked, before, policy.scope)[0]?.value).toMatch(/\(301\), known as shop$/);
    expect(rule.watch?.show(before, asked)[0]?.value).toMatch(/\(301\)$/);
  });

  it('show their owner each redirect, and can be put back', () => {
    const { rule, asked } = passing(policy, 'POST', `${rulesets}/${id}/rules`, {
      ...redirect,
      description: 'Cakes',
      expression: 'http.request.uri.path eq "/cake"',
      position: { before: id },
    });
    const old = {
      label: 'Redirect “Old shop”',
      value: 'If http.request.uri.path eq "/old": send to https://bakery.example/new for good (301)',
    };
    expect(rule.watch?.show(before, asked)).toEqual([old]);
    expect(rule.watch?.planned(asked, before, policy.scope)).toEqual([
      { ...old, label: 'Redirect “Cakes”', value: old.value.replace('/old', '/cake') },
      old,
      { label: 'Order', value: 'Redirect “Cakes”, then Redirect “Old shop”' },
    ]);
    expect(rule.watch?.undo?.(asked, before, null)).toEqual({
      method: 'PUT',
      segments: ['zones', zone.id, 'rulesets', id],
      body: { rules: [{ ...redirect, ref: id, enabled: true }] },
    });
  });

  it('are shown as they will be once one is changed, moved or removed', () => {
    const other = { ...redirect, id: 'f'.repeat(32), description: 'Cakes' };
    const two = { ...before, rules: [...before.rules, other] };
    const labels = (method: string, path: string, body?: unknown) => {
      const { rule, asked } = passing(policy, method, path, body);
      return rule.watch
        ?.planned(asked, two, policy.scope)
        .map(({ label, value }) => `${label}${value.startsWith('Off') ? ', off' : ''}`);
    };
    const off = { ...redirect, description: 'Cakes', enabled: false };
    expect(labels('PATCH', `${rulesets}/${id}/rules/${other.id}`, off)).toEqual([
      'Redirect “Old shop”',
      'Redirect “Cakes”, off',
    ]);
    expect(labels('PATCH', `${rulesets}/${id}/rules/${other.id}`, { position: { index: 1 } })).toEqual([
      'Redirect “Cakes”',
      'Redirect “Old shop”',
      'Order',
    ]);
    expect(labels('DELETE', `${rulesets}/${id}/rules/${id}`)).toEqual(['Redirect “Cakes”']);
    expect(labels('PUT', entrypoint, { rules: [] })).toEqual([]);
  });

  it.each([
    ['PATCH', `${rulesets}/${id}/rules/${id}`, { position: { after: '' } }],
    ['PUT', entrypoint, { rules: [{ ...redirect, description: 'Cakes' }, redirect] }],
  ])('show the order where it may change: %s', (method, path, body) => {
    const two = { ...before, rules: [...before.rules, { ...redirect, id: uuid, description: 'Cakes' }] };
    const { rule, asked } = passing(policy, method, path, body);
    const shown = rule.watch?.show(two, asked) ?? [];
    const planned = rule.watch?.planned(asked, two, policy.scope) ?? [];
    expect(compareShown(shown, planned).filter((one) => differenceOf(one) !== 'same')).toEqual([
      {
        label: 'Order',
        before: 'Redirect “Old shop”, then Redirect “Cakes”',
        after: 'Redirect “Cakes”, then Redirect “Old shop”',
      },
    ]);
  });

  it('of the cache are only read with a slip for reading', () => {
    const reading = policyFor('cache-rules', { access: 'read' });
    const path = `${rulesets}/phases/http_request_cache_settings/entrypoint`;
    expect(verdict(reading, 'GET', path)).toBe('read');
    expect(verdict(reading, 'PUT', path, { rules: [] })).toBe('not-on-slip');
    expect(verdict(policyFor('cache-rules'), 'PUT', path, { rules: [] })).toBe('destructive');
  });
});

describe('seeing which bots are blocked', () => {
  const policy = policyFor('bots', { access: 'read' });

  it.each([
    ['GET', `/zones/${zone.id}/bot_management`, undefined, 'read'],
    ['GET', `/zones/${zone.id}/firewall/access_rules/rules?page=1&per_page=50`, undefined, 'read'],
    ['GET', `/zones/${zone.id}/rulesets/phases/http_request_firewall_custom/entrypoint`, undefined, 'read'],
    ['GET', `/zones/${zone.id}/ai-audit/robots?subdomain=www`, undefined, 'read'],
    ['GET', `/zones/${zone.id}/ai-audit/robots?subdomain=evil.example`, undefined, 'elsewhere'],
    ['POST', `/zones/${zone.id}/ai-audit/robots/bulk`, ['www.bakery.example'], 'read'],
    ['POST', `/zones/${zone.id}/ai-audit/robots/bulk`, ['www.bakery.example', 'evil.example'], 'elsewhere'],
    ['PUT', `/zones/${zone.id}/bot_management`, { fight_mode: false }, 'not-on-slip'],
    ['POST', `/zones/${zone.id}/firewall/access_rules/rules`, {}, 'not-on-slip'],
    [
      'PUT',
      `/zones/${zone.id}/rulesets/phases/http_request_firewall_custom/entrypoint`,
      { rules: [] },
      'not-on-slip',
    ],
  ])('%s %s %j', (method, path, body, expected) => {
    expect(verdict(policy, method, path, body)).toBe(expected);
  });
});

describe('publishing a Worker', () => {
  const policy = policyFor('deploy-worker', { hostname: 'www.bakery.example' });
  const script = `/accounts/${account}/workers/scripts/order-form`;
  const routes = `/zones/${zone.id}/workers/routes`;
  const upload = form({
    metadata: JSON.stringify({
      main_module: 'index.js',
      bindings: [{ name: 'ORDERS', type: 'kv_namespace' }],
    }),
    'index.js': 'export default {}',
  });

  it.each([
    ['GET', `/accounts/${account}/workers/services/order-form`, undefined, 'read'],
    ['GET', `${script}/versions?deployable=true`, undefined, 'read'],
    ['POST', `${script}/versions?bindings_inherit=strict`, upload, 'change'],
    ['PUT', script, upload, 'change'],
    ['PUT', `${script}?excludeScript=true&bindings_inherit=strict`, upload, 'change'],
    ['PUT', script, form({ 'index.js': 'x' }), 'body-refused'],
    ['PUT', script, form({ metadata: '{"main_module":"a","main_module":"b"}' }), 'body-refused'],
    ['PUT', script, {}, 'body-refused'],
    ['PUT', script, form({ metadata: '{"migrations":{"deleted_classes":["Orders"]}}' }), 'body-refused'],
    ['PUT', script, form({ metadata: '{"tail_consumers":[{"service":"spy"}]}' }), 'body-refused'],
    [
      'PUT',
      script,
      form({ metadata: '{"observability":{"logs":{"destinations":["spy"]}}}' }),
      'body-refused',
    ],
    ['PUT', script, form({ metadata: '{"assets":{"jwt":"x"}}' }), 'body-refused'],
    ['POST', `${script}/deployments`, { versions: [{ version_id: uuid, percentage: 100 }] }, 'change'],
    ['POST', `${script}/subdomain`, { enabled: true }, 'change'],
    ['PATCH', `${script}/script-settings`, { logpush: false, tail_consumers: null }, 'change'],
    ['PATCH', `${script}/script-settings`, { tail_consumers: [{ service: 'spy' }] }, 'body-refused'],
    ['PATCH', `${script}/script-settings`, { observability: { logs: {} } }, 'body-refused'],
    ['DELETE', script, undefined, 'not-on-slip'],
    ['PUT', `${script}/secrets`, { name: 'a', text: 'b' }, 'not-on-slip'],
    ['PUT', `${script}/schedules`, [], 'not-on-slip'],
    ['PUT', `/accounts/${otherAccount}/workers/scripts/order-form`, upload, 'elsewhere'],
    ['POST', routes, { pattern: 'www.bakery.example/order*', script: 'order-form' }, 'change'],
    ['POST', routes, { pattern: 'https://www.bakery.example/order*', script: 'order-form' }, 'change'],
    ['POST', routes, { pattern: '*bakery.example/*', script: 'order-form' }, 'elsewhere'],
    ['POST', routes, { pattern: 'shop.bakery.example/*', script: 'order-form' }, 'elsewhere'],
    ['POST', routes, { pattern: 'www.florist.example/*', script: 'order-form' }, 'elsewhere'],
    ['POST', routes, { pattern: '*/*', script: 'order-form' }, 'body-refused'],
    ['DELETE', `${routes}/${id}`, undefined, 'not-on-slip'],
  ])('%s %s %j', (method, path, body, expected) => {
    expect(verdict(policy, method, path, body)).toBe(expected);
  });

  it('shows what is brought, and goes back to the version before', () => {
    const { rule, asked } = passing(policy, 'PUT', script, upload);
    const before = { deployments: [{ id: uuid, versions: [{ version_id: uuid, percentage: 100 }] }] };
    expect(rule.says(asked, policy.scope)).toBe('Puts a new version of the Worker order-form live.');
    expect(rule.watch?.show(before, asked)).toEqual([{ label: 'Live version', value: 'f5f5f5f5 for 100 %' }]);
    expect(rule.watch?.planned(asked, before, policy.scope)).toEqual([
      { label: 'Live version', value: 'This new one' },
      { label: 'Files', value: '1, 1 kB' },
      { label: 'Starts with', value: 'index.js' },
      { label: 'May use', value: 'ORDERS (kv_namespace)' },
    ]);
    expect(rule.watch?.undo?.(asked, before, null)).toEqual({
      method: 'POST',
      segments: `${script}/deployments`.split('/').slice(1),
      body: { strategy: 'percentage', versions: [{ version_id: uuid, percentage: 100 }] },
    });
    expect(rule.watch?.undo?.(asked, null, null)).toBeNull();
  });

  it('says of a version that is not live who can reach it all the same, and what it brings', () => {
    const { rule, asked } = passing(policy, 'POST', `${script}/versions`, upload);
    expect(rule.says(asked, policy.scope)).toBe(
      'Brings a version of the Worker order-form that is not live yet, but runs for whoever knows its address.',
    );
    expect(rule.watch?.read(asked)).toBeNull();
    expect(rule.watch?.planned(asked, null, policy.scope)).toEqual([
      { label: 'Where it is seen', value: 'By whoever knows its address; not on the live Worker' },
      { label: 'Files', value: '1, 1 kB' },
      { label: 'Starts with', value: 'index.js' },
      { label: 'May use', value: 'ORDERS (kv_namespace)' },
    ]);
  });

  it('shows which things a Worker may use, and all else that is sent with it, but no secret', () => {
    const metadata = {
      body_part: 'index.js',
      bindings: [
        { name: 'ORDERS', type: 'kv_namespace', namespace_id: 'abc' },
        { name: 'KEY', type: 'secret_text', text: 'hush' },
        { name: 'SHOP', type: 'service', service: 'till', environment: 'production' },
      ],
      compatibility_date: '2026-11-01',
      compatibility_flags: ['nodejs_compat'],
      keep_bindings: ['secret_text'],
      annotations: { 'workers/message': 'New prices' },
      placement: { mode: 'smart' },
      observability: { enabled: true, head_sampling_rate: 0.5 },
      limits: { cpu_ms: 50 },
      logpush: true,
      tail_consumers: [],
      code_update_strategy: { mode: 'deferred', max_delay: 300 },
    };
    const { rule, asked } = passing(policy, 'PUT', script, form({ metadata: JSON.stringify(metadata) }));
    expect(rule.watch?.planned(asked, null, policy.scope).slice(2)).toEqual([
      { label: 'Starts with', value: 'index.js' },
      {
        label: 'May use',
        value:
          'ORDERS (kv_namespace: namespace_id abc), KEY (secret_text), SHOP (service: service till, environment production)',
      },
      { label: 'Runs as Cloudflare was on', value: '2026-11-01' },
      { label: 'Runs with', value: 'nodejs_compat' },
      { label: 'Keeps from before', value: 'secret_text' },
      { label: 'Note', value: 'workers/message New prices' },
      { label: 'Where it runs', value: 'mode smart' },
      { label: 'Keeps its logs', value: 'On' },
      { label: 'Share of its logs', value: '0.5' },
      { label: 'Limits', value: 'cpu_ms 50' },
      { label: 'Sends its logs away', value: 'On' },
      { label: 'How it takes over', value: 'mode deferred, max_delay 300' },
      { label: 'Workers that read its logs', value: 'None' },
    ]);
  });

  it.each([
    ['a program', { limits: { cpu_ms: 50 } }, true],
    ['how logs are kept', { observability: { enabled: false } }, false],
    ['where logs go', { logpush: false }, false],
    ['labels', { tags: [] }, false],
    ['who reads the logs', { tail_consumers: [] }, false],
    ['who reads the logs live', { streaming_tail_consumers: [] }, false],
  ])('promises to go back where nothing outlives the version: with %s', (_what, more, expected) => {
    const metadata = JSON.stringify({ main_module: 'index.js', ...more });
    const { rule, asked } = passing(policy, 'PUT', script, form({ metadata }));
    const before = { deployments: [{ id: uuid, versions: [{ version_id: uuid, percentage: 100 }] }] };
    expect(rule.watch?.canUndo?.(asked, before)).toBe(expected);
    expect(rule.watch?.undo?.(asked, before, null) !== null).toBe(expected);
  });

  it('takes what wrangler sends with a deployment, and says its settings in words', () => {
    const versions = [{ version_id: uuid, percentage: 100 }];
    const sent = {
      strategy: 'percentage',
      versions,
      annotations: { 'workers/message': 'New prices' },
      code_update_strategy: { mode: 'deferred', max_delay: 300 },
    };
    const forced = passing(policy, 'POST', `${script}/deployments?force=true`, sent);
    expect(forced.rule.watch?.planned(forced.asked, null, policy.scope)).toEqual([
      { label: 'Live version', value: 'f5f5f5f5 for 100 %' },
      { label: 'Note', value: 'workers/message New prices' },
      { label: 'How it takes over', value: 'mode deferred, max_delay 300' },
      { label: 'Against Cloudflare’s warning', value: 'Yes' },
    ]);
    const plain = passing(policy, 'POST', `${script}/deployments?force=false`, {
      versions,
      annotations: {},
    });
    expect(plain.rule.watch?.planned(plain.asked, null, policy.scope)).toHaveLength(1);
    const settings = {
      tail_consumers: [],
      streaming_tail_consumers: null,
      logpush: true,
      observability: { enabled: true },
      tags: [],
    };
    const { rule, asked } = passing(policy, 'PATCH', `${script}/script-settings`, settings);
    expect(rule.watch?.planned(asked, null, policy.scope)).toEqual([
      { label: 'Sends its logs away', value: 'On' },
      { label: 'Keeps its logs', value: 'On' },
      { label: 'Labels', value: 'Nothing' },
      { label: 'Workers that read its logs', value: 'None' },
      { label: 'Workers that read its logs live', value: 'None' },
    ]);
  });

  it('shows what happens above the limit of a route, and brings that back, too', () => {
    const past = { label: 'Above the limit of requests', value: 'Visitors get past the Worker' };
    const sent = { pattern: 'www.bakery.example/*', script: 'order-form' };
    const added = passing(policy, 'POST', routes, { ...sent, request_limit_fail_open: true });
    expect(added.rule.watch?.planned(added.asked, null, policy.scope)).toContainEqual(past);
    const { rule, asked } = passing(policy, 'PUT', `${routes}/${id}`, sent);
    const before = { id, ...sent, request_limit_fail_open: true };
    expect(rule.watch?.show(before, asked)).toContainEqual(past);
    expect(rule.watch?.planned(asked, before, policy.scope)).not.toContainEqual(past);
    expect(rule.watch?.undo?.(asked, before, null)).toMatchObject({
      body: { ...sent, request_limit_fail_open: true },
    });
  });

  it('answers the command line so that it sets routes one by one', () => {
    const { rule, asked } = passing(policy, 'PUT', `${script}/routes`, []);
    expect(rule.answer?.(asked, policy.scope)).toMatchObject({ kind: 'error', status: 403, code: 10000 });
  });
});
