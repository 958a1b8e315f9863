import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import { rowOf, rowWords } from '../../shared/guide/guide-plan.ts';
import { dayMs } from '../../shared/instant.ts';
import type {
  PolicyPlace,
  PracticeForm,
  PracticeScene,
  TokenFormLink,
} from '../../shared/ipc/practice-contract.ts';
import type { Account } from '../../shared/place.ts';
import type { Expiration } from '../guide/dashboard/EndDateField.tsx';
import type { PolicyScope } from '../guide/dashboard/permission-rows.ts';
import { type Scope, scopeLabels } from '../guide/dashboard/ScopeChooser.tsx';

/** One policy of the newer form, as far as it is filled in. */
export type PolicyDraft = {
  readonly id: number;
  readonly scope: Scope | null;
  /** Names of the domains that are ticked; they count under Specified Domains alone. */
  readonly domains: readonly string[];
  readonly permissions: readonly PermissionKey[];
};

/** The newer form, as far as it is filled in. */
export type AccountDraft = {
  readonly name: string;
  readonly policies: readonly PolicyDraft[];
  readonly expiration: Expiration;
};

const noEnd: Expiration = { choice: 'No expiration', day: '' };

/** An empty form. Cloudflare fills in a name of its own. */
export function emptyDraft(name: string): AccountDraft {
  return { name, policies: [emptyPolicy(1)], expiration: noEnd };
}

export function emptyPolicy(id: number): PolicyDraft {
  return { id, scope: null, domains: [], permissions: [] };
}

/** The form as a link opens it: a name and the rows of one policy, on everything that such rows can be for. */
export function draftOfLink({ name, permissions }: TokenFormLink, ownName: string): AccountDraft {
  const [first] = permissions;
  const scope =
    first === undefined ? null : permissionGroup(first).scope === 'zone' ? 'all-domains' : 'account';
  const policy: PolicyDraft = { ...emptyPolicy(1), scope, permissions };
  return { name: name ?? ownName, policies: [policy], expiration: noEnd };
}

/** Which rows the form shows under a scope; null while there are none. */
export function rowsUnder(scope: Scope | null): PolicyScope | null {
  if (scope === 'account') return 'account';
  return scope === 'all-domains' || scope === 'domains' ? 'zone' : null;
}

/** The policy under another scope: what can't be ticked there is no longer ticked. */
export function withScope(policy: PolicyDraft, scope: Scope): PolicyDraft {
  const rows = rowsUnder(scope);
  return {
    ...policy,
    scope,
    permissions: policy.permissions.filter((key) => permissionGroup(key).scope === rows),
  };
}

/** What a closed policy says of itself. */
export function policyWords(policy: PolicyDraft): string {
  if (policy.scope === null) return 'Nothing chosen yet';
  const where =
    policy.scope === 'domains' && policy.domains.length > 0
      ? policy.domains.join(', ')
      : scopeLabels[policy.scope];
  return policy.permissions.length === 0 ? where : `${where}: ${keysInWords(policy.permissions)}`;
}

/** One line of the summary a policy, as Cloudflare words it. */
export function summaryLines({ policies }: AccountDraft, account: Account): readonly string[] {
  return policies.map((policy) => {
    const where =
      policy.scope === 'account'
        ? account.name
        : policy.scope === 'domains'
          ? policy.domains.join(', ')
          : `All domains in ${account.name}`;
    return `${where}: ${keysInWords(policy.permissions)}`;
  });
}

export function keysInWords(keys: readonly PermissionKey[]): string {
  return keys.map((key) => rowWords(rowOf(key))).join(', ');
}

/** What keeps the form from being reviewed, in the form's own words. */
export function faultsOf({ name, policies, expiration }: AccountDraft): readonly string[] {
  return [
    ...(name.trim() === '' ? ['Token name is required.'] : []),
    ...policies.flatMap((policy, index) => {
      const title = `Policy ${index + 1}`;
      if (policy.scope === null) return [`${title}: choose a scope.`];
      if (policy.scope === 'domains' && policy.domains.length === 0) return [`${title}: select a domain.`];
      return policy.permissions.length === 0 ? [`${title}: select a permission.`] : [];
    }),
    ...(expiration.choice === 'Custom' && expiration.day === '' ? ['Choose an end date.'] : []),
  ];
}

/** The day with whose beginning in UTC the token ends, as YYYY-MM-DD; null for none. */
function endDayOf({ choice, day }: Expiration, now: Date): string | null {
  if (choice === 'No expiration') return null;
  if (choice === 'Custom') return day;
  const days = Number.parseInt(choice, 10);
  return new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
}

/** The form as it is sent. */
export function accountFormOf(
  draft: AccountDraft,
  account: Account,
  zones: PracticeScene['zones'],
  now: Date,
): PracticeForm {
  return {
    owner: { kind: 'account', account: account.id },
    name: draft.name,
    policies: draft.policies.map((policy) => ({
      on: placeOf(policy, account, zones),
      permissions: policy.permissions,
    })),
    endDay: endDayOf(draft.expiration, now),
  };
}

function placeOf(policy: PolicyDraft, account: Account, zones: PracticeScene['zones']): PolicyPlace {
  if (policy.scope === 'account') return { kind: 'account', account: account.id };
  if (policy.scope !== 'domains') return { kind: 'all-zones-of-account', account: account.id };
  return {
    kind: 'zones',
    zones: zones.filter(({ name }) => policy.domains.includes(name)).map(({ id }) => id),
  };
}
