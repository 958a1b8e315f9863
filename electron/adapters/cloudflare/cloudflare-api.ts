import { BaseCloudflare } from 'cloudflare/client';
import type { z } from 'zod';
import type { CloudflareProblem } from '../../../shared/problem.ts';
import { failed, ok, type Result } from '../../../shared/result.ts';
import type { TokenOwner } from '../../../shared/slip.ts';
import {
  type Clock,
  type Cloudflare,
  type ProbeOutcome,
  type ProbeRequest,
  type TokenOrder,
  type TokenPolicy,
  zonesOnAPage,
} from '../../core/ports.ts';
import { Secret } from '../../core/secret.ts';
import {
  accountRow,
  createdAnswer,
  describedTokenRow,
  graphqlAnswer,
  listAnswer,
  mostRows,
  permissionGroupRow,
  projectRow,
  rolledAnswer,
  successAnswer,
  tokenRow,
  verifyAnswer,
  zoneRow,
} from './answers.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { problemOf } from './problems.ts';
import { repeatSafely } from './safe-retry.ts';

/** How the adapter reaches Cloudflare. */
export type CloudflareApiOptions = {
  /** `https://api.cloudflare.com/client/v4`, or where a stand-in listens. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** The longest one request may take, body and all, in milliseconds. */
  readonly timeoutMs?: number;
};

/** The address of Cloudflare's API. */
export const cloudflareBaseUrl = 'https://api.cloudflare.com/client/v4';

const usualTimeoutMs = 20_000;
/* The most that is read in one attempt, in bytes: of one answer, or of all pages of a list. Cloudflare's have a fraction. */
const mostRead = 16 * 1024 * 1024;

/*
 * The SDK's core without its resources: their methods unwrap an answer without a look at it, and here each answer is
 * read whole and strictly.
 */
function clientFor(options: CloudflareApiOptions, token: Secret): BaseCloudflare {
  return new BaseCloudflare({
    baseURL: options.baseUrl,
    apiToken: token.reveal(),
    /* The SDK would take these from the environment, where an owner may have left the key to everything. */
    apiKey: null,
    apiEmail: null,
    userServiceKey: null,
    /* At "debug", which an environment variable could set, it logs bodies, and with them new tokens. */
    logLevel: 'off',
    maxRetries: 0,
    fetch: boundedFetch(options.fetch, mostRead),
    fetchOptions: { redirect: 'error' },
  });
}

