import { type PermissionKey, permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import type { PracticeState, StoredToken } from '../state.ts';
import { type ApiTokenOwner, addToken, checkTokenRequest } from '../token-request.ts';
import { hashOfValue, newTokenValue, type ValueForm } from '../token-values.ts';
import { daysBefore, places } from './places.ts';

interface Policy {
  readonly keys: readonly PermissionKey[];
  readonly resources: Readonly<Record<string, string>>;
}

interface Plan {
  readonly about: string;
  readonly name: string;
  readonly owner: ApiTokenOwner;
  readonly policies: readonly Policy[];
  readonly form?: ValueForm;
  readonly endsInDays?: number;
  readonly disabled?: true;
  readonly onlyFrom?: string;
}

const { accounts, zones, userId } = places;
const bakery: ApiTokenOwner = { kind: 'account', accountId: accounts.bakery.id };
const owner: ApiTokenOwner = { kind: 'user', userId };
const inAccount = (id: string) => ({ [`com.cloudflare.api.account.${id}`]: '*' });
const inZone = (id: string) => ({ [`com.cloudflare.api.account.zone.${id}`]: '*' });
const asUser = { [`com.cloudflare.api.user.${userId}`]: '*' };
const narrow: Policy = { keys: ['zone.read', 'cache.purge'], resources: inZone(zones.bakery.id) };

/** The tokens that are there from the start, by what they are good for. */
const plans = {
  accountSetupKey: {
    about: 'A setup key owned by the account Bakery Ltd: may create, roll and delete its tokens.',
    name: 'Permission Slip setup key',
    owner: bakery,
    policies: [{ keys: ['accountApiTokens.edit'], resources: inAccount(accounts.bakery.id) }],
  },
  otherAccountSetupKey: {
    about: 'A setup key owned by the account Hill Coaching.',
    name: 'Setup key of the agency',
    owner: { kind: 'account', accountId: accounts.hill.id },
    policies: [{ keys: ['accountApiTokens.edit'], resources: inAccount(accounts.hill.id) }],
  },
  userSetupKey: {
    about: 'A setup key owned by the user: made with the template "Create additional tokens".',
    name: 'Create additional tokens',
    owner,
    policies: [{ keys: ['userApiTokens.edit'], resources: asUser }],
  },
  oldSetupKey: {
    about: 'A setup key of the user from before the prefixes: 40 characters.',
    name: 'Create additional tokens (2023)',
    owner,
    form: 'old',
    policies: [{ keys: ['userApiTokens.edit'], resources: asUser }],
  },
  narrow: {
    about: 'A slip as it should be: purge and Zone Read on bakery.example, for 30 days.',
    name: 'Purge bakery.example',
    owner: bakery,
    endsInDays: 30,
    policies: [narrow],
  },
  expired: {
    about: 'Like the narrow one, but its end date is past.',
    name: 'Purge bakery.example (spring)',
    owner: bakery,
    endsInDays: -3,
    policies: [narrow],
  },
  disabled: {
    about: 'Like the narrow one, but switched off.',
    name: 'Purge bakery.example (paused)',
    owner: bakery,
    disabled: true,
    policies: [narrow],
  },
  ipLimited: {
    about: 'Like the narrow one, but only from 203.0.113.0/24.',
    name: 'Purge bakery.example (office)',
    owner: bakery,
    endsInDays: 90,
    onlyFrom: '203.0.113.0/24',
    policies: [narrow],
  },
  tooWide: {
    about: 'A token of the user that may do far too much, with no end date.',
    name: 'Everything',
    owner,
    policies: [
      {
        keys: [
          'zone.edit',
          'dns.edit',
          'zoneSettings.edit',
          'cache.purge',
          'analytics.read',
          'pageRules.edit',
        ],
        resources: { 'com.cloudflare.api.account.zone.*': '*' },
      },
      {
        keys: ['billing.read', 'accountSettings.edit', 'pages.edit', 'workersScripts.edit'],
        resources: inAccount(accounts.bakery.id),
      },
      { keys: ['userDetails.read', 'memberships.read'], resources: asUser },
    ],
  },
  wrangler: {
    about: 'A token of the user for wrangler: Pages and Workers of Bakery Ltd, and who the user is.',
    name: 'Wrangler on the laptop',
    owner,
    endsInDays: 60,
    policies: [
      {
        keys: ['pages.edit', 'workersScripts.edit', 'accountSettings.read'],
        resources: inAccount(accounts.bakery.id),
      },
      { keys: ['zone.read', 'workersRoutes.edit'], resources: inZone(zones.bakery.id) },
      { keys: ['userDetails.read', 'memberships.read'], resources: asUser },
    ],
  },
} as const satisfies Readonly<Record<string, Plan>>;

/** Which ready-made token. */
export type ReadyTokenRole = keyof typeof plans;

/** Every ready-made token, in the order in which they are listed. */
export const readyTokenRoles = Object.keys(plans) as readonly ReadyTokenRole[];

/** A ready-made token with its value, which the state does not hold. */
export interface ReadyToken {
  readonly role: ReadyTokenRole;
  readonly about: string;
  readonly id: string;
  readonly name: string;
  readonly kind: 'account' | 'user';
  readonly accountId: string | null;
  readonly value: string;
}

/** Makes one of the ready-made tokens, as a person would in the dashboard. */
export function makeReadyToken(state: PracticeState, role: ReadyTokenRole, now: Date): ReadyToken {
  const plan: Plan = plans[role];
  const ends = plan.endsInDays === undefined ? null : daysBefore(now, -plan.endsInDays);
  const body = {
    name: plan.name,
    policies: plan.policies.map((policy) => ({
      effect: 'allow',
      resources: policy.resources,
      permission_groups: policy.keys.map((key) => ({ id: permissionGroup(key).id })),
    })),
    ...(plan.onlyFrom === undefined ? {} : { condition: { request_ip: { in: [plan.onlyFrom] } } }),
    ...(plan.disabled === true ? { status: 'disabled' } : {}),
  };
  const request = checkTokenRequest(state, plan.owner, body, now);
  const origin = { madeBy: 'dashboard', readyMade: role, form: plan.form ?? plan.owner.kind } as const;
  const { token, value } = addToken(state, plan.owner, request, origin, now);
  // Set afterwards: the one that is past its end could not be asked for.
  token.expiresOn = ends;
  token.issuedOn = daysBefore(now, 45);
  return { ...describe(role, token), value };
}

/** Gives a ready-made token that nobody has used yet a new value; the old one was never in anybody's hands. */
export function revalueReadyToken(role: ReadyTokenRole, token: StoredToken): ReadyToken {
  const plan: Plan = plans[role];
  const value = newTokenValue(plan.form ?? plan.owner.kind);
  token.valueHash = hashOfValue(value);
  return { ...describe(role, token), value };
}

function describe(role: ReadyTokenRole, token: StoredToken): Omit<ReadyToken, 'value'> {
  return {
    role,
    about: plans[role].about,
    id: token.id,
    name: token.name,
    kind: token.owner.kind,
    accountId: token.owner.kind === 'account' ? token.owner.accountId : null,
  };
}
