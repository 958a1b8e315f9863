import { writeTarget } from '../../shared/policy/write-target.ts';
import type { ActivityOutcome } from './activity.ts';
import { refusedOutcome } from './change-answers.ts';
import type { Exchange } from './exchange.ts';
import { handOn, leaveUnread } from './hand-on.ts';
import { ownAnswers } from './own-answers.ts';
import type { OwnAnswer } from './ports.ts';
import type { Allowed, Service } from './serve.ts';
import { headersOf } from './serve-read.ts';
import type { BodyTaken } from './take-body.ts';

/** Serves a request that changes something: it is sent once the owner has allowed it. */
export async function carryOut(
  { changes }: Service,
  exchange: Exchange,
  { caller: { session }, rule, asked }: Allowed,
  taken: Extract<BodyTaken, { kind: 'read' | 'stream' }>,
): Promise<ActivityOutcome> {
  exchange.isChange = true;
  const bytes = taken.kind === 'read' ? taken.bytes : Buffer.alloc(0);
  const type = taken.kind === 'read' ? taken.type : null;
  const request = {
    method: asked.target.method,
    path: writeTarget(asked.target),
    headers: headersOf(exchange, type, null),
    body: bytes.length === 0 ? null : bytes,
  };
  const { gone, hold } = exchange;
  const carried = await changes.carryOut(session, rule, asked, { request, bytes, gone, hold });
  if (carried.kind === 'refused') {
    exchange.own(carried.own);
    return refusedOutcome(carried.own);
  }
  const outcome = carried.answer.status < 400 ? 'changed' : 'said-no';
  const token = await session.token();
  if (!token.ok) {
    leaveUnread(carried.answer);
    exchange.own(lostAfterwards);
    return outcome;
  }
  const { narrow } = rule;
  await handOn(exchange, carried.answer, {
    secrets: [token.value],
    change: narrow === undefined ? null : (result) => narrow(result, session.policy.scope, asked),
    note: carried.note,
  }).catch(() => exchange.fail(lostAfterwards));
  return outcome;
}

const lostAfterwards: OwnAnswer = {
  ...ownAnswers.tokenUnreadable,
  says: 'The request was sent, but its answer can’t be shown. Look at what is there now before you send it again.',
};
