import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routes } from '../../../electron/practice/routes.ts';
import { permissionGroups } from '../../../shared/catalogue/permission-groups.ts';
import { openStage, policy, type Stage, userToken } from './practice-client.ts';

const { seed } = openStage().practice;

function masterToken(stage: Stage): string {
  const keys = (scope: string) =>
    permissionGroups.filter((group) => group.scope === scope).map((group) => group.key);
  return userToken(stage, [
    policy(keys('zone'), { 'com.cloudflare.api.account.zone.*': '*' }),
    policy(keys('account'), { 'com.cloudflare.api.account.*': '*' }),
    policy(keys('user'), { [`com.cloudflare.api.user.${seed.userId}`]: '*' }),
  ]);
}

function placesOf(stage: Stage): Record<string, fc.Arbitrary<string>> {
  const state = stage.practice.export();
  const id = (list: readonly { id: string }[]) => fc.constantFrom(...list.map((one) => one.id));
  return {
    account_id: fc.constant(seed.accounts.bakery.id),
    zone_id: fc.constant(seed.zones.bakery.id),
    token_id: id(state.tokens),
    record_id: id(state.dnsRecords),
    ruleset_id: id(state.rulesets),
    rule_id: id(state.rulesets.flatMap((ruleset) => ruleset.rules)),
    route_id: id(state.workerRoutes),
    project: fc.constantFrom(...Object.values(seed.projects)),
    deployment: id(state.projects.flatMap((project) => project.deployments)),
    setting: fc.constantFrom('ssl', 'brotli', '__proto__', 'constructor'),
    script: fc.constantFrom('opening-hours', 'other', '__proto__'),
  };
}

test('no request, however odd, is answered by anything but a proper answer', async () => {
  const stage = openStage();
  const places = placesOf(stage);
  const path = (pattern: string) =>
    fc
      .tuple(
        ...pattern
          .split('/')
          .map((part) =>
            part.startsWith(':') ? (places[part.slice(1)] ?? fc.string({ minLength: 1 })) : fc.constant(part),
          ),
      )
      .map((parts) => parts.map(encodeURIComponent).join('/'));
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        'name',
        'type',
        'content',
        'data',
        'files',
        'hosts',
        'rules',
        'policies',
        'query',
        'value',
        'pattern',
        'position',
      ),
      fc.jsonValue(),
    ),
  );
  const request = fc
    .constantFrom(...routes)
    .chain((route) => fc.tuple(fc.constant(route.method), path(route.path), odd, fc.webQueryParameters()));

  await fc.assert(
    fc.asyncProperty(request, async ([method, where, body, query]) => {
      // Each starts afresh: an odd request may well delete its own token.
      const fresh = openStage();
      const answer = await fresh.call(
        masterToken(fresh),
        method,
        `${where}?${query}`,
        method === 'GET' ? undefined : body,
      );
      expect([200, 400, 401, 403, 404, 409]).toContain(answer.status);
    }),
    { numRuns: 300 },
  );
});

test('a body nested ten thousand levels deep is refused', async () => {
  const stage = openStage();
  const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
  const response = await stage.practice.fetchLike(
    `${stage.practice.baseUrl}/zones/${seed.zones.bakery.id}/dns_records`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${masterToken(stage)}`, 'content-type': 'application/json' },
      body: `{"type":"SRV","name":"x","data":${deep}}`,
    },
  );
  expect(response.status).toBe(400);
});

test('every row of the table says what it needs', () => {
  const unguarded = routes.filter((route) => {
    const { need } = route;
    return 'anyOf' in need && need.anyOf.length === 0;
  });
  // Refused to every token on purpose: it would need the routes of all zones.
  expect(unguarded.map((route) => `${route.method} ${route.path}`)).toEqual([
    'PUT /accounts/:account_id/workers/scripts/:script/routes',
  ]);
});