/** Cloudflare through the official SDK. */
export function createCloudflareApi(options: CloudflareApiOptions): Cloudflare {
  const once = <T>(
    token: Secret,
    run: (client: BaseCloudflare, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Result<T, CloudflareProblem>> => attempt(options, token, run, signal);
  const safely = <T>(
    token: Secret,
    run: (client: BaseCloudflare, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Result<T, CloudflareProblem>> =>
    repeatSafely(options.clock, () => once(token, run, signal), signal);
  const rowsOf = <T extends Row>(token: Secret, list: List<T>, signal?: AbortSignal) =>
    safely(token, (client, within) => readAll(client, list, within), signal);
  const listTokens: Cloudflare['listTokens'] = (key, owner) =>
    rowsOf(key, { row: tokenRow, path: tokensPath(owner), perPage: 50 });

  return {
    verify: (token, owner, signal) =>
      safely(
        token,
        async (client, within) =>
          verifyAnswer.parse(await client.get(`${tokensPath(owner)}/verify`, { signal: within })).result,
        signal,
      ),

    listPermissionGroups: (key, owner, signal) =>
      rowsOf(key, { row: permissionGroupRow, path: `${tokensPath(owner)}/permission_groups` }, signal),

    createToken: (key, owner, order, signal) =>
      once(
        key,
        async (client, within) => {
          const { result: answer } = createdAnswer.parse(
            await client.post(tokensPath(owner), { body: bodyOf(order), signal: within }),
          );
          return {
            id: answer.id,
            value: newSecret(answer.value, key),
            granted: answer.policies.flatMap((policy) => policy.permission_groups.map(({ id }) => id)),
          };
        },
        signal,
      ),

    rollToken: async (key, owner, id) => {
      const rolled = await once(key, async (client, within) => {
        const path = `${tokensPath(owner)}/${id}/value`;
        const { result } = rolledAnswer.parse(await client.put(path, { body: {}, signal: within }));
        return newSecret(result, key);
      });
      return rolled.ok || !isMissing(rolled.problem) ? rolled : failed({ code: 'not-found' });
    },

    deleteToken: async (key, owner, id) => {
      const deleted = await safely(key, async (client, within) =>
        successAnswer.parse(await client.delete(`${tokensPath(owner)}/${id}`, { signal: within })),
      );
      if (deleted.ok) return ok('deleted');
      if (!isMissing(deleted.problem)) return deleted;
      /* A 404 may be about the address as well as about the token; the list tells which. */
      const listed = await listTokens(key, owner);
      if (!listed.ok) return listed;
      return listed.value.some((token) => token.id === id) ? deleted : ok('already-gone');
    },

    listTokens,

    describeTokens: (key, owner, signal) =>
      rowsOf(
        key,
        {
          row: describedTokenRow,
          path: tokensPath(owner),
          perPage: 50,
          query: { include_expired: true },
        },
        signal,
      ),

    listAccounts: (token, signal) =>
      rowsOf(token, { row: accountRow, path: '/accounts', perPage: 50 }, signal),

    listZones: (token, signal) =>
      rowsOf(token, { row: zoneRow, path: '/zones', perPage: zonesOnAPage }, signal),

    seeZones: (token, name, signal) =>
      safely(
        token,
        async (client, within) => {
          const query = { per_page: zonesOnAPage, ...(name === null ? {} : { name }) };
          const answer = listAnswer.parse(await client.get('/zones', { query, signal: within }));
          return answer.result.slice(0, zonesOnAPage).map((one) => zoneRow.parse(one));
        },
        signal,
      ),

    listPagesProjects: async (token, account, signal) => {
      const rows = await rowsOf(
        token,
        { row: projectRow, path: `/accounts/${account}/pages/projects` },
        signal,
      );
      return rows.ok
        ? ok(rows.value.map(({ name, domains }) => ({ name, domains, accountId: account })))
        : rows;
    },

    probe: async (token, request, signal) => {
      const answered = await safely(token, (client, within) => read(client, request, within), signal);
      return answered.ok ? outcomeOf(request, answered.value) : outcomeOfProblem(request, answered.problem);
    },
  };
}

async function attempt<T>(
  options: CloudflareApiOptions,
  token: Secret,
  run: (client: BaseCloudflare, signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<Result<T, CloudflareProblem>> {
  /* The SDK's own time limit ends with the headers; a body that never ends needs one of its own. */
  const timeout = AbortSignal.timeout(options.timeoutMs ?? usualTimeoutMs);
  const within = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    return ok(await run(clientFor(options, token), within));
  } catch (error) {
    if (signal?.aborted) return failed({ code: 'stopped' });
    return failed(problemOf(error, timeout.aborted, options.clock.now()));
  }
}

/* Pages projects have no id, and their names are their own. */
type Row = { readonly id?: string; readonly name: string };

type List<T> = {
  readonly path: string;
  readonly row: z.ZodType<T>;
  /** Left out where Cloudflare does not take it. */
  readonly perPage?: number;
  /** What is asked for beyond the page. */
  readonly query?: Readonly<Record<string, boolean>>;
};

/*
 * Walks through all pages. The SDK's own walk takes anything without a `result` for an empty list, the page of a hotel's
 * network as well as half an answer. Here one odd row makes the whole list malformed rather than a list with holes.
 */
async function readAll<T extends Row>(
  client: BaseCloudflare,
  { path, row, perPage, query: asked }: List<T>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const rows = new Map<string, T>();
  for (let page = 1; ; page += 1) {
    const query = {
      ...asked,
      ...(page === 1 ? {} : { page }),
      ...(perPage === undefined ? {} : { per_page: perPage }),
    };
    const answer = listAnswer.parse(await client.get(path, { query, signal }));
    const before = rows.size;
    for (const one of answer.result.map((each) => row.parse(each))) rows.set(one.id ?? one.name, one);
    if (rows.size > mostRows) throw new SyntaxError('The list never ends.');
    /* Where pages are not heeded, each is the whole list again. */
    const isRepeated = answer.result.length > 0 && rows.size === before;
    if (isRepeated || !hasMore(page, perPage, answer)) return [...rows.values()];
  }
}

/* What is said of the number of pages is believed only where it leads on: a full page is never taken for the last one. */
function hasMore(
  page: number,
  perPage: number | undefined,
  { result, result_info: info }: z.infer<typeof listAnswer>,
): boolean {
  const saysMore = page < (info?.total_pages ?? 0);
  if (result.length > 0) {
    return saysMore || result.length >= Math.min(perPage ?? Infinity, info?.per_page ?? Infinity);
  }
  if (saysMore) throw new SyntaxError('The list has a hole.');
  return false;
}

/* An answer that repeats the key that asked must not put it into a slip. */
function newSecret(value: string, asking: Secret): Secret {
  const secret = new Secret(value);
  if (secret.equals(asking)) throw new SyntaxError('The answer has no new token.');
  return secret;
}

function tokensPath(owner: TokenOwner): string {
  return owner.kind === 'account' ? `/accounts/${owner.accountId}/tokens` : '/user/tokens';
}

function isMissing(problem: CloudflareProblem): boolean {
  return problem.code === 'not-found' || (problem.code === 'cloudflare-said-no' && problem.status === 404);
}

function bodyOf(order: TokenOrder) {
  return {
    name: order.name,
    policies: order.policies.map((policy) => ({
      effect: 'allow',
      resources: resourcesOf(policy.on),
      permission_groups: policy.permissions.map((id) => ({ id })),
    })),
    ...(order.expiresOn === null ? {} : { expires_on: order.expiresOn }),
  };
}

/* Resource keys: developers.cloudflare.com/fundamentals/api/how-to/create-via-api/ */
function resourcesOf(on: TokenPolicy['on']): Record<string, string> | Record<string, Record<string, string>> {
  switch (on.kind) {
    case 'account':
      return { [`com.cloudflare.api.account.${on.account}`]: '*' };
    case 'zone':
      return { [`com.cloudflare.api.account.zone.${on.zone}`]: '*' };
    case 'all-zones-of-account':
      return { [`com.cloudflare.api.account.${on.account}`]: { 'com.cloudflare.api.account.zone.*': '*' } };
    case 'all-accounts':
      return { 'com.cloudflare.api.account.*': '*' };
    case 'all-zones':
      return { 'com.cloudflare.api.account.zone.*': '*' };
  }
}

function read(client: BaseCloudflare, request: ProbeRequest, signal: AbortSignal): Promise<unknown> {
  return request.kind === 'get'
    ? client.get(request.path, { signal })
    : client.post('/graphql', { body: { query: request.query }, signal });
}

function outcomeOf(request: ProbeRequest, answer: unknown): ProbeOutcome {
  if (request.kind === 'get') {
    return successAnswer.safeParse(answer).success
      ? { kind: 'allowed' }
      : unclear({ code: 'malformed-answer' });
  }
  const parsed = graphqlAnswer.safeParse(answer);
  if (!parsed.success) return unclear({ code: 'malformed-answer' });
  const errors = parsed.data.errors ?? [];
  if (errors.length === 0) return { kind: 'allowed' };
  return errors.some(({ message }) => /not authorized|does not have access/i.test(message))
    ? { kind: 'refused' }
    : unclear({ code: 'malformed-answer' });
}

function outcomeOfProblem(request: ProbeRequest, problem: CloudflareProblem): ProbeOutcome {
  if (problem.code === 'missing-permission') return { kind: 'refused' };
  if (problem.code === 'not-found' && request.kind === 'get' && request.missingMeans === 'allowed') {
    return { kind: 'allowed' };
  }
  return unclear(problem);
}

function unclear(problem: CloudflareProblem): ProbeOutcome {
  return { kind: 'unclear', problem };
}
