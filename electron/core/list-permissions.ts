import { permissionGroupById, permissionGroups } from '../../shared/catalogue/permission-groups.ts';
import type { PermissionList } from '../../shared/permission-list.ts';
import type { KeyRing } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import { resolvePermissionIds } from './permission-ids.ts';
import type { LivePermissionGroup } from './ports.ts';

/**
 * The list of permissions. As a rule Cloudflare's was read with the lists of websites. One that can't be read is no
 * reason to stop: the built-in one is there.
 */
export async function listPermissions({
  notebook,
  keyRing,
}: {
  readonly notebook: Notebook;
  readonly keyRing: KeyRing;
}): Promise<PermissionList> {
  const { world } = notebook.book;
  const known = world === null ? null : (keyRing.knowledge(world)?.permissionGroups ?? null);
  if (world === null || known !== null || keyRing.connection(world) === null) return permissionList(known);
  const key = await keyRing.key(world);
  if (!key.ok) return permissionList(null);
  const live = await keyRing.cloudflare(world).listPermissionGroups(key.value.secret, key.value.owner);
  return permissionList(live.ok ? live.value : null);
}

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
