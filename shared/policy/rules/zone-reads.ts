import type { Rule } from '../policy.ts';

/** Reading the website's own entry. */
export const zoneReads: readonly Rule[] = [
  {
    id: 'zone.read',
    method: 'GET',
    path: '/zones/{zone}',
    body: 'none',
    kind: 'read',
    says: ({ target }, { zone }) => `Looks at ${zone?.name ?? `the website ${target.segments[1]}`}.`,
    allows: 'GET /zones/{zone}',
  },
];
