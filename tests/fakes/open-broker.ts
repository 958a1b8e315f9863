import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { ActivityEntry } from '../../electron/broker/activity.ts';
import { Broker, type BrokerParts } from '../../electron/broker/broker.ts';
import type { Changes, Upstream, UpstreamAnswer, UpstreamRequest } from '../../electron/broker/ports.ts';
import { emptyBook } from '../../electron/core/book.ts';
import { LentTokens } from '../../electron/core/lent-tokens.ts';
import { LocalRoutes } from '../../electron/core/local-routes.ts';
import { Notebook } from '../../electron/core/notebook.ts';
import { Secret } from '../../electron/core/secret.ts';
import { Traffic } from '../../electron/core/traffic.ts';
import type { Policy, Rule } from '../../shared/policy/policy.ts';
import { passIn } from '../../shared/route-file.ts';
import type { Slip } from '../../shared/slip.ts';
import { bakery, bakeryZone, sampleSlip } from '../component/sample-slips.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryBook } from './memory-book.ts';
import { MemoryKeychain } from './memory-keychain.ts';
import { MemoryRouteFiles } from './memory-routes.ts';
import { accountToken } from './tokens.ts';

/** What reached the other side. */
export type Arrived = UpstreamRequest & { readonly token: string; readonly text: string };

/** A broker on a real port, over fakes, and an agent's pass for it. */
export type OpenBroker = {
  readonly broker: Broker;
  readonly port: number;
  readonly pass: string;
  readonly slip: Slip;
  readonly routes: LocalRoutes;
  readonly notebook: Notebook;
  readonly files: MemoryRouteFiles;
  readonly keychain: MemoryKeychain;
  readonly tokens: LentTokens;
  readonly traffic: Traffic;
  readonly clock: ManualClock;
  /** Everything that reached the other side, in its order. */
  readonly arrived: Arrived[];
  readonly activity: ActivityEntry[];
};

/** Rules of each kind that the pipeline tells apart. */
const sampleRules: readonly Rule[] = [
  rule({ id: 'zone.read', path: '/zones/{zone}' }),
  rule({ id: 'dns.list', path: '/zones/{zone}/dns_records', query: { name: /^[a-z.]+$/ } }),
  rule({
    id: 'zones.list',
    path: '/zones',
    narrow: (result) =>
      Array.isArray(result)
        ? result.filter((one: { readonly id?: unknown }) => one.id === bakeryZone.id)
        : undefined,
  }),
  rule({
    id: 'user',
    path: '/user',
    answer: () => ({
      kind: 'error',
      status: 403,
      code: 9109,
      says: 'Valid user-level authentication not found',
    }),
  }),
  rule({ id: 'query', method: 'POST', path: '/graphql', body: 'json' }),
  rule({
    id: 'records.update',
    method: 'PATCH',
    path: '/zones/{zone}/dns_records/{id}',
    body: 'json',
    kind: 'change',
    limits: ({ body }) =>
      body === undefined || JSON.stringify(body).includes('NS')
        ? { code: 'body-refused', says: 'This slip never changes NS records.' }
        : null,
  }),
  rule({
    id: 'upload',
    method: 'POST',
    path: '/accounts/{account}/files',
    body: 'stream',
    largest: 30_000_000,
  }),
  rule({ id: 'pages.upload-token', path: '/accounts/{account}/upload-token', upload: 'gives' }),
  rule({
    id: 'pages.assets.upload',
    method: 'POST',
    path: '/pages/assets/upload',
    body: 'json',
    upload: 'takes',
  }),
];

function rule(change: Partial<Rule>): Rule {
  return {
    id: 'rule',
    method: 'GET',
    path: '/',
    body: 'none',
    kind: 'read',
    says: () => 'Reads something.',
    allows: `${change.method ?? 'GET'} ${change.path ?? '/'}`,
    ...change,
  };
}

export function samplePolicy(rules = sampleRules): Policy {
  return {
    scope: {
      account: bakery.id,
      accountName: bakery.name,
      token: { id: 'e'.repeat(32), owner: 'account' },
      zone: bakeryZone,
      allZones: false,
      project: null,
      hostname: null,
      path: null,
    },
    rules,
  };
}

