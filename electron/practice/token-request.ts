import { z } from 'zod';
import { type PermissionGroup, permissionGroupById } from '../../shared/catalogue/permission-groups.ts';
import { personMay } from './access.ts';
import { refusal } from './answers.ts';
import { isAddressRange } from './caller.ts';
import { type Grant, readResources } from './resources.ts';
import { type PracticeState, type StoredPolicy, type StoredToken, tokenCondition } from './state.ts';
import { hashOfValue, newId, newTokenValue, type ValueForm } from './token-values.ts';

export type ApiTokenOwner = StoredToken['owner'];

/** Cloudflare's quotas: 50 tokens a user, 500 an account. */
const quota = { user: 50, account: 500 } as const;
const longestName = 120;

const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
const body = z.object({
  name: z.string().trim().min(1).max(longestName),
  status: z.enum(['active', 'disabled', 'expired']).optional(),
  policies: z
    .array(
      z.object({
        effect: z.enum(['allow', 'deny']),
        resources: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
        permission_groups: z.array(z.object({ id: z.string() })).min(1),
      }),
    )
    .min(1),
  not_before: instant.nullish(),
  expires_on: instant.nullish(),
  condition: tokenCondition.nullish(),
});
type Body = z.infer<typeof body>;

/** A request for a token that has been found right. */
export interface TokenRequest {
  readonly fields: Pick<
    StoredToken,
    'name' | 'status' | 'policies' | 'notBefore' | 'expiresOn' | 'condition'
  >;
  readonly groups: readonly PermissionGroup[];
}

const wrong = (message: string) => refusal(400, 1001, message);

/** Whether a permission is to manage other tokens. */
export function managesTokens(group: PermissionGroup): boolean {
  return group.key === 'accountApiTokens.edit' || group.key === 'userApiTokens.edit';
}

/** Checks a request for a new or changed token as Cloudflare does, whoever makes it. */
export function checkTokenRequest(
  state: PracticeState,
  owner: ApiTokenOwner,
  sent: unknown,
  now: Date,
): TokenRequest {
  const parsed = body.safeParse(sent);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw wrong(
      `Invalid request body: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not understood'}`,
    );
  }
  const request = parsed.data;
  checkTimes(request, now);
  checkRanges(request);
  const groups = request.policies.flatMap((policy) => checkPolicy(state, owner, policy));
  const policies: StoredPolicy[] = request.policies.map((policy) => ({
    id: newId(),
    effect: policy.effect,
    resources: policy.resources,
    permission_groups: policy.permission_groups.map(({ id }) => ({ id })),
  }));
  return {
    groups,
    fields: {
      name: request.name,
      status: request.status === 'disabled' ? 'disabled' : 'active',
      policies,
      notBefore: request.not_before ?? null,
      expiresOn: request.expires_on ?? null,
      condition: request.condition ?? {},
    },
  };
}

function checkTimes(request: Body, now: Date): void {
  const start = request.not_before == null ? null : Date.parse(request.not_before);
  const end = request.expires_on == null ? null : Date.parse(request.expires_on);
  if (Number.isNaN(start) || Number.isNaN(end)) throw wrong('Invalid time');
  if (end !== null && end <= now.getTime()) throw wrong('expires_on must be in the future');
  if (start !== null && end !== null && end <= start) throw wrong('expires_on must be after not_before');
}

function checkRanges(request: Body): void {
  const ranges = [
    ...(request.condition?.request_ip?.in ?? []),
    ...(request.condition?.request_ip?.not_in ?? []),
  ];
  const bad = ranges.find((range) => !isAddressRange(range));
  if (bad !== undefined) throw wrong(`Invalid CIDR in request_ip condition: ${bad.slice(0, 50)}`);
}

function checkPolicy(
  state: PracticeState,
  owner: ApiTokenOwner,
  policy: Body['policies'][number],
): PermissionGroup[] {
  const { grants, unknown } = readResources(policy.resources);
  if (grants.length === 0 || unknown.length > 0) {
    throw wrong(`Invalid resource: ${unknown[0] ?? 'a policy needs at least one'}`);
  }
  const groups = policy.permission_groups.map(({ id }) => {
    const group = permissionGroupById(id);
    if (group === undefined) throw wrong(`Permission group ${id.slice(0, 40)} not found`);
    return group;
  });
  for (const group of groups) {
    if (!grants.some((grant) => grant.kind === group.scope)) {
      throw wrong(`Permission group ${group.name} does not fit the resources of its policy`);
    }
    if (owner.kind === 'account' && !group.accountTokens) {
      throw wrong(`Permission group ${group.name} is not available for account owned tokens`);
    }
  }
  for (const grant of grants) checkReach(state, owner, policy.effect, grant, groups);
  return groups;
}

/** Nobody gives a token what they do not have: other accounts, other users, or rights their role lacks. */
function checkReach(
  state: PracticeState,
  owner: ApiTokenOwner,
  effect: 'allow' | 'deny',
  grant: Grant,
  groups: readonly PermissionGroup[],
): void {
  const exceeds = () => wrong('A token cannot have permissions that its creator does not have');
  if (grant.kind === 'user') {
    if (owner.kind !== 'user' || grant.userId !== state.user.id) throw exceeds();
    return;
  }
  const accountId =
    grant.kind === 'zone' && grant.zoneId !== '*'
      ? state.zones.find((zone) => zone.id === grant.zoneId)?.accountId
      : grant.accountId;
  if (accountId === undefined) throw exceeds();
  // "All of mine" cannot exceed anything: it is held against the person's rights at each use.
  if (accountId === '*') return;
  if (grant.kind === 'zone' && grant.accountId !== '*' && grant.accountId !== accountId) throw exceeds();
  if (owner.kind === 'account') {
    if (accountId !== owner.accountId) throw exceeds();
    return;
  }
  if (!state.memberships.some((membership) => membership.accountId === accountId)) throw exceeds();
  const beyond = groups.some((group) => group.scope !== 'user' && !personMay(state, group.key, accountId));
  if (effect === 'allow' && beyond) throw exceeds();
}

/** Puts a token into the state and hands out its value, which is stored nowhere. */
export function addToken(
  state: PracticeState,
  owner: ApiTokenOwner,
  request: TokenRequest,
  origin: {
    readonly madeBy: StoredToken['madeBy'];
    readonly readyMade: string | null;
    readonly form: ValueForm;
  },
  now: Date,
): { readonly token: StoredToken; readonly value: string } {
  const held = state.tokens.filter((token) =>
    token.owner.kind === 'account'
      ? owner.kind === 'account' && token.owner.accountId === owner.accountId
      : owner.kind === 'user',
  );
  // A ready-made token is there whatever else is: without a setup key nothing could be tidied up.
  if (origin.readyMade === null && held.length >= quota[owner.kind]) {
    throw wrong(`Maximum number of API tokens (${quota[owner.kind]}) reached`);
  }
  const value = newTokenValue(origin.form);
  const at = now.toISOString();
  const token: StoredToken = {
    id: newId(),
    owner,
    madeBy: origin.madeBy,
    readyMade: origin.readyMade,
    ...request.fields,
    issuedOn: at,
    modifiedOn: at,
    lastUsedOn: null,
    valueHash: hashOfValue(value),
  };
  state.tokens.push(token);
  return { token, value };
}
