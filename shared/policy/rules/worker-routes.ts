import { z } from 'zod';
import type { Asked, PolicyScope, Refusal, Rule, Watch } from '../policy.ts';
import { isBelow, matchesOwn, plainName, siteOf } from './own-names.ts';
import { bodyAs, bodyRefused, elsewhere, line, objectIn, shapeRefusal, textIn } from './shapes.ts';

const routes = '/zones/{zone}/workers/routes';
const read = { method: 'GET', body: 'none', kind: 'read' } as const;
const looks = (_asked: Asked, scope: PolicyScope) => `Looks at which Workers run on ${siteOf(scope)}.`;

/** Reading which addresses of a website lead to Workers. */
export const workerRouteReads: readonly Rule[] = [
  { ...read, id: 'worker-routes.list', path: routes, says: looks, allows: `GET ${routes}` },
  { ...read, id: 'worker-routes.read', path: `${routes}/{id}`, says: looks, allows: `GET ${routes}/{id}` },
];

const body = z.strictObject({
  pattern: z.string().min(1).max(1000),
  script: z.string().regex(/^[A-Za-z0-9_-]{1,63}$/),
  request_limit_fail_open: z.boolean().optional(),
});

const form = /^(?:https?:\/\/)?(\*\.?)?([\p{L}\p{M}\p{N}._-]+)(?:\/[^\s\p{C}\\]*)?$/u;

/** Why a pattern is not the slip's: its host must be the website's, or the one that the slip names. */
function patternRefusal(pattern: string, scope: PolicyScope): Refusal | null {
  const [, star = '', host = ''] = form.exec(pattern) ?? [];
  if (host === '')
    return bodyRefused(
      'The pattern must be a hostname, then a path. Only its start and its path may hold an asterisk.',
    );
  const says = `Only addresses of ${siteOf(scope)} can lead to a Worker with this slip.`;
  const { zone, hostname } = scope;
  if (zone === null || !isBelow(host, plainName(zone.name))) return elsewhere(says);
  return hostname === null || matchesOwn(star + host, hostname) ? null : elsewhere(says);
}

function limits(asked: Asked, scope: PolicyScope): Refusal | null {
  return shapeRefusal(body, asked.body) ?? patternRefusal(bodyAs(body, asked)?.pattern ?? '', scope);
}

const show: Watch['show'] = (route) => [
  line('Addresses', textIn(route, 'pattern')),
  line('Worker', textIn(route, 'script')),
  /* Without it visitors see an error, which is how routes are unless somebody says otherwise. */
  ...(objectIn(route).request_limit_fail_open === true
    ? [line('Above the limit of requests', 'Visitors get past the Worker')]
    : []),
];

/** Adding and changing the addresses that lead to a Worker. None is removed with a slip. */
export const workerRouteChanges: readonly Rule[] = [
  {
    id: 'worker-routes.add',
    method: 'POST',
    path: routes,
    body: 'json',
    kind: 'change',
    says: (asked) => `Sends visitors of ${bodyAs(body, asked)?.pattern ?? ''} to a Worker.`,
    allows: `POST ${routes} with {"pattern", "script"}: lead addresses of the slip to a Worker`,
    limits,
    alikeBy: null,
    watch: {
      read: () => null,
      readCreated: ({ target }, result) => {
        const id = textIn(result, 'id');
        return id === null ? null : { method: 'GET', segments: [...target.segments, id] };
      },
      show,
      planned: (asked) => show(asked.body, asked),
      undo: ({ target }, _before, after) => {
        const id = textIn(after, 'id');
        return id === null ? null : { method: 'DELETE', segments: [...target.segments, id] };
      },
    },
  },
  {
    id: 'worker-routes.update',
    method: 'PUT',
    path: `${routes}/{id}`,
    body: 'json',
    kind: 'change',
    says: (asked) => `Sends visitors of ${bodyAs(body, asked)?.pattern ?? ''} to another Worker.`,
    allows: `PUT ${routes}/{id} with {"pattern", "script"}: change where addresses of the slip lead`,
    limits,
    alikeBy: null,
    watch: {
      read: ({ target }) => ({ method: 'GET', segments: target.segments }),
      show,
      planned: (asked) => show(asked.body, asked),
      limits: (before, _asked, scope) =>
        before === null
          ? bodyRefused('There is no such route.')
          : patternRefusal(textIn(before, 'pattern') ?? '', scope),
      undo: ({ target }, before) => {
        const { pattern, script, request_limit_fail_open: past } = objectIn(before);
        return {
          method: 'PUT',
          segments: target.segments,
          body: {
            pattern,
            ...(script === undefined ? {} : { script }),
            ...(typeof past === 'boolean' ? { request_limit_fail_open: past } : {}),
          },
        };
      },
    },
  },
  /* The command line asks this first, for the routes of all websites at once, and goes on one by one where it may not. */
  {
    id: 'worker-routes.all-at-once',
    method: 'PUT',
    path: '/accounts/{account}/workers/scripts/{script}/routes',
    body: 'stream',
    kind: 'read',
    says: looks,
    allows:
      'PUT /accounts/{account}/workers/scripts/{script}/routes (always refused; use the routes of the zone)',
    answer: () => ({
      kind: 'error',
      status: 403,
      code: 10000,
      says: 'Authentication error: routes are set one by one, by the routes of the zone.',
    }),
  },
];
