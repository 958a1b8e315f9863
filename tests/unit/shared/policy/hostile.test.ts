import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobIds, jobs } from '../../../../shared/catalogue/jobs.ts';
import type { Policy } from '../../../../shared/policy/policy.ts';
import { writeTarget } from '../../../../shared/policy/write-target.ts';
import { account, form, id, judge, otherAccount, otherZone, policyFor, uuid, zone } from './asking.ts';

const project = 'bakery-site';
const otherProject = 'florist-site';
const hostname = 'www.bakery.example';

const narrowPolicies: readonly Policy[] = jobIds.flatMap((job) =>
  (['read', 'change'] as const).flatMap((access) =>
    jobs[job].modes[access] === undefined ? [] : [policyFor(job, { access, project, hostname })],
  ),
);
const policy = fc.constantFrom(...narrowPolicies);

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/* Steps and signs with which somebody would try to get elsewhere. */
const trick = fc.constantFrom(
  '..',
  '.',
  '%2e%2e',
  '%252e%252e',
  '.%2E',
  '%2F',
  '%252F',
  '%5C',
  '\\',
  '',
  ';a=b',
  '%00',
  '%0d%0a',
  '*',
  '%2a',
  `${zone.id}%2F..%2F${otherZone.id}`,
  `${zone.id};${otherZone.id}`,
  `${zone.id}?zone=${otherZone.id}`,
  zone.id.toUpperCase(),
  otherZone.id,
  otherAccount,
  otherZone.name,
  otherProject,
  'null',
  'undefined',
  '__proto__',
  'constructor',
);

const host = fc.constantFrom(
  hostname,
  zone.name,
  `a.${hostname}`,
  otherZone.name,
  `${hostname}.evil.example`,
  `evil${zone.name}`,
  `${hostname}:8080`,
  `user@${otherZone.name}`,
  `${hostname}@${otherZone.name}`,
  `${hostname}\\@${otherZone.name}`,
  `${hostname}#@${otherZone.name}`,
  `${hostname}%2f@${otherZone.name}`,
  `${hostname}.`,
  'localhost',
  '127.0.0.1',
  '[::1]',
  hostname.toUpperCase(),
  'xn--bcher-kva.example',
);
const address = fc
  .tuple(
    fc.constantFrom('https://', 'http://', '//', 'ftp://', 'https:/', 'https:\\\\', ''),
    host,
    fc.constantFrom('', '/', '/menu', '/../x', '/%2e%2e/', '/?a=b'),
  )
  .map((parts) => parts.join(''));
const recordName = fc.constantFrom(
  '@',
  'www',
  hostname,
  zone.name,
  'mail',
  '*',
  `${hostname}.`,
  otherZone.name,
  `www.${otherZone.name}`,
  'WWW',
  'www\n',
  'ns1',
  '',
  'w\u00adww',
);
const record = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('A', 'CNAME', 'TXT', 'MX') },
      { weight: 1, arbitrary: fc.constantFrom('NS', 'SOA', 'DS', 'ns') },
    ),
    recordName,
    fc.constantFrom('203.0.113.7', `${project}.pages.dev`, 'a'),
    rarely(
      fc.constantFrom(
        { id },
        { Name: 'mail' },
        { Type: 'NS' },
        { zone_id: otherZone.id },
        { content: 'a\nb' },
      ),
    ),
  )
  .map(([type, name, content, more]) => ({ type, name, content, ...more }));
const tag = fc.constantFrom(zone.id, otherZone.id, account, otherAccount, '*', '');
const graphql = fc
  .tuple(
    fc.constantFrom('zones', 'accounts', 'x: zones', '...f zones'),
    fc.constantFrom('zoneTag', 'zoneTag_in', 'accountTag', 'zoneTag_neq', 'OR'),
    tag,
    tag,
  )
  .map(([field, name, one, other]) => ({
    query: `query q($t: string = "${one}") { viewer { ${field}(filter: {${name}: $t}) { a } zones(filter: {zoneTag: "${other}"}) { a } } } fragment f on viewer { zones(filter: {zoneTag: "${one}"}) { a } }`,
    variables: { t: one },
  }));
