import { tokenMay } from './access.ts';
import { type Answer, Refusal, refusal } from './answers.ts';
import { authorise, type Behaviour } from './authorise.ts';
import { findToken, invalidToken, refuseUnusable } from './caller.ts';
import { matchRoute } from './match-route.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Call, Route } from './route.ts';
import type { PracticeState, StoredToken } from './state.ts';
import type { UploadPasses } from './upload-passes.ts';

/** What the practice Cloudflare is made of, apart from its table of routes. */
export interface Parts {
  readonly state: PracticeState;
  readonly now: () => Date;
  readonly limits: RateLimits;
  readonly uploads: UploadPasses;
  readonly behaviour: Behaviour;
}

/** One request, with its body already read. */
export interface Incoming {
  readonly method: string;
  /** Below the base path. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly text: string;
  readonly form: Call['form'];
  readonly clientAddress: string;
  readonly verifySaysActive: boolean;
}

/** What came of a request, for the answer and for the log of requests. */
export interface Outcome {
  readonly answer: Answer;
  readonly tokenId: string | null;
}

/** Finds the route, checks the token, counts the request, holds the need against the token, and then acts. */
export function dispatch(parts: Parts, routes: readonly Route[], incoming: Incoming): Outcome {
  let tokenId: string | null = null;
  let headers: Readonly<Record<string, string>> = {};
  try {
    const { route, params } = matchRoute(routes, incoming.method, incoming.path);
    const token = callerOf(parts, route, incoming);
    tokenId = token.id;
    headers = parts.limits.request(token);
    const usable = route.need.on === 'any-token';
    if (!usable) refuseUnusable(token, parts.now(), incoming.clientAddress);
    const subject = authorise(parts.state, token, route, params, incoming.path, parts.behaviour);
    const call = callFor(parts, incoming, token, params);
    const answer = route.handle(call, subject);
    token.lastUsedOn = call.now.toISOString();
    return { tokenId, answer: { ...answer, headers: { ...headers, ...answer.headers } } };
  } catch (error) {
    const refused = asRefusal(error);
    return { tokenId, answer: { ...refused.answer, headers: { ...headers, ...refused.answer.headers } } };
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // JSON that is nested thousands of levels deep is more than any schema can walk through.
  if (error instanceof RangeError) return refusal(400, 6007, 'Malformed JSON in request body');
  throw error;
}

function callerOf(parts: Parts, route: Route, incoming: Incoming): StoredToken {
  if (route.need.on !== 'upload') return findToken(parts.state, incoming.headers, incoming.path);
  const { tokenId } = parts.uploads.check(incoming.headers, parts.now());
  const token = parts.state.tokens.find((candidate) => candidate.id === tokenId);
  if (token === undefined) throw invalidToken();
  return token;
}

function callFor(
  parts: Parts,
  incoming: Incoming,
  token: StoredToken,
  params: Readonly<Record<string, string>>,
): Call {
  const { state, limits, uploads } = parts;
  const { query, headers, text, form, verifySaysActive } = incoming;
  return {
    state,
    limits,
    uploads,
    query,
    headers,
    text,
    form,
    verifySaysActive,
    token,
    params,
    now: parts.now(),
    body: form === null ? parseBody(text, headers) : undefined,
    may: (key, where) =>
      tokenMay(
        state,
        token,
        key,
        'zone' in where
          ? { kind: 'zone', zone: where.zone }
          : { kind: 'account', accountId: where.accountId },
      ),
  };
}

/** Scripts and other plain bodies stay text; everything else has to be JSON. */
function parseBody(text: string, headers: Headers): unknown {
  if (text === '') return undefined;
  const type = headers.get('content-type') ?? 'application/json';
  if (!type.includes('json') && !type.startsWith('text/plain')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    if (type.startsWith('text/plain')) return undefined;
    throw refusal(400, 6007, 'Malformed JSON in request body');
  }
}
