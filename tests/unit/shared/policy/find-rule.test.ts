import { describe, expect, it } from 'vitest';
import { findRule } from '../../../../shared/policy/find-rule.ts';
import type { Method, Policy, PolicyScope, Rule } from '../../../../shared/policy/policy.ts';

const account = 'a'.repeat(32);
const zone = { id: 'b'.repeat(32), name: 'bakery.example' };
const id = 'c'.repeat(32);
const scope: PolicyScope = {
  account,
  accountName: 'Bakery',
  token: { id, owner: 'account' },
  zone,
  allZones: false,
  project: null,
  hostname: null,
  path: null,
};

const rule = (method: Method, path: string, more: Partial<Rule> = {}): Rule => ({
  id: `${method} ${path}`,
  method,
  path,
  body: 'none',
  kind: 'read',
  says: () => 'Looks.',
  allows: `${method} ${path}`,
  ...more,
});

const rules = [
  rule('GET', '/zones/{zone}/dns_records', { query: { page: /^\d+$/ } }),
  rule('GET', '/zones/{zone}/dns_records/{id}'),
  rule('POST', '/zones/{zone}/dns_records/batch'),
  rule('GET', '/accounts/{account}/workers/scripts/{script}'),
  rule('GET', '/accounts/{account}/pages/projects/{project}'),
];
const policy: Policy = { scope, rules };

function ask(method: Method, path: string, query: Readonly<Record<string, string>> = {}, held = policy) {
  const target = { method, segments: path.split('/').slice(1), query: new Map(Object.entries(query)) };
  const found = findRule(held, target);
  return 'says' in found && 'code' in found ? found.code : found.id;
}

describe('the rule of a request', () => {
  it('is found by method and path, bound to the slip’s own place', () => {
    expect(ask('GET', `/zones/${zone.id}/dns_records`)).toBe('GET /zones/{zone}/dns_records');
    expect(ask('GET', `/zones/${zone.id}/dns_records/${id}`)).toBe('GET /zones/{zone}/dns_records/{id}');
    expect(ask('GET', `/accounts/${account}/workers/scripts/order-form_2.js`)).toMatch(/scripts/);
  });

  it.each([
    ['another method', 'DELETE', `/zones/${zone.id}/dns_records`, 'not-on-slip'],
    ['another zone', 'GET', `/zones/${id}/dns_records`, 'elsewhere'],
    ['a zone by its name', 'GET', `/zones/${zone.name}/dns_records`, 'elsewhere'],
    ['another account', 'GET', `/accounts/${zone.id}/workers/scripts/a`, 'elsewhere'],
    ['the same id in capitals', 'GET', `/zones/${zone.id.toUpperCase()}/dns_records`, 'elsewhere'],
    ['what is no id', 'GET', `/zones/${zone.id}/dns_records/scan`, 'not-on-slip'],
    ['a longer path', 'GET', `/zones/${zone.id}/dns_records/${id}/x`, 'not-on-slip'],
    ['a name with signs', 'GET', `/accounts/${account}/workers/scripts/a:b`, 'not-on-slip'],
    ['a project, where the slip has none', 'GET', `/accounts/${account}/pages/projects/null`, 'not-on-slip'],
  ] as const)('is none for %s', (_what, method, path, code) => {
    expect(ask(method, path)).toBe(code);
  });

  it('takes a query by known names and values only', () => {
    expect(ask('GET', `/zones/${zone.id}/dns_records`, { page: '2' })).toMatch(/dns_records/);
    expect(ask('GET', `/zones/${zone.id}/dns_records`, { page: 'x' })).toBe('query-refused');
    expect(ask('GET', `/zones/${zone.id}/dns_records`, { constructor: '2' })).toBe('query-refused');
  });

  it('holds for any website where the slip does, and then for ids alone', () => {
    const wide = { ...policy, scope: { ...scope, zone: null, allZones: true } };
    expect(ask('GET', `/zones/${id}/dns_records`, {}, wide)).toMatch(/dns_records/);
    expect(ask('GET', '/zones/other.example/dns_records', {}, wide)).toBe('elsewhere');
  });

  it('tells the agent what the slip does allow', () => {
    const target = { method: 'GET' as const, segments: ['user'], query: new Map() };
    expect(findRule(policy, target)).toMatchObject({
      says: expect.stringContaining('It allows: GET /zones/{zone}/dns_records; '),
    });
  });
});