/* For each kind of rule, by how its id begins, bodies that come near to what it takes. */
const near = {
  'cache.': fc.array(address, { minLength: 1, maxLength: 3 }).map((files) => ({ files })),
  'dns.batch': fc.record(
    {
      posts: fc.array(record, { maxLength: 2 }),
      puts: fc.array(record, { maxLength: 2 }),
      deletes: fc.array(fc.record({ id: fc.constant(id) }), { maxLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  'dns.': record,
  'graphql.': graphql,
  'pages.domains.': host.map((name) => ({ name })),
  'worker-routes.': host.map((name) => ({ pattern: `${name}/*`, script: 'order-form' })),
  'workers.deployments.': fc.constant({ versions: [{ version_id: uuid, percentage: 100 }] }),
  'workers.subdomain.': fc.constant({ enabled: true }),
  'robots.': fc.array(host, { minLength: 1, maxLength: 3 }),
  'rulesets.': fc
    .constantFrom('redirect', 'block', 'set_cache_settings')
    .map((action) => ({ action, expression: 'true' })),
  'workers.': fc.constant(form({ metadata: '{}' })),
  'pages.': fc.constant(form({ manifest: '{}' })),
} as const;
const anyBody = fc.oneof(
  fc.record(
    { files: fc.array(address, { maxLength: 3 }), purge_everything: fc.boolean(), hosts: fc.array(host) },
    { requiredKeys: [] },
  ),
  ...Object.values(near),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(undefined),
);

/** A body for a rule: near to what it takes, or any other. */
const bodyFor = (ruleId: string) => {
  const fitting = Object.entries(near).find(([prefix]) => ruleId.startsWith(prefix))?.[1];
  return fc.oneof(
    { weight: fitting === undefined ? 0 : 3, arbitrary: fitting ?? anyBody },
    { weight: 1, arbitrary: anyBody },
  );
};

/** A request for a rule of some policy, with a place in its path filled in well or badly, held against that policy. */
const request = fc
  .tuple(
    policy.chain((held) => fc.constantFrom(...held.rules).map((rule) => ({ held, rule }))),
    rarely(fc.tuple(fc.nat({ max: 8 }), trick)),
    rarely(trick),
    rarely(
      fc.constantFrom(
        '?page=1',
        `?account.id=${otherAccount}`,
        `?zone=${otherZone.id}`,
        '?a[]=1',
        '?name=a&name=b',
        '?per_page=5000',
      ),
    ),
  )
  .map(([{ held, rule }, swap, more, query]) => {
    const good = new Map([
      ['{account}', account],
      ['{zone}', zone.id],
      ['{project}', project],
      ['{id}', id],
    ]);
    const steps = rule.path
      .split('/')
      .slice(1)
      .map((word, at) =>
        swap?.[0] === at ? swap[1] : (good.get(word) ?? word.replace(/^\{.*\}$/, 'order-form')),
      );
    const path = `/${[...steps, ...(more === null ? [] : [more])].join('/')}${query ?? ''}`;
    return { held, path, method: rule.method, ruleId: rule.id };
  })
  .chain((asked) => bodyFor(asked.ruleId).map((body) => ({ ...asked, body })));

const otherMethod = rarely(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'));

const shared =
  /^\/client\/v4\/(?:user|user\/tokens\/verify|accounts|memberships|zones|graphql|pages\/assets\/(?:check-missing|upload|upsert-hashes))$/;

/** Whether a path that goes to Cloudflare stays in the slip's place; worked out without the rules. */
function staysHome(written: string): boolean {
  const [plain = ''] = written.split('?');
  if (shared.test(plain)) return true;
  const [, , , kind, owner, product, list, name] = plain.split('/');
  if (kind === 'zones') return owner === zone.id;
  if (kind !== 'accounts' || owner !== account) return false;
  return product !== 'pages' || list !== 'projects' || name === undefined || name === project;
}

/** Every name that a body is about, worked out without the rules. */
function namesIn(sent: unknown): readonly string[] {
  if (typeof sent === 'string') return /^https?:\/\//.test(sent) ? [new URL(sent).hostname] : [];
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.entries(sent).flatMap(([field, value]) => {
    if (field === 'name' && typeof value === 'string') {
      const name = value.toLowerCase();
      return [name === '@' ? zone.name : name.endsWith(zone.name) ? name : `${name}.${zone.name}`];
    }
    if (field === 'pattern' && typeof value === 'string')
      return [value.replace(/\/.*$/, '').replace(/^\*\.?/, '')];
    return namesIn(value);
  });
}

describe('whatever an agent asks for', () => {
  it('nothing passes that leads out of the slip’s place', () => {
    let [passed, changed] = [0, 0];
    fc.assert(
      fc.property(request, otherMethod, ({ held, path, method, body }, other) => {
        const judged = judge(held, other ?? method, path, body);
        if (!('rule' in judged)) return;
        const { rule, asked } = judged;
        passed += 1;
        const written = writeTarget(rule.instead?.(asked, held.scope) ?? asked.target);
        expect(new URL(written, 'https://api.cloudflare.com').href).toBe(
          `https://api.cloudflare.com${written}`,
        );
        expect(staysHome(written)).toBe(true);
        if (rule.kind === 'read') return;
        changed += 1;
        for (const name of namesIn(asked.body)) expect(name.toLowerCase()).toBe(hostname);
        expect(JSON.stringify(asked.body) ?? '').not.toMatch(/purge_everything|"(?:NS|SOA|DS)"|"hosts"/);
      }),
      { numRuns: 10_000 },
    );
    /* Else the tricks were never near enough to anything that is allowed. */
    expect(passed).toBeGreaterThan(500);
    expect(changed).toBeGreaterThan(40);
  });

  it('no change passes with a slip for looking', () => {
    fc.assert(
      fc.property(request, policy, ({ path, method, body }, held) => {
        if (held.rules.some(({ kind }) => kind !== 'read')) return;
        const judged = judge(held, method, path, body);
        expect('rule' in judged ? judged.rule.kind : 'read').toBe('read');
      }),
      { numRuns: 2000 },
    );
  });

  it('a query passes only for the slip’s own website', () => {
    const analytics = policyFor('analytics', { access: 'read' });
    fc.assert(
      fc.property(graphql, (sent) => {
        const judged = judge(analytics, 'POST', '/graphql', sent);
        if (!('rule' in judged)) return;
        expect(JSON.stringify(sent)).not.toContain(otherZone.id);
        expect(JSON.stringify(sent)).not.toMatch(new RegExp(`${account}|${otherAccount}|_neq|OR:`));
      }),
      { numRuns: 500 },
    );
  });

  it('a refusal says what the slip allows, and nothing that the agent sent', () => {
    fc.assert(
      fc.property(
        policy,
        fc.string({ unit: fc.constantFrom('x', '7', 'Z'), minLength: 20, maxLength: 40 }),
        (held, word) => {
          const judged = judge(held, 'GET', `/zones/${zone.id}/${word}`);
          expect('says' in judged ? judged.says : '').toMatch(/It allows: /);
          expect(JSON.stringify(judged)).not.toContain(word);
        },
      ),
      { numRuns: 50 },
    );
  });
});