/** A JSON answer of Cloudflare's. */
export function answerOf(
  result: unknown,
  {
    status = 200,
    headers = {},
  }: { readonly status?: number; readonly headers?: Record<string, string> } = {},
): UpstreamAnswer {
  const body = Buffer.from(JSON.stringify({ result, success: status < 400, errors: [], messages: [] }));
  return {
    status,
    headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers },
    body: Readable.from([body]),
  };
}

/** Changes that need nobody's word: for tests of everything around them. */
const atOnce: Changes = {
  carryOut: async (session, _rule, _asked, { request, gone }) => {
    const token = await session.token();
    if (!token.ok) throw new Error('no token');
    const answer = await session.upstream.send(request, token.value, gone);
    return { kind: 'answered', answer, note: 'Changed one record.' };
  },
};

type Options = {
  readonly answer?: (request: Arrived, signal: AbortSignal) => UpstreamAnswer | Promise<UpstreamAnswer>;
  readonly upstream?: Upstream;
  readonly slip?: Partial<Slip>;
  readonly parts?: Partial<BrokerParts>;
};

export async function openBroker(options: Options = {}): Promise<OpenBroker> {
  const clock = new ManualClock();
  const slip = sampleSlip({
    route: { kind: 'local' },
    until: { kind: 'at', at: '2026-12-23T10:00:00Z' },
    ...options.slip,
  });
  const book = new MemoryBook();
  await book.save({ ...emptyBook, slips: [slip], nextNumber: slip.number + 1 });
  const notebook = new Notebook(book);
  await notebook.load();
  const keychain = new MemoryKeychain();
  keychain.items.set(slip.id, accountToken);
  const tokens = new LentTokens(keychain, clock);
  const traffic = new Traffic(clock);
  const files = new MemoryRouteFiles();
  const arrived: Arrived[] = [];
  const activity: ActivityEntry[] = [];
  const answer = options.answer ?? (() => answerOf({ id: bakeryZone.id }));
  const upstream: Upstream = options.upstream ?? {
    send: async (request, token, signal) => {
      const one = { ...request, token: token.reveal(), text: await textOf(request.body) };
      signal.throwIfAborted();
      arrived.push(one);
      return answer(one, signal);
    },
  };
  const routes = new LocalRoutes({
    notebook,
    clock,
    routeFiles: files,
    localServer: { open: (port) => broker.open(port) },
  });
  const broker = new Broker({
    routes,
    tokens,
    traffic,
    upstreams: { practice: upstream, cloudflare: upstream },
    policyOf: () => samplePolicy(),
    changes: atOnce,
    plans: { handIn: async () => ({ kind: 'answered', status: 200, says: 'Read.', result: null }) },
    mcp: null,
    activity: {
      began: () => undefined,
      ended: (_session, entry) => void (entry === null || activity.push(entry)),
    },
    peerOf: async () => 'same-user',
    clock,
    ...options.parts,
  });
  onTestFinished(() => broker.close());
  const settled = await routes.settle();
  if (!settled.ok) throw new Error(settled.problem.code);
  const text = files.files.get(slip.id) ?? '';
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
  return {
    broker,
    port,
    pass: passIn(text) ?? '',
    slip,
    routes,
    notebook,
    files,
    keychain,
    tokens,
    traffic,
    clock,
    arrived,
    activity,
  };
}

async function textOf(body: UpstreamRequest['body']): Promise<string> {
  if (body === null) return '';
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

/** An answer as a client reads it. */
export type Seen = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

/** Asks with a real client on a real connection. */
export function ask(
  { port, pass }: Pick<OpenBroker, 'port' | 'pass'>,
  path: string,
  how: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string | Buffer;
    readonly pass?: string | null;
  } = {},
): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const bearer = how.pass === undefined ? pass : how.pass;
    const asking = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method: how.method ?? 'GET',
        agent: false,
        headers: {
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          ...(how.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...how.headers,
        },
      },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(pieces).toString(),
          }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(how.body);
  });
}

/** Sends bytes as they are, and answers with all that comes back until the other side closes. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let back = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (back += text));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(back));
    socket.end(bytes);
  });
}

/** The token that the sample slip's keychain item holds. */
export const lentToken = new Secret(accountToken);
