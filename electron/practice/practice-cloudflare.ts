import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { refusal } from './answers.ts';
import type { Behaviour } from './authorise.ts';
import { createDashboard, type PracticeDashboard } from './dashboard.ts';
import { dispatch, type Incoming, type Parts } from './dispatch.ts';
import { createFaultBoard, type Fault, type Faults } from './faults.ts';
import { noRoute } from './match-route.ts';
import { createRateLimits, tooMany } from './rate-limits.ts';
import { connectionLost, respond } from './respond.ts';
import { routes } from './routes.ts';
import { places } from './seed/places.ts';
import {
  makeReadyToken,
  type ReadyToken,
  type ReadyTokenRole,
  readyTokenRoles,
  revalueReadyToken,
} from './seed/ready-tokens.ts';
import { seedState } from './seed/state.ts';
import type { PracticeState } from './state.ts';
import { createUploadPasses } from './upload-passes.ts';

/** One request as the log keeps it; no secret is in it. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** 0 where no answer reached the caller. */
  readonly status: number;
  readonly tokenId: string | null;
}

/** An in-memory Cloudflare that enforces token policies. */
export interface PracticeCloudflare {
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** For a client that takes a `fetch` of one's own. */
  readonly fetchLike: typeof fetch;
  readonly faults: Faults;
  /** The fixed accounts, zones and projects with their ids. */
  readonly seed: typeof places;
  readonly readyTokenRoles: readonly ReadyTokenRole[];
  /** A token that is there from the start, with its value. */
  readonly readyToken: (role: ReadyTokenRole) => ReadyToken;
  /** What a person can do in the dashboard and the API refuses: make a token that manages tokens. */
  readonly dashboard: PracticeDashboard;
  readonly requests: readonly LoggedRequest[];
  /** JSON-safe, and without any token's value. */
  readonly export: () => PracticeState;
  /** Stays the same as long as nothing is changed; when a token was last used does not count. */
  readonly fingerprint: () => string;
}

export interface PracticeOptions {
  readonly now: () => Date;
  readonly state?: PracticeState;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where reports of Cloudflare's behaviour differ; by default what its documents say. */
  readonly behaviour?: Partial<Behaviour>;
}

const basePath = '/client/v4';
const requestsKept = 1000;
/** The loopback server says with this header where a request came from. */
export const clientAddressHeader = 'x-practice-client-address';

/** Opens a practice Cloudflare: a new one, or the one that `state` remembers. */
export function createPracticeCloudflare(options: PracticeOptions): PracticeCloudflare {
  const { now } = options;
  const sleep = options.sleep ?? ((ms, signal) => wait(ms, undefined, { signal }));
  const state = options.state === undefined ? seedState(now()) : structuredClone(options.state);
  const ready = new Map<ReadyTokenRole, ReadyToken>();
  if (options.state === undefined) {
    for (const role of readyTokenRoles) ready.set(role, makeReadyToken(state, role, now()));
  }
  const parts: Parts = {
    state,
    now,
    limits: createRateLimits(now),
    uploads: createUploadPasses(),
    behaviour: { accountTokensListAccounts: false, ...options.behaviour },
  };
  const board = createFaultBoard();
  const requests: LoggedRequest[] = [];

  const log = (method: string, path: string, status: number, tokenId: string | null): void => {
    requests.push({ method, path, status, tokenId });
    if (requests.length > requestsKept) requests.shift();
  };

  const serve = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const inside = url.pathname.startsWith(`${basePath}/`);
    const path = inside ? url.pathname.slice(basePath.length) : url.pathname;
    const faults = board.claim(request.method, path);
    const early = await meetEarlyFaults(faults, request, sleep).catch((error: unknown) => {
      log(request.method, path, 0, null);
      throw error;
    });
    if (early !== null) {
      log(request.method, path, early.status, null);
      return early;
    }
    if (!inside) return respond(noRoute(path).answer, faults);
    const incoming = await readRequest(request, path, url.searchParams, faults);
    request.signal.throwIfAborted();
    const { answer, tokenId } = dispatch(parts, routes, incoming);
    const lost = faults.some(
      (fault) => fault.kind === 'lose-create-answer' || fault.kind === 'lose-roll-answer',
    );
    log(request.method, path, lost ? 0 : answer.status, tokenId);
    if (lost) throw connectionLost('other side closed');
    const date = parts.now().toUTCString();
    return respond({ ...answer, headers: { date, ...answer.headers } }, faults);
  };

  return {
    baseUrl: `https://practice.invalid${basePath}`,
    fetch: serve,
    fetchLike: (input, init) => serve(new Request(input, init)),
    faults: { on: board.on, clear: board.clear, active: board.active },
    seed: places,
    readyTokenRoles,
    readyToken(role) {
      const token = ready.get(role) ?? handOutAgain(state, role, now());
      ready.set(role, token);
      return token;
    },
    dashboard: createDashboard(state, now),
    requests,
    export: () => structuredClone(state),
    fingerprint: () => fingerprintOf(state),
  };
}

