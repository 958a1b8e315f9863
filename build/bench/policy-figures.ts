// Prints how long it takes to hold requests against a policy of 200 rules, in microseconds.
import { findRule } from '../../shared/policy/find-rule.ts';
import type { Policy, Rule } from '../../shared/policy/policy.ts';
import { policyOf } from '../../shared/policy/policy-of.ts';
import { isRefusal, readTarget } from '../../shared/policy/read-target.ts';

const id = 'a1'.repeat(16);
const zone = { id: 'b2'.repeat(16), name: 'bakery.example' };

const held = policyOf({
  job: 'change-dns',
  access: 'change',
  place: {
    account: { id, name: 'Bakery' },
    reach: { kind: 'one-zone', zone },
    pagesProject: null,
    hostname: null,
    path: null,
  },
  token: { id, owner: { kind: 'account', accountId: id }, name: 'A slip', ending: 'abcd' },
});
if (held === null) throw new Error('There are no rules for this job');

/* The job's own rules, and as many others of the same length and method as make 200. */
const extra = Array.from({ length: 200 - held.rules.length }, (_, index): Rule => {
  const [rule] = held.rules.slice(index % held.rules.length);
  if (rule === undefined) throw new Error('There are no rules for this job');
  return { ...rule, id: `${rule.id}.${index}`, path: rule.path.replace(/[^/]+$/, `other-${index}`) };
});
const policy: Policy = { scope: held.scope, rules: [...extra, ...held.rules] };

const records = `/client/v4/zones/${zone.id}/dns_records`;
const change = { type: 'A', name: 'www', content: '203.0.113.7', ttl: 300, proxied: true };
const requests = [
  ['GET', `${records}?name=www.bakery.example&per_page=100`, undefined],
  ['GET', `${records}/${id}`, undefined],
  ['PATCH', `${records}/${id}`, change],
  ['POST', records, change],
  ['GET', `/client/v4/zones/${id}/dns_records`, undefined],
  ['DELETE', `/client/v4/zones/${zone.id}`, undefined],
] as const;

function decide(method: string, raw: string, body: unknown): boolean {
  const target = readTarget(method, raw);
  if (isRefusal(target)) return false;
  const rule = findRule(policy, target);
  if (isRefusal(rule)) return false;
  return (rule.limits?.({ target, body }, policy.scope) ?? null) === null;
}

const rounds = 2000;
const times = Array.from({ length: 21 }, () => {
  const begun = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    for (const [method, raw, body] of requests) decide(method, raw, body);
  }
  return ((performance.now() - begun) * 1000) / (rounds * requests.length);
});
const allowed = requests.filter(([method, raw, body]) => decide(method, raw, body)).length;
console.log(JSON.stringify({ times, allowed, rules: policy.rules.length }));
