import { z } from 'zod';
import type { Rule } from '../policy.ts';
import { siteOf } from './own-names.ts';
import { bodyAs, line, objectIn, shapeRefusal, textIn } from './shapes.ts';

/** Reading the settings of a website. */
export const settingReads: readonly Rule[] = [
  {
    id: 'settings.list',
    method: 'GET',
    path: '/zones/{zone}/settings',
    body: 'none',
    kind: 'read',
    says: (_asked, scope) => `Looks at the settings of ${siteOf(scope)}.`,
    allows: 'GET /zones/{zone}/settings',
  },
  {
    id: 'settings.read',
    method: 'GET',
    path: '/zones/{zone}/settings/{setting}',
    body: 'none',
    kind: 'read',
    says: ({ target }, scope) => `Looks at the setting ${target.segments[3] ?? ''} of ${siteOf(scope)}.`,
    allows: 'GET /zones/{zone}/settings/{setting}',
  },
];

const change = z.strictObject({ value: z.json() });
const nameOf = (id: string | undefined) => (id ?? 'setting').replaceAll('_', ' ');

/** Changing one setting at a time. Several at once can't be shown, nor put back, one by one. */
export const settingChanges: readonly Rule[] = [
  {
    id: 'settings.update',
    method: 'PATCH',
    path: '/zones/{zone}/settings/{setting}',
    body: 'json',
    kind: 'change',
    says: ({ target }, scope) => `Changes the setting “${nameOf(target.segments[3])}” of ${siteOf(scope)}.`,
    allows: 'PATCH /zones/{zone}/settings/{setting} with {"value": ...}: change one setting',
    limits: ({ body }) => shapeRefusal(change, body),
    alikeBy: null,
    watch: {
      read: ({ target }) => ({ method: 'GET', segments: target.segments }),
      show: (result, { target }) => [
        line(nameOf(textIn(result, 'id') ?? target.segments[3]), objectIn(result).value),
      ],
      planned: (asked) => [line(nameOf(asked.target.segments[3]), bodyAs(change, asked)?.value)],
      undo: ({ target }, before) => {
        const { value } = objectIn(before);
        return value === undefined ? null : { method: 'PATCH', segments: target.segments, body: { value } };
      },
    },
  },
];
