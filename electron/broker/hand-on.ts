import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { type Duplex, pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Secret } from '../core/secret.ts';
import { type CollectedBody, collectBody } from './collect-body.ts';
import type { Exchange } from './exchange.ts';
import { ownAnswers } from './own-answers.ts';
import type { UpstreamAnswer } from './ports.ts';
import { Scrubber } from './scrubber.ts';

/** Headers of Cloudflare's answers that an agent may see. */
const mayPass = [
  'content-type',
  'content-disposition',
  'cache-control',
  'etag',
  'last-modified',
  'retry-after',
  'ratelimit',
  'ratelimit-policy',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'cf-ray',
  'api-version',
  'location',
] as const;

/** An answer up to this size is read as a whole and sent in one piece, in bytes. */
const smallBody = 128 * 1024;
/** The most of an answer that is read where something in it has to be changed, in bytes. */
const largestChanged = 32 * 1024 * 1024;
const answerPatienceMs = 100_000;

/** How an answer is handed on. */
export type HandingOn = {
  /** What must not stand in it. */
  readonly secrets: readonly Secret[];
  /** Changes the `result` of a JSON answer, undefined where nothing of it is left; null hands the body on as it is. */
  readonly change: ((result: unknown) => unknown) | null;
  /** One line about a change that was made, for a header. */
  readonly note: string | null;
};

/** Hands an answer of Cloudflare's on to the agent, without the token and without what is not the slip's. */
export async function handOn(exchange: Exchange, answer: UpstreamAnswer, how: HandingOn): Promise<void> {
  try {
    await hand(exchange, answer, how);
  } catch (error) {
    leaveUnread(answer);
    throw error;
  }
}

async function hand(exchange: Exchange, answer: UpstreamAnswer, how: HandingOn): Promise<void> {
  const scrubbers = how.secrets.map((secret) => new Scrubber(secret));
  const body = plainBody(answer);
  const location = answer.headers.location;
  if (body === null || (isRedirect(answer.status) && !staysHere(location))) {
    leaveUnread(answer);
    exchange.own(body === null ? ownAnswers.oddAnswer : ownAnswers.redirected);
    return;
  }
  const headers = headersOf(answer.headers, scrubbers, how.note);
  const length = body === answer.body ? lengthOf(answer.headers) : null;
  if (how.change !== null) await changed(exchange, answer, body, { headers, scrubbers, change: how.change });
  else if (Buffer.isBuffer(body)) exchange.whole(answer.status, headers, scrubbed(body, scrubbers));
  else if (length !== null && length <= smallBody)
    await small(exchange, answer, body, { headers, scrubbers });
  else await streamed(exchange, answer, body, { headers, scrubbers, length });
}

/** Lets go of an answer that nobody will read. */
export function leaveUnread({ body }: Pick<UpstreamAnswer, 'body'>): void {
  if (!Buffer.isBuffer(body)) body.destroy();
}

type Parts = { readonly headers: OutgoingHttpHeaders; readonly scrubbers: readonly Scrubber[] };

async function small(
  exchange: Exchange,
  answer: UpstreamAnswer,
  body: Readable,
  { headers, scrubbers }: Parts,
): Promise<void> {
  const read = await collectBody(body, { most: smallBody, withinMs: answerPatienceMs });
  if (read.kind !== 'whole') {
    leaveUnread(answer);
    return exchange.own(ownAnswers.noAnswer);
  }
  exchange.whole(answer.status, headers, scrubbed(read.bytes, scrubbers));
}

async function changed(
  exchange: Exchange,
  answer: UpstreamAnswer,
  body: Buffer | Readable,
  { headers, scrubbers, change }: Parts & { readonly change: (result: unknown) => unknown },
): Promise<void> {
  const read = await wholeOf(body, exchange);
  if (read.kind !== 'whole') {
    leaveUnread({ body });
    return exchange.own(unread[read.kind]);
  }
  /* Nothing in it: there is nothing to narrow. */
  if (read.bytes.length === 0 && (answer.status === 204 || answer.status === 304)) {
    return exchange.whole(answer.status, headers, read.bytes);
  }
  const text = changedText(read.bytes, change);
  if (text === 'nothing-left') return exchange.own(ownAnswers.notOfThisSlip);
  /* What could not be read can't be narrowed. An error page of Cloudflare's says nothing of anybody's websites. */
  if (text === null && answer.status < 400) return exchange.own(ownAnswers.oddAnswer);
  const bytes = text === null ? read.bytes : Buffer.from(text);
  exchange.whole(answer.status, headers, scrubbed(bytes, scrubbers));
}

