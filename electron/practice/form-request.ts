import { permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import type { PolicyPlace, PracticeForm } from '../../shared/ipc/practice-contract.ts';

/**
 * Turns the dashboard's form into the request that Cloudflare's own page sends. The form's end date is a whole day, which
 * Cloudflare takes as the beginning of that day in UTC.
 */
export function formRequest(form: PracticeForm, userId: string): Record<string, unknown> {
  return {
    name: form.name,
    policies: form.policies.map(({ on, permissions }) => ({
      effect: 'allow',
      resources: resourcesOf(on, userId),
      permission_groups: permissions.map((key) => ({ id: permissionGroup(key).id })),
    })),
    ...(form.endDay === null ? {} : { expires_on: `${form.endDay}T00:00:00Z` }),
  };
}

const accountKey = (id: string) => `com.cloudflare.api.account.${id}`;
const zoneKey = (id: string) => `com.cloudflare.api.account.zone.${id}`;

function resourcesOf(on: PolicyPlace, userId: string): Record<string, unknown> {
  switch (on.kind) {
    case 'account':
      return { [accountKey(on.account)]: '*' };
    case 'all-accounts':
      return { [accountKey('*')]: '*' };
    case 'zones':
      return Object.fromEntries(on.zones.map((id) => [zoneKey(id), '*']));
    case 'all-zones-of-account':
      return { [accountKey(on.account)]: { [zoneKey('*')]: '*' } };
    case 'all-zones':
      return { [zoneKey('*')]: '*' };
    case 'user':
      return { [`com.cloudflare.api.user.${userId}`]: '*' };
  }
}
