import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { LivePermissionGroup } from './ports.ts';

/**
 * Resolves permissions against Cloudflare's live list. An id of the built-in catalogue that the list still has is
 * kept; a group that was given a new id is found by its name and scope. Without a list the built-in id is used.
 */
export function resolvePermissionIds(
  keys: readonly PermissionKey[],
  live: readonly LivePermissionGroup[] | null,
): Result<ReadonlyMap<PermissionKey, string>, Problem> {
  const ids = new Map<PermissionKey, string>();
  for (const key of keys) {
    const known = permissionGroup(key);
    const scope = scopeNames[known.scope];
    const found =
      live === null
        ? known
        : (live.find((group) => group.id === known.id) ??
          live.find((group) => group.name === known.name && group.scopes.includes(scope)));
    if (found === undefined) return failed({ code: 'permission-gone', name: known.name });
    ids.set(key, found.id);
  }
  return ok(ids);
}

const scopeNames = {
  account: 'com.cloudflare.api.account',
  zone: 'com.cloudflare.api.account.zone',
  user: 'com.cloudflare.api.user',
  bucket: 'com.cloudflare.edge.r2.bucket',
} as const;
