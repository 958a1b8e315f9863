import { places } from '../../electron/practice/seed/places.ts';
import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import { type Draft, startDraft } from '../../shared/wizard.ts';
import type { Office } from './open-desk.ts';
import { purgeRequest } from './requests.ts';

/** How a token that a person makes in the dashboard differs from the one that was planned for bakery.example. */
export type ByHand = {
  readonly owner?: 'account' | 'user';
  readonly accountId?: string;
  readonly keys?: readonly PermissionKey[];
  /** Zones by id; or all of the account's, or of everybody's. */
  readonly zones?: readonly string[] | 'all-of-account' | 'all';
  /** Accounts on which the account permissions are given. */
  readonly accounts?: readonly string[];
  readonly expiresOn?: string | null;
  readonly onlyFrom?: string;
};

/** The end that 30 days from the tests' start come to in Cloudflare's form, which knows whole days. */
export const plannedEnd = '2026-12-25T00:00:00Z';

/** Makes a token as a person does in Cloudflare's form. */
export function makeByHand(
  { practice }: Pick<Office, 'practice'>,
  change: ByHand = {},
): { readonly id: string; readonly value: string } {
  const accountId = change.accountId ?? places.accounts.bakery.id;
  const keys = change.keys ?? ['cache.purge', 'zone.read'];
  const onScope = (scope: string) =>
    keys
      .filter((key) => permissionGroup(key).scope === scope)
      .map((key) => ({ id: permissionGroup(key).id }));
  const policies = [
    { permission_groups: onScope('zone'), resources: zoneResources(change.zones, accountId) },
    { permission_groups: onScope('account'), resources: accountResources(change.accounts ?? [accountId]) },
    {
      permission_groups: onScope('user'),
      resources: { [`com.cloudflare.api.user.${practice.dashboard.look().userId}`]: '*' },
    },
  ];
  const expiresOn = change.expiresOn === undefined ? plannedEnd : change.expiresOn;
  const owner = change.owner === 'user' ? { kind: 'user' as const } : { kind: 'account' as const, accountId };
  return practice.dashboard.createToken(owner, {
    name: 'made by hand',
    ...(expiresOn === null ? {} : { expires_on: expiresOn }),
    ...(change.onlyFrom === undefined ? {} : { condition: { request_ip: { in: [change.onlyFrom] } } }),
    policies: policies
      .filter(({ permission_groups }) => permission_groups.length > 0)
      .map((policy) => ({ effect: 'allow', ...policy })),
  });
}

function zoneResources(zones: ByHand['zones'], accountId: string) {
  if (zones === 'all') return { 'com.cloudflare.api.account.zone.*': '*' };
  if (zones === 'all-of-account') {
    return { [`com.cloudflare.api.account.${accountId}`]: { 'com.cloudflare.api.account.zone.*': '*' } };
  }
  const ids = zones ?? [places.zones.bakery.id];
  return Object.fromEntries(ids.map((id) => [`com.cloudflare.api.account.zone.${id}`, '*']));
}

function accountResources(ids: readonly string[]) {
  return Object.fromEntries(ids.map((id) => [`com.cloudflare.api.account.${id}`, '*']));
}

/** A complete draft on the guided path, with the website as typed and no account. */
export const typedDraft: Draft = {
  ...startDraft(purgeRequest.who),
  step: 'terms',
  job: { id: 'purge-pages', access: purgeRequest.access },
  where: { ...startDraft().where, domain: 'bakery.example' },
  task: purgeRequest.task,
  until: purgeRequest.until,
  guide: { form: 'account', step: 12 },
};

/** The draft of a job that reads, or of any other. */
export function draftFor(job: NonNullable<Draft['job']>, where: Partial<Draft['where']> = {}): Draft {
  return { ...typedDraft, job, where: { ...typedDraft.where, ...where } };
}

/** What Cloudflare's page shows with a new token: the value, the account, and a command to test it with. */
export function successDialog(value: string, accountId: string): string {
  return `Token created successfully
This is the only time you will see this token.
Your API Token
${value}
Copy to clipboard
Account ID
${accountId}
curl -X GET "https://api.cloudflare.com/client/v4/accounts/${accountId}/tokens/verify" \\
     -H "Authorization: Bearer ${value}"
Confirm`;
}

/** Brings a token to the desk, with the account that the page around it names. */
export async function bring(office: Office, value: string, accountId: string = places.accounts.bakery.id) {
  const taken = await office.call['pick-up:take']({ pasted: successDialog(value, accountId) });
  if (!taken.ok) throw new Error(taken.problem.code);
}

/** What the owner does in Cloudflare's list: deletes a token in the bakery's account, behind the app's back. */
export async function deleteByHand({ practice }: Pick<Office, 'practice'>, id: string): Promise<void> {
  const key = practice.readyToken('accountSetupKey').value;
  await practice.fetchLike(`${practice.baseUrl}/accounts/${places.accounts.bakery.id}/tokens/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${key}` },
  });
}
