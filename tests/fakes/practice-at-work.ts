import { Readable } from 'node:stream';
import { writeOwn } from '../../electron/broker/own-request.ts';
import type { Upstream, UpstreamRequest } from '../../electron/broker/ports.ts';
import { Secret } from '../../electron/core/secret.ts';
import {
  createPracticeCloudflare,
  type PracticeCloudflare,
} from '../../electron/practice/practice-cloudflare.ts';
import { places } from '../../electron/practice/seed/places.ts';
import type { Asked, OwnRequest, Rule, Shown } from '../../shared/policy/policy.ts';
import { ok } from '../../shared/result.ts';
import { sampleSession } from './broker-sessions.ts';
import { makeByHand } from './made-by-hand.ts';
import type { ManualClock } from './manual-clock.ts';

const zone = places.zones.bakery;

/** How the way to Cloudflare behaves for requests that change something. */
export type WayMood = 'well' | 'lost-before' | 'lost-after' | 'error-500';

/** An agent's session over the practice Cloudflare, with what a test needs to look behind it. */
export type AtWork = {
  readonly practice: PracticeCloudflare;
  readonly session: ReturnType<typeof sampleSession>;
  readonly token: string;
  /** What was sent, the broker's own looks included. */
  readonly sent: UpstreamRequest[];
  mood: WayMood;
  /** Called just before a request that changes something arrives. */
  before: () => Promise<unknown>;
  /** Asks the practice Cloudflare beside the broker, as somebody at the dashboard does. */
  readonly ask: (request: OwnRequest) => Promise<{ readonly success: boolean; readonly result: unknown }>;
};

export function goToWork(clock: ManualClock): AtWork {
  const practice = createPracticeCloudflare({ now: clock.now });
  const token = makeByHand({ practice }, { keys: ['dns.edit', 'zone.read'] }).value;
  const send = async ({ method, path, headers, body }: UpstreamRequest, secret: Secret) => {
    const bytes = body instanceof Readable ? Buffer.concat(await body.toArray()) : body;
    const response = await practice.fetchLike(new URL(path, practice.baseUrl), {
      method,
      headers: { ...headers, authorization: `Bearer ${secret.reveal()}` },
      ...(bytes === null ? {} : { body: new Uint8Array(bytes) }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Readable.from([Buffer.from(await response.arrayBuffer())]),
    };
  };
  const upstream: Upstream = {
    send: async (request, secret) => {
      work.sent.push(request);
      if (request.method === 'GET') return send(request, secret);
      await work.before();
      if (work.mood === 'lost-before') throw new Error('connection lost');
      const answer = await send(request, secret);
      if (work.mood === 'lost-after') throw new Error('connection lost');
      return work.mood === 'error-500' ? { ...answer, status: 500 } : answer;
    },
  };
  const session = {
    ...sampleSession({ upstream }),
    token: async () => ok(new Secret(token)),
  };
  const scope = { ...session.policy.scope, account: places.accounts.bakery.id, zone };
  const work: AtWork = {
    practice,
    session: { ...session, policy: { scope, rules: Object.values(dnsRules) } },
    token,
    sent: [],
    mood: 'well',
    before: async () => undefined,
    ask: async (request) => {
      const { body } = await send(writeOwn(request), new Secret(token));
      return JSON.parse(Buffer.concat(await body.toArray()).toString());
    },
  };
  return work;
}

const records = ['zones', zone.id, 'dns_records'] as const;

function fieldsOf(result: unknown): Readonly<Record<string, string>> {
  return result as Readonly<Record<string, string>>;
}

function shown(result: unknown): readonly Shown[] {
  const { type = '', name = '', content = '' } = fieldsOf(result);
  return [
    { label: 'Type', value: type },
    { label: 'Name', value: name },
    { label: 'Points to', value: content },
  ];
}

function asSent(result: unknown): Readonly<Record<string, unknown>> {
  const { type, name, content, ttl, proxied } = fieldsOf(result);
  return { type, name, content, ttl, proxied };
}

/** Three rules over DNS records, as far as carrying out a change looks at them. */
export const dnsRules: Readonly<Record<'update' | 'create' | 'remove', Rule>> = {
  update: {
    id: 'dns.update',
    method: 'PATCH',
    path: '/zones/{zone}/dns_records/{id}',
    body: 'json',
    kind: 'change',
    says: () => 'Changes where a name points.',
    allows: 'PATCH /zones/{zone}/dns_records/{id}: change a record',
    watch: {
      read: ({ target }) => ({ method: 'GET', segments: target.segments }),
      show: shown,
      planned: ({ body }, before) => shown({ ...fieldsOf(before), ...fieldsOf(body) }),
      limits: (before) =>
        before === null
          ? { code: 'elsewhere', says: 'There is no such record.' }
          : fieldsOf(before).type === 'NS'
            ? { code: 'elsewhere', says: 'This slip does not allow NS records.' }
            : null,
      undo: ({ target }, before) => ({ method: 'PATCH', segments: target.segments, body: asSent(before) }),
    },
  },
  create: {
    id: 'dns.create',
    method: 'POST',
    path: '/zones/{zone}/dns_records',
    body: 'json',
    kind: 'change',
    says: () => 'Adds a name.',
    allows: 'POST /zones/{zone}/dns_records: add a record',
    watch: {
      read: () => null,
      readCreated: (_asked, result) => ({ method: 'GET', segments: [...records, fieldsOf(result).id ?? ''] }),
      show: shown,
      planned: ({ body }) => shown(body),
      undo: (_asked, _before, after) => ({
        method: 'DELETE',
        segments: [...records, fieldsOf(after).id ?? ''],
      }),
    },
  },
  remove: {
    id: 'dns.delete',
    method: 'DELETE',
    path: '/zones/{zone}/dns_records/{id}',
    body: 'none',
    kind: 'destructive',
    says: () => 'Removes a name.',
    allows: 'DELETE /zones/{zone}/dns_records/{id}: remove a record',
    watch: {
      read: ({ target }) => ({ method: 'GET', segments: target.segments }),
      show: shown,
      planned: () => [],
      undo: (_asked, before) => ({ method: 'POST', segments: records, body: asSent(before) }),
    },
  },
};

/** The record of a name of bakery.example, as the practice Cloudflare has it now. */
export async function recordOf(work: AtWork, name: string, type: string) {
  const { result } = await work.ask({
    method: 'GET',
    segments: records,
    query: new Map([
      ['name', name],
      ['type', type],
    ]),
  });
  return (result as readonly Readonly<Record<string, string>>[])[0];
}

/** A request for a rule, and its bytes. */
export function asking(rule: Rule, id: string | null, body?: unknown) {
  const segments = id === null ? records : [...records, id];
  const asked: Asked = { target: { method: rule.method, segments, query: new Map() }, body };
  const request = writeOwn({ method: rule.method, segments, ...(body === undefined ? {} : { body }) });
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
  return { asked, request, bytes };
}
