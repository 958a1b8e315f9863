import { jobLabel, modeOf } from '../../shared/catalogue/jobs.ts';
import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import { zoneOf } from '../../shared/place.ts';
import type { Until } from '../../shared/until.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import type { TokenOrder, TokenPolicy } from './ports.ts';

/** Cloudflare shows the name in its list; longer ones are cut off there. Characters. */
const longestName = 100;

/** What Cloudflare is asked for: the permissions of the job, on the one place, until the end date. */
export function orderFor(
  request: SlipRequest,
  until: Until,
  ids: ReadonlyMap<PermissionKey, string>,
  label: { readonly number: number; readonly mark: string },
): TokenOrder {
  return {
    name: tokenName(request, label),
    policies: policiesFor(request, ids),
    expiresOn: until.kind === 'at' ? until.at : null,
  };
}

/** The permissions of a request's job at its level of access. */
export function permissionsOf(request: Pick<SlipRequest, 'job' | 'access'>): readonly PermissionKey[] {
  return modeOf(request.job, request.access)?.permissions ?? [];
}

function tokenName({ job, place }: SlipRequest, { number, mark }: { number: number; mark: string }): string {
  const where = zoneOf(place)?.name ?? place.pagesProject ?? place.account.name;
  const tail = ` [${mark}]`;
  const head = `Permission Slip no. ${number}, ${jobLabel(job)}, ${where}`;
  return head.slice(0, longestName - tail.length) + tail;
}

function policiesFor(
  { job, access, place }: SlipRequest,
  ids: ReadonlyMap<PermissionKey, string>,
): readonly TokenPolicy[] {
  const wanted = permissionsOf({ job, access });
  const onScope = (scope: 'zone' | 'account') =>
    wanted
      .filter((key) => permissionGroup(key).scope === scope)
      .map((key) => ids.get(key) ?? permissionGroup(key).id);
  const zone = zoneOf(place);
  const policies: readonly TokenPolicy[] = [
    { permissions: onScope('account'), on: { kind: 'account', account: place.account.id } },
    {
      permissions: onScope('zone'),
      on:
        zone === null
          ? { kind: 'all-zones-of-account', account: place.account.id }
          : { kind: 'zone', zone: zone.id },
    },
  ];
  return policies.filter(({ permissions }) => permissions.length > 0);
}
