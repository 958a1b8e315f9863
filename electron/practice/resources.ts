import type { StoredPolicy } from './state.ts';

/** What one entry of a policy's `resources` reaches; `*` is every one of its kind. */
export type Grant =
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'zone'; readonly accountId: string; readonly zoneId: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'bucket'; readonly accountId: string };

const accountKey = /^com\.cloudflare\.api\.account\.([0-9a-f]{32}|\*)$/;
const zoneKey = /^com\.cloudflare\.api\.account\.zone\.([0-9a-f]{32}|\*)$/;
const userKey = /^com\.cloudflare\.api\.user\.([0-9a-f]{32})$/;
const bucketKey = /^com\.cloudflare\.edge\.r2\.bucket\.([0-9a-f]{32})_[a-z]+_[a-z0-9-]+$/;

/** Reads a policy's resources; an entry that Cloudflare does not know is named in `unknown`. */
export function readResources(resources: StoredPolicy['resources']): {
  readonly grants: readonly Grant[];
  readonly unknown: readonly string[];
} {
  const grants: Grant[] = [];
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(resources)) {
    const found = typeof value === 'string' ? plainGrant(key, value) : nestedGrants(key, value);
    if (found === null || found.length === 0) unknown.push(key);
    else grants.push(...found);
  }
  return { grants, unknown };
}

function plainGrant(key: string, value: string): Grant[] | null {
  if (value !== '*') return null;
  const zone = zoneKey.exec(key)?.[1];
  if (zone !== undefined) return [{ kind: 'zone', accountId: '*', zoneId: zone }];
  const account = accountKey.exec(key)?.[1];
  if (account !== undefined) return [{ kind: 'account', accountId: account }];
  const user = userKey.exec(key)?.[1];
  if (user !== undefined) return [{ kind: 'user', userId: user }];
  const bucket = bucketKey.exec(key)?.[1];
  return bucket === undefined ? null : [{ kind: 'bucket', accountId: bucket }];
}

/** The nested form: `{"com.cloudflare.api.account.<id>": {"com.cloudflare.api.account.zone.*": "*"}}`. */
function nestedGrants(key: string, value: Readonly<Record<string, string>>): Grant[] | null {
  const accountId = accountKey.exec(key)?.[1];
  if (accountId === undefined) return null;
  const zones = Object.entries(value).map(([inner, all]) =>
    all === '*' ? zoneKey.exec(inner)?.[1] : undefined,
  );
  if (zones.length === 0 || zones.includes(undefined)) return null;
  return zones.flatMap((zoneId) => (zoneId === undefined ? [] : [{ kind: 'zone', accountId, zoneId }]));
}
