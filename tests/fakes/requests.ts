import { places } from '../../electron/practice/seed/places.ts';
import type { JobId } from '../../shared/catalogue/jobs.ts';
import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import type { Place } from '../../shared/place.ts';
import type { SlipRequest } from '../../shared/wizard.ts';

const { accounts, zones, projects } = places;

/** The place of most tests: bakery.example in the account Bakery Ltd. */
export const bakeryPlace: Place = {
  account: accounts.bakery,
  reach: { kind: 'one-zone', zone: zones.bakery },
  pagesProject: null,
  hostname: null,
  path: null,
};

/** The request of most tests: purge single pages of bakery.example for 30 days. */
export const purgeRequest: SlipRequest = {
  who: { agent: 'claude', name: '' },
  job: 'purge-pages',
  access: 'change',
  task: 'Clear the saved copy of the price list on bakery.example.',
  place: bakeryPlace,
  until: { kind: 'days', days: 30 },
};

/** A request for the one job that happens on an account and no website. */
export const pagesRequest: SlipRequest = {
  ...purgeRequest,
  job: 'pages-project',
  access: 'read',
  task: 'Find out why the last deployment of the bakery site failed.',
  place: { ...bakeryPlace, reach: { kind: 'no-zone' }, pagesProject: projects.bakerySite },
};

/** A request that is complete and narrow, for any job at any of its levels of access. */
export function requestFor(job: JobId, access: SlipRequest['access']): SlipRequest {
  const onProject = job === 'pages-project' || job === 'pages-domain';
  return {
    ...purgeRequest,
    job,
    access,
    place: {
      ...bakeryPlace,
      reach: job === 'pages-project' ? { kind: 'no-zone' } : bakeryPlace.reach,
      pagesProject: onProject ? projects.bakerySite : null,
    },
  };
}

/** A request for a job that the owner built from the list of permissions, on the one website or the whole account. */
export function ownRequest(
  permissions: readonly PermissionKey[],
  change: Partial<SlipRequest> & { readonly title?: string; readonly confirmation?: string } = {},
): SlipRequest {
  const { title = 'Look after the mail set-up', confirmation = '', ...others } = change;
  const onZone = permissions.some((key) => permissionGroup(key).scope === 'zone');
  return {
    ...purgeRequest,
    job: { id: 'custom', title, permissions: [...permissions], confirmation },
    access: permissions.every((key) => key.endsWith('.read')) ? 'read' : 'change',
    place: { ...bakeryPlace, reach: onZone ? bakeryPlace.reach : { kind: 'no-zone' } },
    ...others,
  };
}
