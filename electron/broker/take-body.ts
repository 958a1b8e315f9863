import { largestBody, type Refusal, type Rule } from '../../shared/policy/policy.ts';
import { collectBody } from './collect-body.ts';
import type { Exchange } from './exchange.ts';
import { ownAnswers } from './own-answers.ts';
import type { OwnAnswer } from './ports.ts';
import { readFormBody, readJsonBody } from './read-body.ts';

/** How long a caller may take to send a body that is read here, in milliseconds. */
const patienceMs = 60_000;

/** A request's body, as far as its rule has it read. */
export type BodyTaken =
  /** The exact bytes, the type they were sent with, and what they say: a JSON value, a form, or undefined for neither. */
  | { readonly kind: 'read'; readonly bytes: Buffer; readonly type: string | null; readonly value: unknown }
  /** To be passed on as it comes, up to a number of bytes. */
  | { readonly kind: 'stream'; readonly most: number }
  | { readonly kind: 'refused'; readonly own: OwnAnswer }
  | { readonly kind: 'gone' };

const noBody: BodyTaken = { kind: 'read', bytes: Buffer.alloc(0), type: null, value: undefined };
const formType = /^multipart\/form-data\s*;/i;
const jsonType = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Takes a body as a rule wants it: none, read strictly, or to be passed on. */
export async function takeBody(exchange: Exchange, rule: Rule): Promise<BodyTaken> {
  if (rule.body === 'none') return exchange.hasBody ? refused(ownAnswers.bodyUnwanted) : noBody;
  if (!exchange.hasBody) return noBody;
  const most = rule.largest ?? largestBody;
  if (rule.body === 'stream' && rule.kind === 'read') return stream(exchange, most);
  switch (rule.body) {
    case 'json':
      return takeJson(exchange, most);
    case 'form':
      return takeForm(exchange, most);
    case 'stream':
      return takeBytes(exchange, most);
  }
}

/** Takes a body that has to be JSON, of so many bytes at the most. */
export async function takeJson(exchange: Exchange, most: number): Promise<BodyTaken> {
  if (!jsonType.test(exchange.facts.contentType ?? '')) return refused(ownAnswers.bodyNotJson);
  const taken = await takeBytes(exchange, most);
  if (taken.kind !== 'read') return taken;
  const read = readJsonBody(taken.bytes);
  return read.ok ? { ...taken, type: 'application/json', value: read.value } : refusedByPolicy(read.refusal);
}

async function takeForm(exchange: Exchange, most: number): Promise<BodyTaken> {
  const type = exchange.facts.contentType ?? '';
  if (!formType.test(type)) return refused(ownAnswers.bodyNotForm);
  const taken = await takeBytes(exchange, most);
  if (taken.kind !== 'read') return taken;
  const read = readFormBody(taken.bytes, type);
  return read.ok ? { ...taken, type, value: read.form } : refusedByPolicy(read.refusal);
}

function stream({ facts }: Exchange, most: number): BodyTaken {
  const isTooLarge = facts.contentLength !== null && facts.contentLength > most;
  return isTooLarge ? refused(ownAnswers.bodyTooLarge) : { kind: 'stream', most };
}

async function takeBytes(exchange: Exchange, most: number): Promise<BodyTaken> {
  const { contentEncoding, contentLength, contentType } = exchange.facts;
  if (contentEncoding !== null && contentEncoding.toLowerCase() !== 'identity') {
    return refused(ownAnswers.bodyEncoded);
  }
  if (contentLength !== null && contentLength > most) return refused(ownAnswers.bodyTooLarge);
  const read = await collectBody(exchange.body(), { most, withinMs: patienceMs, hold: exchange.hold });
  switch (read.kind) {
    case 'whole':
      return { kind: 'read', bytes: read.bytes, type: contentType, value: undefined };
    case 'too-large':
      return refused(ownAnswers.bodyTooLarge);
    case 'no-room':
      return refused(ownAnswers.noRoom);
    case 'too-slow':
      return refused(ownAnswers.bodyTooSlow);
    case 'broken-off':
      return { kind: 'gone' };
  }
}

function refused(own: OwnAnswer): BodyTaken {
  return { kind: 'refused', own };
}

function refusedByPolicy(refusal: Refusal): BodyTaken {
  return refused({ status: 400, code: 940003, says: refusal.says, refusal });
}
