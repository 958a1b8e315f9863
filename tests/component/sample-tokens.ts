import type { ListedToken, TokenReach } from '../../shared/account-token.ts';
import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import { bakery, bakeryZone } from './sample-slips.ts';

const onBakery: TokenReach = { kind: 'zone', ...bakeryZone, account: bakery };

/** A token in the account that may do these things, made last month and used yesterday, and that ends. */
export function sampleToken(
  id: string,
  name: string,
  keys: readonly PermissionKey[],
  change: Partial<ListedToken> = {},
  on: readonly TokenReach[] = [onBakery],
): ListedToken {
  return {
    id: id.repeat(32).slice(0, 32),
    name,
    status: 'active',
    createdAt: '2026-10-20T09:00:00Z',
    lastUsedAt: '2026-11-22T09:00:00Z',
    endsAt: '2026-12-31T09:00:00Z',
    isLimitedToAddresses: false,
    rules: [{ effect: 'allow', groups: keys.map((key) => permissionGroup(key)), on }],
    ours: null,
    ...change,
  };
}

/** A setup key, the token of a slip, one that is fine, one that has ended, and one that is far too wide. */
export const sampleTokens: readonly ListedToken[] = [
  sampleToken('1', 'Permission Slip setup key', ['accountApiTokens.edit'], { ours: { kind: 'setup-key' } }, [
    { kind: 'account', id: bakery.id },
  ]),
  sampleToken('2', 'Permission Slip no. 7', ['cache.purge', 'zone.read'], {
    ours: { kind: 'slip', id: 'slip-aaaaaaaaaaaaaaaa', number: 7 },
  }),
  sampleToken('3', 'Shop plugin', ['cache.purge', 'zone.read']),
  sampleToken('4', 'Old agency', ['dns.read'], { status: 'expired', endsAt: '2026-01-31T09:00:00Z' }),
  sampleToken(
    '5',
    'Everything',
    ['dns.edit', 'zone.edit', 'zoneSettings.edit', 'cache.purge', 'pageRules.edit', 'analytics.read'],
    { createdAt: '2023-05-02T09:00:00Z', lastUsedAt: '2026-02-01T09:00:00Z', endsAt: null },
    [{ kind: 'zones-of-account', id: bakery.id }],
  ),
];
