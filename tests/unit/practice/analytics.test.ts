import { expect, test } from 'vitest';
import { at, bakeryToken, onAccount, onZone, openStage, policy, type Stage } from './practice-client.ts';

const { seed } = openStage().practice;
const zone = seed.zones.bakery.id;
const analytics = (stage: Stage) => bakeryToken(stage, [policy(['analytics.read'], onZone(zone))]);

const ask = (stage: Stage, token: string, query: string, variables?: object) =>
  stage.call(token, 'POST', '/graphql', { query, ...(variables === undefined ? {} : { variables }) });

test('the pages that visitors did not find are counted, most missed first', async () => {
  const stage = openStage();
  const query = `query Lost($zone: String!, $since: Time!) {
    viewer { zones(filter: { zoneTag: $zone }) { lost: httpRequestsAdaptiveGroups(
      limit: 3, orderBy: [count_DESC], filter: { edgeResponseStatus: 404, datetime_geq: $since }
    ) { count dimensions { clientRequestPath } } } } }`;
  const { body } = await ask(stage, analytics(stage), query, { zone, since: '2026-11-09T09:00:00Z' });
  expect(at(body, 'data', 'viewer', 'zones', 0, 'lost')).toEqual([
    { count: 260, dimensions: { clientRequestPath: '/wp-login.php' } },
    { count: 140, dimensions: { clientRequestPath: '/menu-2024.pdf' } },
    { count: 96, dimensions: { clientRequestPath: '/wedding-cakes' } },
  ]);
});

test('the hours of a day add up to the day', async () => {
  const stage = openStage();
  const query = `{ viewer { zones(filter: { zoneTag: "${zone}" }) {
    day: httpRequests1dGroups(limit: 1, filter: { date: "2026-11-09" }) { sum { requests cachedRequests } }
    hours: httpRequests1hGroups(limit: 24, orderBy: [datetime_ASC], filter: { datetime_geq: "2026-11-09T00:00:00Z", datetime_lt: "2026-11-10T00:00:00Z" }) {
      dimensions { datetime } sum { requests } } } } }`;
  const { body } = await ask(stage, analytics(stage), query);
  const answer = at(body, 'data', 'viewer', 'zones', 0);
  const hours = at(answer, 'hours') as { sum: { requests: number } }[];
  expect(hours).toHaveLength(24);
  expect(at(hours, 0, 'dimensions', 'datetime')).toBe('2026-11-09T00:00:00Z');
  expect(hours.reduce((sum, hour) => sum + hour.sum.requests, 0)).toBe(
    at(answer, 'day', 0, 'sum', 'requests'),
  );
});

test('cache misses can be told from hits by path', async () => {
  const stage = openStage();
  const query = `{ viewer { zones(filter: { zoneTag: "${zone}" }) { httpRequestsAdaptiveGroups(
    limit: 10, filter: { AND: [{ cacheStatus_in: ["miss", "bypass"] }, { clientRequestPath_like: "/blog/%" }] }
  ) { count dimensions { path: clientRequestPath cacheStatus } } } } }`;
  const { body } = await ask(stage, analytics(stage), query);
  expect(at(body, 'data', 'viewer', 'zones', 0, 'httpRequestsAdaptiveGroups')).toEqual([
    { count: 410, dimensions: { path: '/blog/rye-bread', cacheStatus: 'bypass' } },
    { count: 380, dimensions: { path: '/blog/sourdough', cacheStatus: 'bypass' } },
  ]);
});

test('a blocked crawler is seen by a token that may only read the firewall', async () => {
  const stage = openStage();
  const token = bakeryToken(stage, [policy(['firewallServices.read'], onZone(zone))]);
  const query = (dataset: string) =>
    `{ viewer { zones(filter: { zoneTag: "${zone}" }) { ${dataset}(limit: 5, filter: {}) { ... on x { count dimensions { userAgent action } } } } } }`;
  const { body } = await ask(stage, token, query('firewallEventsAdaptiveGroups'));
  expect(JSON.stringify(body)).toContain('GPTBot');
  expect(await ask(stage, token, query('httpRequestsAdaptiveGroups'))).toMatchObject({
    body: { data: null, errors: [{ message: `zones ["${zone}"] are not authorized` }] },
  });
});

