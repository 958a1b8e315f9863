import type { Asked, HomeAnswer, Rule } from '../../shared/policy/policy.ts';
import { writeTarget } from '../../shared/policy/write-target.ts';
import type { Secret } from '../core/secret.ts';
import type { ActivityOutcome } from './activity.ts';
import type { Exchange } from './exchange.ts';
import { type HandingOn, handOn, leaveUnread } from './hand-on.ts';
import { ownAnswers } from './own-answers.ts';
import type { Session, UpstreamRequest } from './ports.ts';
import { passedOn, sendOn } from './send-on.ts';
import type { Allowed, Service } from './serve.ts';
import type { BodyTaken } from './take-body.ts';
import { withStandIn } from './upload-answers.ts';

/** Serves a request that changes nothing: straight on to Cloudflare, or from what the slip itself says. */
export async function readOnly(
  service: Service,
  exchange: Exchange,
  allowed: Allowed,
  taken: Extract<BodyTaken, { kind: 'read' | 'stream' }>,
): Promise<ActivityOutcome> {
  const { caller, rule, asked } = allowed;
  const { session } = caller;
  if (rule.answer !== undefined) return atHome(exchange, rule.answer(asked, session.policy.scope));
  const token = await session.token();
  if (!token.ok) {
    exchange.own(ownAnswers.tokenUnreadable);
    return 'failed';
  }
  if (!session.mayAsk()) {
    exchange.own(ownAnswers.tooOften);
    return 'refused';
  }
  const request = requestOf(exchange, session, rule, asked, taken);
  const sent = await sendOn(exchange, session, request, caller.upload ?? token.value);
  if (sent.kind === 'gone') return 'gone';
  if (sent.kind === 'not-answered') {
    exchange.own(sent.own);
    return 'failed';
  }
  /* It may have waited while the token was swapped, and have left with the new one. */
  const now = await session.token();
  if (!now.ok) {
    leaveUnread(sent.answer);
    exchange.own(ownAnswers.tokenUnreadable);
    return 'failed';
  }
  await handOn(exchange, sent.answer, howOf(service, allowed, now.value));
  return exchange.status < 400 ? 'read' : 'said-no';
}

function howOf({ uploads, clock }: Service, { caller, rule, asked }: Allowed, token: Secret): HandingOn {
  const { session, upload } = caller;
  const { narrow } = rule;
  const secrets = upload === null ? [token] : [token, upload];
  const change =
    rule.upload === 'gives'
      ? (result: unknown) => withStandIn(uploads, session, result, clock.now().getTime())
      : narrow === undefined
        ? null
        : (result: unknown) => narrow(result, session.policy.scope, asked);
  return { secrets, change, note: null };
}

function atHome(exchange: Exchange, answer: HomeAnswer): ActivityOutcome {
  if (answer.kind === 'error') {
    exchange.own(answer);
    return 'said-no';
  }
  const body = { result: answer.result, success: true, errors: [], messages: [] };
  exchange.whole(200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(body)));
  return 'read';
}

function requestOf(
  exchange: Exchange,
  { policy }: Session,
  rule: Rule,
  asked: Asked,
  taken: Extract<BodyTaken, { kind: 'read' | 'stream' }>,
): UpstreamRequest {
  const instead = rule.instead?.(asked, policy.scope);
  if (instead !== undefined) {
    const body = instead.body === undefined ? null : Buffer.from(JSON.stringify(instead.body));
    const headers = headersOf(exchange, body === null ? null : 'application/json', null);
    return { method: instead.method, path: writeTarget(instead), headers, body };
  }
  const { method } = asked.target;
  const path = writeTarget(asked.target);
  if (taken.kind === 'stream') {
    const { contentType, contentLength } = exchange.facts;
    return {
      method,
      path,
      headers: headersOf(exchange, contentType, contentLength),
      body: passedOn(exchange, taken.most),
    };
  }
  const body = taken.bytes.length === 0 ? null : taken.bytes;
  return { method, path, headers: headersOf(exchange, taken.type, null), body };
}

/** The headers of a request as it leaves for Cloudflare. Answers come as they are, so that they can be looked through. */
export function headersOf(
  { facts }: Exchange,
  contentType: string | null,
  contentLength: number | null,
): Readonly<Record<string, string>> {
  return {
    ...facts.passedOn,
    'accept-encoding': 'identity',
    ...(contentType === null ? {} : { 'content-type': contentType }),
    ...(contentLength === null ? {} : { 'content-length': String(contentLength) }),
  };
}
