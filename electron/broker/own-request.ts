import type { KeptRequest } from '../../shared/approvals/record.ts';
import type { OwnRequest } from '../../shared/policy/policy.ts';
import { writeTarget } from '../../shared/policy/write-target.ts';
import type { Clock } from '../core/ports.ts';
import type { Secret } from '../core/secret.ts';
import { type CollectedBody, collectBody } from './collect-body.ts';
import type { Session, UpstreamAnswer, UpstreamRequest } from './ports.ts';

/** How long a look may take, in milliseconds. */
const lookMs = 20_000;
/** How long an answer to a change may take to arrive once it has begun, in milliseconds. One that trickles holds up others. */
export const answerMs = 100_000;
/** The most that is read of an answer, in bytes. */
export const mostRead = 8 * 1024 * 1024;

/** Writes a request of the broker's own as it leaves. */
export function writeOwn({ method, segments, query, body }: OwnRequest): UpstreamRequest {
  return {
    method,
    path: writeTarget({ segments, ...(query === undefined ? {} : { query }) }),
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : Buffer.from(JSON.stringify(body), 'utf8'),
  };
}

/**
 * What a look at Cloudflare found: the `result` of its answer, nothing there, a no of Cloudflare's (400, 401, 403), or no
 * answer that could be read, or be held right now.
 */
export type Looked =
  | { readonly kind: 'found'; readonly result: unknown }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly why: 'refused' | 'unread' | 'no-room' };

const refusals: ReadonlySet<number> = new Set([400, 401, 403]);

/** Whether so many bytes more may be held; counts them if so. */
export type Hold = (bytes: number) => boolean;

/** Looks at something with the slip's own token. Fails where what it finds may not be held. */
export async function look(
  { upstream, signal }: Session,
  clock: Clock,
  request: OwnRequest,
  token: Secret,
  hold?: Hold,
): Promise<Looked> {
  const enough = new AbortController();
  const done = new AbortController();
  void clock.wait(lookMs, done.signal).then(() => enough.abort());
  try {
    const answer = await upstream.send(writeOwn(request), token, AbortSignal.any([signal, enough.signal]));
    const read = await collect(answer.body, hold);
    if (answer.status === 404) return { kind: 'absent' };
    if (read.kind === 'no-room') return { kind: 'failed', why: 'no-room' };
    const envelope = read.kind === 'whole' ? readEnvelope(read.bytes) : null;
    if (refusals.has(answer.status)) return { kind: 'failed', why: 'refused' };
    const isFine = answer.status >= 200 && answer.status < 300 && envelope?.success === true;
    return isFine ? { kind: 'found', result: envelope.result } : { kind: 'failed', why: 'unread' };
  } catch {
    return { kind: 'failed', why: 'unread' };
  } finally {
    done.abort();
  }
}

/** The body of an answer; null where it is larger than is read, breaks off, or does not end in time. */
export async function readWhole(body: UpstreamAnswer['body']): Promise<Buffer | null> {
  const read = await collect(body);
  return read.kind === 'whole' ? read.bytes : null;
}

async function collect(body: UpstreamAnswer['body'], hold: Hold = () => true): Promise<CollectedBody> {
  if (Buffer.isBuffer(body)) return { kind: 'whole', bytes: body };
  const read = await collectBody(body, { most: mostRead, withinMs: answerMs, hold });
  if (read.kind !== 'whole') body.destroy();
  return read;
}

/** Cloudflare's envelope around a result; null where the bytes are none. */
export function readEnvelope(bytes: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(value) && 'success' in value ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A request as it is written down, and back. */
export function keptRequest({ method, segments, query, body }: OwnRequest): KeptRequest {
  return { method, segments, query: [...(query ?? [])], ...(body === undefined ? {} : { body }) };
}

export function ownRequest({ query, ...request }: KeptRequest): OwnRequest {
  return { ...request, query: new Map(query) };
}
