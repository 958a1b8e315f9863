import { permissionGroupById, permissionGroups } from '../../shared/catalogue/permission-groups.ts';
import type { PermissionList } from '../../shared/permission-list.ts';
import { resolvePermissionIds } from './permission-ids.ts';
import type { LivePermissionGroup } from './ports.ts';

/** Holds the built-in list of permissions against Cloudflare's live one, where that could be read. */
export function permissionList(live: readonly LivePermissionGroup[] | null): PermissionList {
  if (live === null) return { source: 'built-in', gone: [], unknown: [] };
  const resolved = permissionGroups.map(({ key }) => ({ key, ids: resolvePermissionIds([key], live) }));
  const known = new Set(resolved.flatMap(({ ids }) => (ids.ok ? [...ids.value.values()] : [])));
  const unknown = live.filter(({ id }) => !known.has(id) && permissionGroupById(id) === undefined);
  return {
    source: 'live',
    gone: resolved.filter(({ ids }) => !ids.ok).map(({ key }) => key),
    unknown: [...new Set(unknown.map(({ name }) => name))].sort((a, b) => a.localeCompare(b)),
  };
}
