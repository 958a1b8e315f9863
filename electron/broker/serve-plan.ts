import type { Caller } from './callers.ts';
import { refusedOutcome } from './change-answers.ts';
import type { Exchange } from './exchange.ts';
import { ownAnswers } from './own-answers.ts';
import type { Plans } from './ports.ts';
import { refuse, type Served } from './serve.ts';
import { takeJson } from './take-body.ts';

/** Where an agent hands in a plan. */
export const planPath = '/permission-slip/plan';

const largestPlan = 1024 * 1024;

/** Takes a plan of several changes, for the owner to allow line by line. */
export async function servePlan(plans: Plans, exchange: Exchange, caller: Caller): Promise<Served> {
  if (exchange.request.method !== 'POST' || !exchange.hasBody || caller.upload !== null) {
    return refuse(exchange, planForm, null, planPath);
  }
  const taken = await takeJson(exchange, largestPlan);
  if (taken.kind === 'refused') return refuse(exchange, taken.own, null, planPath);
  if (taken.kind !== 'read') return { outcome: 'gone', rule: null, path: planPath };
  exchange.isChange = true;
  const handed = await plans.handIn(caller.session, taken.value, exchange);
  if (handed.kind === 'refused') {
    exchange.own(handed.own);
    return { outcome: refusedOutcome(handed.own), rule: null, path: planPath };
  }
  const body = {
    result: handed.result,
    success: handed.status < 400,
    errors: [],
    messages: [{ code: 920001, message: handed.says }],
  };
  exchange.whole(handed.status, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(body)));
  return { outcome: 'read', rule: null, path: planPath };
}

const planForm = {
  ...ownAnswers.oddRequest,
  says: 'A plan is handed in with POST and a JSON body: { "reason": "...", "requests": [...] }.',
};