const foreign = seed.zones.cakeshop.id;
const hidden: readonly (readonly [string, string])[] = [
  [
    'directly',
    `{ viewer { zones(filter: { zoneTag: "${foreign}" }) { x: httpRequests1dGroups(limit: 1) { y: count } } } }`,
  ],
  [
    'in a list',
    `{ viewer { zones(filter: { zoneTag_in: ["${zone}", "${foreign}"] }) { httpRequests1dGroups(limit: 1) { count } } } }`,
  ],
  [
    'behind an alias and a fragment',
    `query { viewer { a: zones(filter: { zoneTag: "${zone}" }) { ...f } b: zones(filter: { zoneTag: "${foreign}" }) { ...f } } }
     fragment f on zone { httpRequests1dGroups(limit: 1) { count } }`,
  ],
];

test.each(hidden)('a query that reaches for another zone %s gets nothing', async (_name, query) => {
  const stage = openStage();
  const { body } = await ask(stage, analytics(stage), query);
  expect(body).toMatchObject({
    data: null,
    errors: [{ message: `zones ["${foreign}"] are not authorized` }],
  });
});

test('account data needs a right of its own', async () => {
  const stage = openStage();
  const account = seed.accounts.bakery.id;
  const query = `{ viewer { accounts(filter: { accountTag: "${account}" }) { httpRequestsAdaptiveGroups(limit: 1) { count } } } }`;
  expect(await ask(stage, analytics(stage), query)).toMatchObject({
    status: 403,
    message: 'not authorized for that account',
  });
  const allowed = bakeryToken(stage, [policy(['accountAnalytics.read'], onAccount(account))]);
  const { body } = await ask(stage, allowed, query);
  expect(at(body, 'data', 'viewer', 'accounts', 0, 'httpRequestsAdaptiveGroups')).toHaveLength(1);
});

const inZone = (inner: string) => `{ viewer { zones(filter: { zoneTag: "${zone}" }) { ${inner} } } }`;
const wrong: readonly (readonly [string, string, RegExp])[] = [
  [
    'a dataset that this plan does not have',
    inZone('dnsAnalyticsAdaptive(limit: 1) { count }'),
    /does not have access to the path/,
  ],
  [
    'a field that does not exist',
    inZone('httpRequests1dGroups(limit: 1) { nonsense }'),
    /unknown field "nonsense"/,
  ],
  ['no limit', inZone('httpRequests1dGroups { count }'), /limit/],
  [
    'an invalid time',
    inZone('httpRequests1dGroups(limit: 1, filter: { date_geq: "soon" }) { count }'),
    /invalid time/,
  ],
  ['a missing bracket', '{ viewer { zones', /unexpected end/],
  ['a mutation', 'mutation { viewer { __typename } }', /unsupported operation/],
  ['a fragment that names itself', 'query { viewer { ...f } } fragment f on x { ...f }', /nested too deeply/],
  ['endless nesting', '{a'.repeat(5000), /nested too deeply/],
  ['no zone', '{ viewer { zones(filter: {}) { __typename } } }', /zoneTag/],
];

test.each(wrong)('a query with %s is answered with an error', async (_name, query, words) => {
  const stage = openStage();
  const { body } = await ask(stage, analytics(stage), query);
  expect(body).toMatchObject({ data: null, errors: [{ message: expect.stringMatching(words) }] });
});

