import { describe, expect, it } from 'vitest';
import type { OwnJob } from '../../../../shared/catalogue/own-job.ts';
import { account, judge, otherAccount, otherZone, policyFor, verdict, zone } from './asking.ts';

const policy = policyFor('analytics', { access: 'read' });
const own = `{ zoneTag: "${zone.id}" }`;
const data = '{ httpRequests1dGroups(limit: 5, filter: { date_gt: "2026-11-01" }) { sum { requests } } }';

function ask(query: string, variables?: unknown, held = policy): string {
  return verdict(held, 'POST', '/graphql', variables === undefined ? { query } : { query, variables });
}

const zones = (filter: string, fields = data) => `{ viewer { zones(filter: ${filter}) ${fields} } }`;

describe('a query on visits', () => {
  it.each([
    ['on the slip’s website', zones(own), undefined],
    ['with a list of the one', zones(`{ zoneTag_in: ["${zone.id}"] }`), undefined],
    ['with a variable', `query A($z: string!) ${zones('{ zoneTag: $z }')}`, { z: zone.id }],
    ['with a variable for the filter', `query A($f: F) ${zones('$f')}`, { f: { zoneTag: zone.id } }],
    [
      'with a variable’s usual value',
      `query A($z: string = "${zone.id}") ${zones('{ zoneTag: $z }')}`,
      undefined,
    ],
    ['with other names', `{ a: viewer { b: zones(filter: ${own}) { c: zoneTag } } }`, undefined],
    ['twice', `{ viewer { a: zones(filter: ${own}) ${data} b: zones(filter: ${own}) ${data} } }`, undefined],
    [
      'in parts',
      `query { viewer { ...a } } fragment a on viewer { zones(filter: ${own}) { ...b } } fragment b on zone ${data}`,
      undefined,
    ],
    [
      'with what may be left out',
      `query A($x: Boolean!) { viewer { zones(filter: ${own}) { zoneTag @include(if: $x) } } }`,
      { x: true },
    ],
    ['for what is left of the limit', '{ viewer { budget __typename } }', undefined],
  ])('passes %s', (_what, query, variables) => {
    expect(ask(query, variables)).toBe('read');
  });

  it.each([
    ['another website', zones(`{ zoneTag: "${otherZone.id}" }`), undefined],
    ['another website in a list', zones(`{ zoneTag_in: ["${zone.id}", "${otherZone.id}"] }`), undefined],
    [
      'another website by a variable',
      `query A($z: string!) ${zones('{ zoneTag: $z }')}`,
      { z: otherZone.id },
    ],
    [
      'another website by a usual value',
      `query A($z: string = "${otherZone.id}") ${zones('{ zoneTag: $z }')}`,
      undefined,
    ],
    [
      'nothing in place of a usual value',
      `query A($z: string = "${zone.id}") ${zones('{ zoneTag: $z }')}`,
      { z: null },
    ],
    ['a variable that is not declared', zones('{ zoneTag: $z }'), { z: zone.id }],
    [
      'a variable that is declared twice',
      `query A($z: string = "${zone.id}", $z: string = "${otherZone.id}") ${zones('{ zoneTag: $z }')}`,
      undefined,
    ],
    ['no filter', `{ viewer { zones ${data} } }`, undefined],
    ['an empty filter', zones('{}'), undefined],
    ['an empty list', zones('{ zoneTag_in: [] }'), undefined],
    ['any of several', zones(`{ OR: [${own}, { zoneTag: "${otherZone.id}" }] }`), undefined],
    [
      'another condition beside',
      zones(`{ zoneTag: "${zone.id}", OR: [{ zoneTag: "${otherZone.id}" }] }`),
      undefined,
    ],
    ['all but one', zones(`{ zoneTag_neq: "${zone.id}" }`), undefined],
    [
      'two filters',
      `{ viewer { zones(filter: ${own}, filter: { zoneTag: "${otherZone.id}" }) ${data} } }`,
      undefined,
    ],
    ['two tags', zones(`{ zoneTag: "${zone.id}", zoneTag: "${otherZone.id}" }`), undefined],
    [
      'another website under another name',
      `{ viewer { zones(filter: ${own}) ${data} x: zones(filter: { zoneTag: "${otherZone.id}" }) ${data} } }`,
      undefined,
    ],
    [
      'another website in a fragment',
      `{ viewer { zones(filter: ${own}) ${data} ...a } } fragment a on viewer { zones(filter: { zoneTag: "${otherZone.id}" }) ${data} }`,
      undefined,
    ],
    [
      'another website in an inline fragment',
      `{ viewer { ... on viewer { ... { zones(filter: { zoneTag: "${otherZone.id}" }) ${data} } } } }`,
      undefined,
    ],
    [
      'another website in a left-out field',
      `{ viewer { zones(filter: { zoneTag: "${otherZone.id}" }) @skip(if: true) ${data} } }`,
      undefined,
    ],
    ['an account', `{ viewer { accounts(filter: { accountTag: "${account}" }) { accountTag } } }`, undefined],
    ['websites below a website', zones(own, '{ zones { zoneTag } }'), undefined],
    ['the list of all there is', '{ __schema { types { name } } }', undefined],
    ['a type', '{ __type(name: "zone") { name } }', undefined],
    ['another root', '{ cost }', undefined],
    ['a change', `mutation ${zones(own)}`, undefined],
    ['a subscription', `subscription ${zones(own)}`, undefined],
    ['two queries', `query a ${zones(own)} query b ${zones(own)}`, undefined],
    ['a type of its own', `type A { a: Int } query a ${zones(own)}`, undefined],
    ['another directive', `{ viewer { zones(filter: ${own}) @live ${data} } }`, undefined],
    ['a fragment that holds itself', '{ viewer { ...a } } fragment a on viewer { ...a }', undefined],
    [
      'fragments in a circle',
      '{ viewer { ...a } } fragment a on viewer { ...b } fragment b on viewer { ...a }',
      undefined,
    ],
    ['a fragment that is not there', '{ viewer { ...a } }', undefined],
    ['no text of a query', '', undefined],
    ['words that are no query', 'give me everything', undefined],
    ['too many levels', zones(own, `${'{ a '.repeat(30)}${'}'.repeat(30)}`), undefined],
    ['a very deep query', `${'{ a '.repeat(1400)}${'}'.repeat(1400)}`, undefined],
    ['too many words', zones(own, `{ ${'a '.repeat(5000)} }`), undefined],
    ['variables that are a list', zones(own), ['a']],
  ])('is refused for %s', (_what, query, variables) => {
    expect(ask(query, variables)).toBe('body-refused');
  });

  it('is refused quickly where fragments multiply', () => {
    const step = (n: number) =>
      `fragment f${n} on viewer { ...f${n + 1} ...f${n + 1} ...f${n + 1} ...f${n + 1} }`;
    const many = Array.from({ length: 10 }, (_, n) => step(n)).join(' ');
    const begun = performance.now();
    expect(ask(`{ viewer { ...f0 } } ${many} fragment f10 on viewer { budget }`)).toBe('body-refused');
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('is held against its hostname quickly, however often it names hosts', () => {
    const one = policyFor('analytics', { access: 'read', hostname: 'www.bakery.example' });
    const fields = Array.from({ length: 200 }, (_, n) => `n${n}: httpRequests1dGroups(filter: $f) { a }`);
    const query = `query A($f: F) { viewer { zones(filter: ${own}) { ${fields.join(' ')} } } }`;
    const held = (f: unknown) => verdict(one, 'POST', '/graphql', { query, variables: { f } });
    const hosts = (count: number) => Array.from({ length: count }, () => 'www.bakery.example');
    expect(held({ clientRequestHTTPHost_in: hosts(10) })).toBe('read');
    const begun = performance.now();
    expect(held({ clientRequestHTTPHost_in: hosts(12_000) })).toBe('body-refused');
    expect(held({ clientRequestHTTPHost: 'a.'.repeat(120_000) })).toBe('body-refused');
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('is one request: no list of them, no other field, and by POST alone', () => {
    const query = zones(own);
    expect(verdict(policy, 'POST', '/graphql', [{ query }])).toBe('body-refused');
    expect(verdict(policy, 'POST', '/graphql', { query, extensions: {} })).toBe('body-refused');
    expect(verdict(policy, 'GET', `/graphql?query=${encodeURIComponent(query)}`)).toBe('not-on-slip');
    expect(verdict(policy, 'POST', '/graphql?query=a', { query })).toBe('query-refused');
  });

  it('tells the agent how to write it', () => {
    expect(judge(policy, 'POST', '/graphql', { query: '{ viewer { zones { zoneTag } } }' })).toMatchObject({
      says: expect.stringContaining('filter: {zoneTag: '),
    });
  });

  it('may be about any website where the slip is for all, by ids alone', () => {
    const wide = policyFor('analytics', { access: 'read', reach: { kind: 'all-zones', reason: 'Because.' } });
    expect(ask(zones(`{ zoneTag_in: ["${zone.id}", "${otherZone.id}"] }`), undefined, wide)).toBe('read');
    expect(ask(zones('{ zoneTag: "*" }'), undefined, wide)).toBe('body-refused');
    expect(
      ask(`{ viewer { accounts(filter: { accountTag: "${account}" }) { accountTag } } }`, undefined, wide),
    ).toBe('body-refused');
  });

  it('may be about the slip’s own account where that right was picked', () => {
    const job: OwnJob = {
      id: 'custom',
      title: 'Figures',
      permissions: ['accountAnalytics.read'],
      confirmation: '',
    };
    const figures = policyFor(job, { access: 'read', reach: { kind: 'no-zone' } });
    const accounts = (tag: string) =>
      `{ viewer { accounts(filter: { accountTag: "${tag}" }) { accountTag } } }`;
    expect(ask(accounts(account), undefined, figures)).toBe('read');
    expect(ask(accounts(otherAccount), undefined, figures)).toBe('body-refused');
    expect(ask(zones(own), undefined, figures)).toBe('body-refused');
  });
});

describe('a query with a slip for one hostname', () => {
  const host = 'www.bakery.example';
  const narrow = policyFor('analytics', { access: 'read', hostname: host });
  const groups = (filter: string) =>
    zones(own, `{ zoneTag httpRequestsAdaptiveGroups(${filter}) { count } }`);

  it.each([
    [
      'on it',
      groups(`limit: 5, filter: { clientRequestHTTPHost: "${host}", date_gt: "2026-11-01" }`),
      undefined,
    ],
    ['on a list of it', groups(`filter: { clientRequestHTTPHost_in: ["${host}"] }`), undefined],
    ['with a variable', `query A($f: F) ${groups('filter: $f')}`, { f: { clientRequestHTTPHost: host } }],
    [
      'with more conditions',
      groups(`filter: { clientRequestHTTPHost: "${host}", OR: [{ a: 1 }, { b: 2 }] }`),
      undefined,
    ],
  ])('passes %s', (_what, query, variables) => {
    expect(ask(query, variables, narrow)).toBe('read');
  });

  it.each([
    ['on all of them', zones(own)],
    ['on another', groups('filter: { clientRequestHTTPHost: "shop.bakery.example" }')],
    [
      'on one among others',
      groups(`filter: { clientRequestHTTPHost_in: ["${host}", "shop.bakery.example"] }`),
    ],
    ['on none', groups('filter: { clientRequestHTTPHost_in: [] }')],
    ['on one of several', groups(`filter: { OR: [{ clientRequestHTTPHost: "${host}" }, { a: 1 }] }`)],
    ['on all others', groups(`filter: { clientRequestHTTPHost_neq: "${host}" }`)],
    ['without a filter', groups('limit: 5')],
    ['with two filters', groups(`filter: { clientRequestHTTPHost: "${host}" }, filter: {}`)],
    [
      'with a second figure beside',
      zones(
        own,
        `{ a: httpRequestsAdaptiveGroups(filter: { clientRequestHTTPHost: "${host}" }) { count } b: httpRequestsAdaptiveGroups(limit: 5) { count } }`,
      ),
    ],
    [
      'with one in a fragment',
      `{ viewer { zones(filter: ${own}) { ...a } } } fragment a on zone { httpRequestsAdaptiveGroups(limit: 5) { count } }`,
    ],
  ])('is refused %s', (_what, query) => {
    expect(ask(query, undefined, narrow)).toBe('body-refused');
  });
});
