import { type PermissionKey, permissionGroup } from '../catalogue/permission-groups.ts';
import type { GuideForm } from './guide-plan.ts';

/** Something a prefilled form still leaves to the owner. */
export type LeftToDo = 'choose-domain' | 'set-end-date' | 'add-second-part' | 'tick-missing-rows';

/** An address that opens Cloudflare's own form filled in, and what it can't fill in. */
export type PrefilledLink = {
  readonly address: string;
  readonly left: readonly LeftToDo[];
};

/** What the link is to be made for. */
export type LinkRequest = {
  readonly form: GuideForm;
  readonly permissions: readonly PermissionKey[];
  readonly name: string;
  readonly accountId: string | null;
  readonly zoneId: string | null;
  readonly hasEndDate: boolean;
};

/** Longer addresses are cut off by some browsers and mail programs. Characters. */
const longestAddress = 2000;

/**
 * Builds the link to Cloudflare's prefilled form. Documented at developers.cloudflare.com, "Account-owned token template"; the
 * rest is measured by others: unknown keys are dropped in silence, a link that mixes account and domain permissions
 * loses the account's, and neither an end date nor an IP filter can be given.
 */
export function prefilledLink(request: LinkRequest): PrefilledLink {
  const { permissions } = request;
  const zones = permissions.filter((key) => permissionGroup(key).scope === 'zone');
  const accounts = permissions.filter((key) => permissionGroup(key).scope === 'account');
  const leading = zones.length > 0 ? zones : accounts;
  let fills = leading.filter((key) => keyOf(key) !== null);
  while (fills.length > 0 && addressFor(request, fills).length > longestAddress) fills = fills.slice(0, -1);
  const narrowsItself = request.form === 'user' && request.zoneId !== null;
  const left: readonly (LeftToDo | null)[] = [
    zones.length > 0 && !narrowsItself ? 'choose-domain' : null,
    zones.length > 0 && accounts.length > 0 ? 'add-second-part' : null,
    leading.some((key) => !fills.includes(key)) ? 'tick-missing-rows' : null,
    request.hasEndDate ? 'set-end-date' : null,
  ];
  return {
    address: addressFor(request, fills),
    left: left.filter((one) => one !== null),
  };
}

function addressFor({ form, name, accountId, zoneId }: LinkRequest, keys: readonly PermissionKey[]): string {
  const wanted = encodeURIComponent(JSON.stringify(keys.map(keyOf).filter((one) => one !== null)));
  const title = encodeURIComponent(name);
  return form === 'account'
    ? /* Only the router passes the parameters on, and only with its slashes as they are. */
      `https://dash.cloudflare.com/?to=/${accountId ?? ':account'}/api-tokens&permissionGroupKeys=${wanted}&name=${title}`
    : `https://dash.cloudflare.com/profile/api-tokens?permissionGroupKeys=${wanted}&accountId=*&zoneId=${zoneId ?? 'all'}&name=${title}`;
}

/* The key is the dashboard's label without its ending; purging has a type of its own. */
function keyOf(
  key: PermissionKey,
): { readonly key: string; readonly type: 'read' | 'edit' | 'purge' } | null {
  const { label, level } = permissionGroup(key);
  if (label === undefined || level === 'admin') return null;
  return { key: label.replace(/_(read|write|purge)$/, ''), type: level };
}