const unread = {
  'too-large': ownAnswers.oddAnswer,
  'no-room': ownAnswers.noRoom,
  'too-slow': ownAnswers.noAnswer,
  'broken-off': ownAnswers.noAnswer,
} as const;

/* Held until it is answered, like a body that an agent sends. */
async function wholeOf(body: Buffer | Readable, { hold }: Exchange): Promise<CollectedBody> {
  if (Buffer.isBuffer(body)) return { kind: 'whole', bytes: body };
  return collectBody(body, { most: largestChanged, withinMs: answerPatienceMs, hold });
}

function changedText(bytes: Buffer, change: (result: unknown) => unknown): string | null | 'nothing-left' {
  try {
    const answer: unknown = JSON.parse(bytes.toString('utf8'));
    if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return null;
    const { result, result_info: info, ...rest } = answer as Readonly<Record<string, unknown>>;
    if (result === undefined) return JSON.stringify(rest);
    const left = result === null ? null : change(result);
    if (left === undefined) return 'nothing-left';
    return JSON.stringify({ result: left, ...rest, ...infoOf(info, result, left) });
  } catch {
    return null;
  }
}

/* How many there are of something would tell of what is not the slip's. */
function infoOf(info: unknown, before: unknown, after: unknown): Readonly<Record<string, unknown>> {
  const isWhole = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (isWhole || !Array.isArray(after)) return info === undefined ? {} : { result_info: info };
  const { length } = after;
  return {
    result_info: {
      page: 1,
      per_page: Math.max(length, 20),
      count: length,
      total_count: length,
      total_pages: length === 0 ? 0 : 1,
    },
  };
}

async function streamed(
  exchange: Exchange,
  answer: UpstreamAnswer,
  body: Readable,
  { headers, scrubbers, length }: Parts & { readonly length: number | null },
): Promise<void> {
  exchange.begin(answer.status, headers, length);
  const stay = exchange.onGone(() => body.destroy());
  try {
    for await (const piece of body) {
      const clean = scrubbers.reduce((bytes, scrubber) => scrubber.push(bytes), piece as Buffer);
      await exchange.write(clean);
    }
    for (const [at, scrubber] of scrubbers.entries()) {
      const rest = scrubbers.slice(at + 1).reduce((bytes, next) => next.push(bytes), scrubber.end());
      await exchange.write(rest);
    }
    exchange.end();
  } catch {
    exchange.breakOff();
  } finally {
    stay();
  }
}

function scrubbed(bytes: Buffer, scrubbers: readonly Scrubber[]): Buffer {
  return scrubbers.reduce((clean, scrubber) => scrubber.whole(clean), bytes);
}

function headersOf(
  headers: IncomingHttpHeaders,
  scrubbers: readonly Scrubber[],
  note: string | null,
): OutgoingHttpHeaders {
  const passed: OutgoingHttpHeaders = {};
  for (const name of mayPass) {
    const value = headers[name];
    if (typeof value === 'string') {
      passed[name] = scrubbers.reduce((text, scrubber) => scrubber.text(text), value);
    }
  }
  if (note !== null) passed['permission-slip-note'] = note;
  return passed;
}

/* Asked for as it is; what comes compressed all the same is unpacked, or the token could hide in it. */
function plainBody({ headers, body }: UpstreamAnswer): Buffer | Readable | null {
  /* A header that was sent twice comes as a list, which names no coding that is known. */
  const coding: unknown = headers['content-encoding'] ?? 'identity';
  switch (typeof coding === 'string' ? coding.toLowerCase() : null) {
    case 'identity':
      return body;
    case 'gzip':
      return unpacked(body, createGunzip());
    case 'br':
      return unpacked(body, createBrotliDecompress());
    case 'deflate':
      return unpacked(body, createInflate());
    default:
      return null;
  }
}

function unpacked(body: Buffer | Readable, unpacking: Duplex): Readable {
  /* What goes wrong on the way is seen by whoever reads. */
  return pipeline(Buffer.isBuffer(body) ? Readable.from([body]) : body, unpacking, () => undefined);
}

function lengthOf({ 'content-length': length }: IncomingHttpHeaders): number | null {
  return length === undefined || !/^\d{1,15}$/.test(length) ? null : Number(length);
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/* A path, which leads back through the broker. "//host" and "/\host" are other places. */
function staysHere(location: string | undefined): boolean {
  return location !== undefined && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(location);
}
