import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import type { Answer } from './answers.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Account, PracticeState, StoredToken, Zone } from './state.ts';
import type { UploadPasses } from './upload-passes.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a request needs, as data; `authorise.ts` is the one place that holds it against the token. */
export type Need =
  /** Any token that exists, even one that is not usable (verify). */
  | { readonly on: 'any-token'; readonly kind: 'user' | 'account' }
  /** One of these rights on the zone of the path. */
  | { readonly on: 'zone'; readonly anyOf: readonly PermissionKey[] }
  /** One of these rights on the account of the path. */
  | { readonly on: 'account'; readonly anyOf: readonly PermissionKey[] }
  /** One of these rights on the user that owns the token. */
  | { readonly on: 'user'; readonly anyOf: readonly PermissionKey[] }
  /** One of these rights on at least one zone; the handler is given the zones that it holds for. */
  | { readonly on: 'zones'; readonly anyOf: readonly PermissionKey[] }
  /** The right that belongs to the phase of the ruleset in the path. */
  | { readonly on: 'ruleset'; readonly level: 'read' | 'edit' }
  /** A usable token; the handler is given the accounts that it was given anything in. */
  | { readonly on: 'accounts' }
  /** A usable token; the handler asks `call.may` for each dataset of the query. */
  | { readonly on: 'query' }
  /** The short-lived upload pass that a Pages deployment is sent with. */
  | { readonly on: 'upload' };

/** How a product words its refusal: the core API by 9109, most products by 10000. */
export type RefusalStyle = 'core' | 'product';

/** A request that has passed the check, with what it was sent and what it may see. */
export interface Call {
  readonly state: PracticeState;
  readonly now: Date;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The parsed JSON body; undefined when there was none. */
  readonly body: unknown;
  readonly text: string;
  /** The fields of a multipart body, files as their text. */
  readonly form: ReadonlyMap<string, string> | null;
  readonly token: StoredToken;
  readonly limits: RateLimits;
  readonly uploads: UploadPasses;
  /** Set by a fault: verify answers "active" whatever the token's state. */
  readonly verifySaysActive: boolean;
  readonly may: (
    key: PermissionKey,
    zoneOrAccount: { readonly zone: Zone } | { readonly accountId: string },
  ) => boolean;
}

/** What a route works on, found and allowed by the check. */
export interface Subject {
  readonly zone: Zone | null;
  readonly account: Account | null;
  readonly zones: readonly Zone[];
  readonly accounts: readonly Account[];
}

/** One row of the router's table. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly need: Need;
  readonly refusal: RefusalStyle;
  readonly handle: (call: Call, subject: Subject) => Answer;
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('The check let a request through without its subject');
  return value;
}

/** A row below `/zones/:zone_id`. */
export function zoneRoute(
  method: Method,
  path: string,
  anyOf: readonly PermissionKey[],
  handle: (call: Call, zone: Zone) => Answer,
  refusal: RefusalStyle = 'product',
): Route {
  return {
    method,
    path: `/zones/:zone_id${path}`,
    need: { on: 'zone', anyOf },
    refusal,
    handle: (call, subject) => handle(call, present(subject.zone)),
  };
}

/** A row below `/zones/:zone_id/rulesets/:ruleset_id`, whose right depends on the ruleset's phase. */
export function rulesetRoute(
  method: Method,
  path: string,
  level: 'read' | 'edit',
  handle: (call: Call, zone: Zone) => Answer,
): Route {
  return {
    method,
    path: `/zones/:zone_id/rulesets/:ruleset_id${path}`,
    need: { on: 'ruleset', level },
    refusal: 'product',
    handle: (call, subject) => handle(call, present(subject.zone)),
  };
}

/** A row below `/accounts/:account_id`. */
export function accountRoute(
  method: Method,
  path: string,
  anyOf: readonly PermissionKey[],
  handle: (call: Call, account: Account) => Answer,
  refusal: RefusalStyle = 'product',
): Route {
  return {
    method,
    path: `/accounts/:account_id${path}`,
    need: { on: 'account', anyOf },
    refusal,
    handle: (call, subject) => handle(call, present(subject.account)),
  };
}

/** A row that only the user behind a user token can ask for. */
export function userRoute(
  method: Method,
  path: string,
  anyOf: readonly PermissionKey[],
  handle: (call: Call) => Answer,
  refusal: RefusalStyle = 'core',
): Route {
  return { method, path, need: { on: 'user', anyOf }, refusal, handle };
}
