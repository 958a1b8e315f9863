import {
  keysThatGrant,
  type PermissionKey,
  permissionGroup,
  permissionGroupById,
} from '../../shared/catalogue/permission-groups.ts';
import { type Grant, readResources } from './resources.ts';
import type { PracticeState, StoredPolicy, StoredToken, Zone } from './state.ts';

/** The one thing that a request wants to touch. */
export type Target =
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'zone'; readonly zone: Zone }
  | { readonly kind: 'user'; readonly userId: string };

const matches = (pattern: string, value: string): boolean => pattern === '*' || pattern === value;

function reaches(grant: Grant, target: Target): boolean {
  if (target.kind === 'account') {
    return grant.kind === 'account' && matches(grant.accountId, target.accountId);
  }
  if (target.kind === 'user') return grant.kind === 'user' && grant.userId === target.userId;
  return (
    grant.kind === 'zone' &&
    matches(grant.accountId, target.zone.accountId) &&
    matches(grant.zoneId, target.zone.id)
  );
}

function covers(policy: StoredPolicy, keys: readonly PermissionKey[], target: Target): boolean {
  const held = policy.permission_groups.some((group) => {
    const known = permissionGroupById(group.id);
    return known !== undefined && keys.includes(known.key);
  });
  return held && readResources(policy.resources).grants.some((grant) => reaches(grant, target));
}

const accountOf = (target: Target): string | null =>
  target.kind === 'user' ? null : target.kind === 'zone' ? target.zone.accountId : target.accountId;

const superAdministratorOnly: readonly PermissionKey[] = [
  'accountApiTokens.read',
  'accountApiTokens.edit',
  'accountSettings.edit',
  'billing.edit',
];

/** Whether the person behind the practice account may do this at all; no token of theirs can do more. */
export function personMay(state: PracticeState, key: PermissionKey, accountId: string): boolean {
  const role = state.memberships.find((membership) => membership.accountId === accountId)?.role;
  if (role === undefined) return false;
  return role === 'Administrator' ? !superAdministratorOnly.includes(key) : true;
}

/** Whether a token may do this to that: an explicit deny wins, then an explicit allow, else no. */
export function tokenMay(
  state: PracticeState,
  token: StoredToken,
  key: PermissionKey,
  target: Target,
): boolean {
  const accountId = accountOf(target);
  if (token.owner.kind === 'account') {
    if (accountId !== token.owner.accountId || !permissionGroup(key).accountTokens) return false;
  } else if (accountId !== null && !personMay(state, key, accountId)) {
    return false;
  }
  const granting = keysThatGrant(key);
  const denied = token.policies.some((policy) => policy.effect === 'deny' && covers(policy, [key], target));
  if (denied) return false;
  return token.policies.some((policy) => policy.effect === 'allow' && covers(policy, granting, target));
}

/** Whether a token may do any one of these things to that. */
export function tokenMayAny(
  state: PracticeState,
  token: StoredToken,
  keys: readonly PermissionKey[],
  target: Target,
): boolean {
  return keys.some((key) => tokenMay(state, token, key, target));
}

/** Whether a token was given anything at all in an account itself, its zones aside. */
export function holdsAnythingIn(token: StoredToken, accountId: string): boolean {
  if (token.owner.kind === 'account') return token.owner.accountId === accountId;
  return token.policies.some(
    (policy) =>
      policy.effect === 'allow' &&
      readResources(policy.resources).grants.some((grant) => reaches(grant, { kind: 'account', accountId })),
  );
}
