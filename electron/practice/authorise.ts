import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import { holdsAnythingIn, type Target, tokenMayAny } from './access.ts';
import { refusal } from './answers.ts';
import { invalidToken } from './caller.ts';
import { noRoute } from './match-route.ts';
import { phaseProduct } from './phases.ts';
import type { Need, Route, Subject } from './route.ts';
import type { PracticeState, StoredToken } from './state.ts';

const nothing: Subject = { zone: null, account: null, zones: [], accounts: [] };

/** Where reports of Cloudflare's behaviour differ. */
export interface Behaviour {
  /** Whether `GET /accounts` answers an account-owned token with its account; else it is refused with 1001. */
  readonly accountTokensListAccounts: boolean;
}

/** Holds what a route needs against the token; hands out what the request may work on, or refuses. */
export function authorise(
  state: PracticeState,
  token: StoredToken,
  route: Route,
  params: Readonly<Record<string, string>>,
  path: string,
  rules: Behaviour,
): Subject {
  const { need } = route;
  switch (need.on) {
    case 'any-token':
      return forVerify(token, need.kind, params);
    case 'user':
      refuseAccountToken(token, route);
      return allowed(state, token, route, need.anyOf, { kind: 'user', userId: state.user.id });
    case 'account':
      return forAccount(state, token, route, need.anyOf, params);
    case 'accounts':
      if (token.owner.kind === 'account' && !rules.accountTokensListAccounts) {
        throw refusal(400, 1001, 'List accounts endpoint does not support account owned tokens.');
      }
      return { ...nothing, accounts: state.accounts.filter((account) => holdsAnythingIn(token, account.id)) };
    case 'zone':
      return forZone(state, token, route, () => need.anyOf, params);
    case 'ruleset':
      return forZone(state, token, route, () => rulesetRight(state, need.level, params, path), params);
    case 'zones':
      return forZones(state, token, route, need);
    case 'query':
    case 'upload':
      return nothing;
  }
}

function forVerify(
  token: StoredToken,
  kind: 'user' | 'account',
  params: Readonly<Record<string, string>>,
): Subject {
  if (token.owner.kind !== kind) throw invalidToken();
  if (token.owner.kind === 'account' && token.owner.accountId !== params.account_id) throw invalidToken();
  return nothing;
}

function refuseAccountToken(token: StoredToken, route: Route): void {
  if (token.owner.kind === 'user') return;
  if (route.refusal === 'product') throw refused(route);
  throw refusal(403, 9109, 'Valid user-level authentication not found');
}

function allowed(
  state: PracticeState,
  token: StoredToken,
  route: Route,
  anyOf: readonly PermissionKey[],
  target: Target,
): Subject {
  if (tokenMayAny(state, token, anyOf, target)) return nothing;
  throw refused(route);
}

function refused(route: Route) {
  return route.refusal === 'core'
    ? refusal(403, 9109, 'Unauthorized to access requested resource')
    : refusal(403, 10000, 'Authentication error');
}

function forAccount(
  state: PracticeState,
  token: StoredToken,
  route: Route,
  anyOf: readonly PermissionKey[],
  params: Readonly<Record<string, string>>,
): Subject {
  const account = state.accounts.find((candidate) => candidate.id === params.account_id);
  // An account that does not exist is refused like one that is out of reach, so that nothing can be guessed.
  if (account === undefined) throw refused(route);
  allowed(state, token, route, anyOf, { kind: 'account', accountId: account.id });
  return { ...nothing, account };
}

function forZone(
  state: PracticeState,
  token: StoredToken,
  route: Route,
  anyOf: () => readonly PermissionKey[],
  params: Readonly<Record<string, string>>,
): Subject {
  const zone = state.zones.find((candidate) => candidate.id === params.zone_id);
  if (zone === undefined) throw refused(route);
  const keys = anyOf();
  if (token.owner.kind === 'account' && keys.every((key) => key.startsWith('pageRules.'))) {
    throw refusal(400, 1011, 'Page Rules endpoint does not support account owned tokens.');
  }
  allowed(state, token, route, keys, { kind: 'zone', zone });
  return { ...nothing, zone };
}

function forZones(
  state: PracticeState,
  token: StoredToken,
  route: Route,
  need: Extract<Need, { on: 'zones' }>,
): Subject {
  const zones = state.zones.filter((zone) => tokenMayAny(state, token, need.anyOf, { kind: 'zone', zone }));
  if (zones.length === 0) throw refused(route);
  return { ...nothing, zones };
}

function rulesetRight(
  state: PracticeState,
  level: 'read' | 'edit',
  params: Readonly<Record<string, string>>,
  path: string,
): readonly PermissionKey[] {
  const ruleset = state.rulesets.find(
    (candidate) => candidate.id === params.ruleset_id && candidate.zoneId === params.zone_id,
  );
  if (ruleset === undefined) throw noRoute(path);
  const product = phaseProduct(ruleset.phase);
  return product === null ? [] : [`${product}.${level}`];
}