test('a pattern stands for any letters where it has a percent sign, and nowhere else', async () => {
  const stage = openStage();
  const paths = async (pattern: string) => {
    const query = `query A($like: string!) { viewer { zones(filter: { zoneTag: "${zone}" }) { httpRequestsAdaptiveGroups(
      limit: 100, orderBy: [clientRequestPath_ASC], filter: { clientRequestPath_like: $like }
    ) { dimensions { clientRequestPath } } } } }`;
    const { body } = await ask(stage, analytics(stage), query, { like: pattern });
    const groups = at(body, 'data', 'viewer', 'zones', 0, 'httpRequestsAdaptiveGroups');
    return (groups as { dimensions: { clientRequestPath: string } }[]).map(
      ({ dimensions }) => dimensions.clientRequestPath,
    );
  };
  const all = await paths('%');
  expect(await paths('/menu-2024.pdf')).toEqual(['/menu-2024.pdf']);
  expect(await paths('/menu-2024_pdf')).toEqual([]);
  expect(await paths('/blog/%')).toEqual(all.filter((path) => path.startsWith('/blog/')));
  expect(await paths('%.pdf')).toEqual(all.filter((path) => path.endsWith('.pdf')));
  expect(await paths('/m%u%2%f')).toEqual(['/menu-2024.pdf']);
  expect(await paths('/menu-2024.pdf%.pdf')).toEqual([]);
  expect(await paths('/menu%u-2024.pdf')).toEqual([]);
});

test('no query holds up the app: neither by its pattern nor by how much it asks for', async () => {
  const stage = openStage();
  const token = analytics(stage);
  const begun = performance.now();
  const { body } = await ask(
    stage,
    token,
    `{ viewer { zones(filter: { zoneTag: "${zone}" }) { httpRequests1dGroups(
      limit: 1, filter: { clientRequestPath_like: "${'%'.repeat(40)}Z" }) { count } } } }`,
  );
  expect(at(body, 'data', 'viewer', 'zones', 0, 'httpRequests1dGroups')).toEqual([]);

  const month = (fields: string, orders = 'count_DESC', name = 'n') =>
    `${name}: httpRequestsAdaptiveGroups(limit: 10000, orderBy: [${orders}], filter: { datetime_geq: "2026-10-12T00:00:00Z" }) {
      count dimensions { ${fields} } }`;
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => month('date', 'count_DESC', `n${n}`)).join(' ');
  const inZone = (fields: string) => `{ viewer { zones(filter: { zoneTag: "${zone}" }) { ${fields} } } }`;
  expect(await ask(stage, token, inZone(many(10)))).toMatchObject({ body: { errors: null } });
  const refused = [
    inZone(many(11)),
    `{ viewer { a: zones(filter: { zoneTag: "${zone}" }) { ${many(6)} } b: zones(filter: { zoneTag: "${zone}" }) { ${many(5)} } } }`,
    `{ viewer { zones(filter: { zoneTag_in: ["${zone}", "${zone}"] }) { ${many(6)} } } }`,
    inZone(month('datetime', 'count_DESC '.repeat(1000))),
    inZone(month(Array.from({ length: 500 }, (_, n) => `n${n}: datetime`).join(' '))),
  ];
  const like = `clientRequestPath_like: $long`;
  const filters = `filter: { AND: [${`{ ${like} } `.repeat(1000)}] }`;
  const long = `query A($long: string!) ${inZone(`httpRequests1dGroups(limit: 1, ${filters}) { count }`)}`;
  expect(await ask(stage, token, long, { long: '%'.repeat(200_000) })).toMatchObject({
    body: { data: null, errors: [{ message: 'the filter is too long' }] },
  });
  const lists = `filter: { AND: [${'{ clientIP_notin: $l } '.repeat(450)}] }`;
  const listed = `query A($l: [string!]) ${inZone(`httpRequests1dGroups(limit: 1, ${lists}) { count }`)}`;
  expect(await ask(stage, token, listed, { l: Array(60_000).fill('203.0.113.7') })).toMatchObject({
    body: { data: null, errors: [{ message: 'the filter is too long' }] },
  });
  for (const query of refused) {
    expect(await ask(stage, token, query)).toMatchObject({
      body: { data: null, errors: [{ message: expect.stringMatching(/at most 10|too much/) }] },
    });
  }
  expect(performance.now() - begun).toBeLessThan(5000);
});