/**
 * After a restart values are not known any more. A ready-made token that nobody used gets a new value; a used one may be
 * in somebody's keychain, so it stays and gets a sibling. Only the two last used are kept, or restarts would pile them up.
 */
function handOutAgain(state: PracticeState, role: ReadyTokenRole, now: Date): ReadyToken {
  const all = state.tokens.filter((token) => token.readyMade === role);
  const unused = all.find((token) => token.lastUsedOn === null);
  if (unused !== undefined) return revalueReadyToken(role, unused);
  const byUse = all.toSorted((one, other) => (other.lastUsedOn ?? '').localeCompare(one.lastUsedOn ?? ''));
  const old = new Set(byUse.slice(2));
  state.tokens = state.tokens.filter((token) => !old.has(token));
  return makeReadyToken(state, role, now);
}

async function meetEarlyFaults(
  faults: readonly Fault[],
  request: Request,
  sleep: NonNullable<PracticeOptions['sleep']>,
): Promise<Response | null> {
  request.signal.throwIfAborted();
  for (const fault of faults) {
    if (fault.kind === 'offline') throw connectionLost('getaddrinfo ENOTFOUND api.cloudflare.com');
    if (fault.kind === 'latency') {
      await sleep(fault.ms, request.signal).catch((error: unknown) => {
        request.signal.throwIfAborted();
        throw error;
      });
      request.signal.throwIfAborted();
    }
    if (fault.kind === 'rate-limited') return respond(tooMany(fault.retryAfterSeconds ?? 300).answer, faults);
    if (fault.kind === 'server-error') {
      return respond(refusal(fault.status ?? 500, 10001, 'Internal server error').answer, faults);
    }
  }
  return null;
}

async function readRequest(
  request: Request,
  path: string,
  query: URLSearchParams,
  faults: readonly Fault[],
): Promise<Incoming> {
  const multipart = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  return {
    method: request.method,
    path,
    query,
    headers: request.headers,
    text: multipart ? '' : await request.text(),
    form: multipart ? await readForm(request) : null,
    clientAddress: request.headers.get(clientAddressHeader) ?? '127.0.0.1',
    verifySaysActive: faults.some((fault) => fault.kind === 'verify-says-active'),
  };
}

async function readForm(request: Request): Promise<Map<string, string> | null> {
  const form = await request.formData().catch(() => null);
  if (form === null) return null;
  const fields = new Map<string, string>();
  for (const [name, value] of form) fields.set(name, typeof value === 'string' ? value : await value.text());
  return fields;
}

function fingerprintOf(state: PracticeState): string {
  const still = { ...state, tokens: state.tokens.map((token) => ({ ...token, lastUsedOn: null })) };
  return createHash('sha256').update(JSON.stringify(still, sortedKeys)).digest('hex');
}

/** Makes equal states equal texts, in whatever order their keys were set. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
