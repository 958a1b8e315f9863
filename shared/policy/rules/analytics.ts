import { z } from 'zod';
import type { Asked, PolicyScope, Refusal, Rule } from '../policy.ts';
import { type QueryScope, queryRefusal } from './graphql-scope.ts';
import { siteOf } from './own-names.ts';
import { bodyAs, bodyRefused, shapeRefusal } from './shapes.ts';

const body = z.strictObject({
  query: z.string().min(1).max(50_000),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().max(200).nullish(),
});

function limits(asked: Asked, reach: QueryScope): Refusal | null {
  const wrong = shapeRefusal(body, asked.body);
  if (wrong !== null) return wrong;
  const sent = bodyAs(body, asked);
  const why = queryRefusal({ query: sent?.query ?? '', variables: sent?.variables ?? {} }, reach);
  return why === null ? null : bodyRefused(why);
}

function zonesOf({ zone, allZones }: PolicyScope): QueryScope['zones'] {
  if (zone !== null) return [zone.id];
  return allZones ? 'any' : [];
}

const query = (says: Rule['says'], reach: (scope: PolicyScope) => QueryScope): readonly Rule[] => [
  {
    id: 'graphql.query',
    method: 'POST',
    path: '/graphql',
    body: 'json',
    kind: 'read',
    says,
    allows: 'POST /graphql: queries on viewer.zones with filter: {zoneTag: "{zone}"}',
    limits: (asked, scope) => limits(asked, reach(scope)),
  },
];

/** Figures of the slip's website, or of any where the slip is for all. */
export const zoneAnalytics: readonly Rule[] = query(
  (_asked, scope) => `Looks at the visits of ${siteOf(scope)}.`,
  (scope) => ({ zones: zonesOf(scope), account: null, hostname: scope.hostname }),
);

/** Figures of the slip's account; of its websites only with the slip's own one. */
export const accountAnalytics: readonly Rule[] = query(
  () => 'Looks at the figures of your account.',
  (scope) => ({ zones: zonesOf(scope), account: scope.account, hostname: scope.hostname }),
);
