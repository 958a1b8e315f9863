import {
  type PermissionGroup,
  permissionGroupById,
  permissionGroups,
} from '../../../shared/catalogue/permission-groups.ts';
import { ok, paged, refusal } from '../answers.ts';
import { isExpired } from '../caller.ts';
import { noRoute } from '../match-route.ts';
import { accountRoute, type Call, type Route, userRoute } from '../route.ts';
import type { StoredToken } from '../state.ts';
import { type ApiTokenOwner, addToken, checkTokenRequest, managesTokens } from '../token-request.ts';
import { hashOfValue, newTokenValue } from '../token-values.ts';

/** A token as the API shows it; the value is never part of it. */
function renderToken(token: StoredToken, now: Date): Record<string, unknown> {
  return {
    id: token.id,
    name: token.name,
    status: isExpired(token, now) ? 'expired' : token.status,
    issued_on: token.issuedOn,
    modified_on: token.modifiedOn,
    ...(token.lastUsedOn === null ? {} : { last_used_on: token.lastUsedOn }),
    ...(token.notBefore === null ? {} : { not_before: token.notBefore }),
    ...(token.expiresOn === null ? {} : { expires_on: token.expiresOn }),
    ...(token.condition.request_ip === undefined ? {} : { condition: token.condition }),
    policies: token.policies.map((policy) => ({
      ...policy,
      permission_groups: policy.permission_groups.map(({ id }) => ({
        id,
        name: permissionGroupById(id)?.name ?? 'Unknown',
      })),
    })),
  };
}

const sameOwner = (token: StoredToken, owner: ApiTokenOwner): boolean =>
  token.owner.kind === 'user'
    ? owner.kind === 'user' && token.owner.userId === owner.userId
    : owner.kind === 'account' && token.owner.accountId === owner.accountId;

function verify(call: Call) {
  const { token } = call;
  const status = call.verifySaysActive ? 'active' : isExpired(token, call.now) ? 'expired' : token.status;
  const result = {
    id: token.id,
    status,
    ...(token.notBefore === null ? {} : { not_before: token.notBefore }),
    ...(token.expiresOn === null ? {} : { expires_on: token.expiresOn }),
  };
  const message = status === 'active' ? 'This API Token is valid and active' : `This API Token is ${status}`;
  return ok(result, [{ code: 10000, message }]);
}

function list(call: Call, owner: ApiTokenOwner) {
  const name = call.query.get('name')?.toLowerCase();
  const withExpired = call.query.get('include_expired') === 'true';
  const tokens = call.state.tokens
    .filter((token) => sameOwner(token, owner))
    .filter((token) => name === undefined || token.name.toLowerCase().includes(name))
    .filter((token) => withExpired || !isExpired(token, call.now))
    .toSorted((one, other) => one.issuedOn.localeCompare(other.issuedOn));
  const ordered = call.query.get('direction') === 'desc' ? tokens.toReversed() : tokens;
  return paged(ordered, call.query, (token) => renderToken(token, call.now), {
    defaultSize: 20,
    maxSize: 50,
  });
}

function groups(call: Call, owner: ApiTokenOwner) {
  const name = call.query.get('name')?.toLowerCase();
  const scope = call.query.get('scope');
  const shown = permissionGroups
    .filter((group) => owner.kind === 'user' || (group.accountTokens && group.scope !== 'user'))
    .map((group) => renderGroup(group, !managesTokens(group)))
    .filter((group) => name === undefined || group.name.toLowerCase().includes(name))
    .filter((group) => scope === null || group.scopes.includes(scope));
  return ok(shown);
}

const scopeNames = {
  account: 'com.cloudflare.api.account',
  zone: 'com.cloudflare.api.account.zone',
  user: 'com.cloudflare.api.user',
  bucket: 'com.cloudflare.edge.r2.bucket',
} as const;

function renderGroup(group: PermissionGroup, selectable: boolean) {
  const scopes: readonly string[] = [scopeNames[group.scope]];
  return { id: group.id, name: group.name, category: group.category, scopes, is_selectable: selectable };
}

function find(call: Call, owner: ApiTokenOwner): StoredToken {
  const token = call.state.tokens.find(
    (candidate) => candidate.id === call.params.token_id && sameOwner(candidate, owner),
  );
  if (token === undefined) throw noRoute(`/tokens/${call.params.token_id}`);
  return token;
}

function create(call: Call, owner: ApiTokenOwner) {
  const request = checkTokenRequest(call.state, owner, call.body, call.now);
  if (request.groups.some(managesTokens)) throw subTokenRefused();
  const active = { ...request, fields: { ...request.fields, status: 'active' as const } };
  const made = addToken(
    call.state,
    owner,
    active,
    { madeBy: 'api', readyMade: null, form: owner.kind },
    call.now,
  );
  return ok({ ...renderToken(made.token, call.now), value: made.value });
}

const subTokenRefused = () =>
  refusal(400, 1001, 'sub-token is not allowed to have permissions to manage other tokens');

function update(call: Call, owner: ApiTokenOwner) {
  const token = find(call, owner);
  const request = checkTokenRequest(call.state, owner, call.body, call.now);
  // What a person gave a token in the dashboard it may keep; nothing new of that kind comes through the API.
  const held = new Set(token.policies.flatMap((policy) => policy.permission_groups.map((group) => group.id)));
  if (request.groups.some((group) => managesTokens(group) && !held.has(group.id))) throw subTokenRefused();
  Object.assign(token, request.fields, { modifiedOn: call.now.toISOString() });
  return ok(renderToken(token, call.now));
}

function remove(call: Call, owner: ApiTokenOwner) {
  const token = find(call, owner);
  call.state.tokens.splice(call.state.tokens.indexOf(token), 1);
  return ok({ id: token.id });
}

function roll(call: Call, owner: ApiTokenOwner) {
  const token = find(call, owner);
  const value = newTokenValue(owner.kind);
  token.valueHash = hashOfValue(value);
  token.modifiedOn = call.now.toISOString();
  return ok(value);
}

type Action = (call: Call, owner: ApiTokenOwner) => ReturnType<typeof ok>;

const userOwner = (call: Call): ApiTokenOwner => ({ kind: 'user', userId: call.state.user.id });

const forBoth = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  level: 'read' | 'edit',
  act: Action,
): Route[] => [
  userRoute(method, `/user/tokens${path}`, [`userApiTokens.${level}`], (call) => act(call, userOwner(call))),
  accountRoute(
    method,
    `/tokens${path}`,
    [`accountApiTokens.${level}`],
    (call, account) => act(call, { kind: 'account', accountId: account.id }),
    'core',
  ),
];

/** Tokens of both kinds. */
export const tokenRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/user/tokens/verify',
    need: { on: 'any-token', kind: 'user' },
    refusal: 'core',
    handle: verify,
  },
  {
    method: 'GET',
    path: '/accounts/:account_id/tokens/verify',
    need: { on: 'any-token', kind: 'account' },
    refusal: 'core',
    handle: verify,
  },
  ...forBoth('GET', '/permission_groups', 'read', groups),
  ...forBoth('GET', '', 'read', list),
  ...forBoth('POST', '', 'edit', create),
  ...forBoth('GET', '/:token_id', 'read', (call, owner) => ok(renderToken(find(call, owner), call.now))),
  ...forBoth('PUT', '/:token_id', 'edit', update),
  ...forBoth('DELETE', '/:token_id', 'edit', remove),
  ...forBoth('PUT', '/:token_id/value', 'edit', roll),
];
