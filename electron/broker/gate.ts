import {
  type AllowedAlike,
  type ApprovalAnswer,
  type ApprovalCard,
  planTitle,
  type WaitingApproval,
} from '../../shared/approvals/card.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Clock, RandomId } from '../core/ports.ts';
import { Allowances, mayBeAlike, planLineMs, ticketKey } from './allowances.ts';
import { Floods } from './floods.ts';
import type { Decision, Gate, HeldChange, HeldPlan, PlanDecision, Session } from './ports.ts';
import { askerOf, changeShown } from './question-card.ts';

/**
 * How long an agent's request may wait from its arrival, the first look included, in milliseconds. Most clients give up
 * after a minute and send it again; what is left of that is for the second look and for sending.
 */
export const holdMs = 40_000;
/** How long an answer still counts, in milliseconds. */
export const answerMs = 10 * 60_000;
/** How long a question has to be on the screen before it can be allowed, in milliseconds. */
export const armMs = 1000;

/** Until when a request that arrives now may wait for its answer. */
export function heldUntil(clock: Clock): Date {
  return new Date(clock.now().getTime() + holdMs);
}

type Asks =
  | { readonly kind: 'change'; readonly held: HeldChange }
  | { readonly kind: 'plan'; readonly held: HeldPlan };

type Question = {
  readonly id: string;
  readonly session: Session;
  readonly asks: Asks;
  /** The same for the very same request. */
  readonly key: string;
  readonly answerUntil: Date;
  /** Null while no agent waits for the answer. */
  waiting: { readonly until: Date; readonly settle: (decision: PlanDecision) => void } | null;
  readonly over: AbortController;
};

type Parts = { readonly clock: Clock; readonly random: RandomId };

/**
 * The one place where changes are allowed. What an agent asks for waits here for the owner, and is denied wherever there
 * is doubt: nobody answers, the agent or the slip is gone, the window is.
 */
export class OwnersGate implements Gate {
  readonly #parts: Parts;
  readonly #questions = new Map<string, Question>();
  /** Plans that were answered after the agent had stopped waiting, for when it asks again. */
  readonly #answeredPlans = new Map<string, { readonly slip: string; readonly lines: readonly boolean[] }>();
  readonly #allowances: Allowances;
  readonly #floods: Floods;
  readonly #listeners = new Set<() => void>();
  #onScreen: { readonly id: string; armed: boolean; readonly leave: AbortController } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#allowances = new Allowances(parts.clock, () => this.#tell());
    this.#floods = new Floods(parts.clock);
  }

  readonly decide = async (held: HeldChange, gone: AbortSignal, until: Date): Promise<Decision> => {
    const by = held.session.signal.aborted || gone.aborted ? null : this.#allowances.take(held);
    if (by !== null) return { kind: 'allowed', by };
    const decision = await this.#ask({ kind: 'change', held }, gone, until);
    return decision.kind === 'allowed' ? { kind: 'allowed', by: 'once' } : decision;
  };

  readonly decidePlan = async (held: HeldPlan, gone: AbortSignal, until: Date): Promise<PlanDecision> => {
    const key = keyOf({ kind: 'plan', held });
    const answered = this.#answeredPlans.get(key);
    if (answered !== undefined && !held.session.signal.aborted && !gone.aborted) {
      this.#answeredPlans.delete(key);
      return { kind: 'allowed', lines: answered.lines };
    }
    return this.#ask({ kind: 'plan', held }, gone, until);
  };

  /** The questions, the oldest first. */
  cards(): readonly ApprovalCard[] {
    return [...this.#questions.values()].map((one) => this.#card(one));
  }

  /** What the rest of the app may know of them. */
  waiting(): readonly WaitingApproval[] {
    return [...this.#questions.values()].map(({ id, session, asks }) => ({
      id,
      slip: session.slip.id,
      says: asks.kind === 'change' ? asks.held.says : `${planTitle(asks.held.lines.length)}.`,
    }));
  }

  /** The kinds of change that pass without being asked for. */
  alike(): readonly AllowedAlike[] {
    return this.#allowances.alike.map(({ slip, rule, says, until }) => ({
      slip,
      rule,
      says,
      until: new Date(until).toISOString(),
    }));
  }

  /** Says which question is on the screen now. Only that one can be allowed, once it was there for a moment. */
  look(id: string | null): void {
    if (this.#onScreen?.id === id) return;
    this.#onScreen?.leave.abort();
    this.#onScreen = null;
    if (id !== null && this.#questions.has(id)) {
      const seen = { id, armed: false, leave: new AbortController() };
      this.#onScreen = seen;
      void this.#parts.clock.wait(armMs, seen.leave.signal).then(() => {
        if (this.#onScreen !== seen) return;
        seen.armed = true;
        this.#tell();
      });
    }
    this.#tell();
  }

  /** Takes the owner's answer to a question. */
  answer(id: string, answer: ApprovalAnswer): Result<null, Problem> {
    const question = this.#questions.get(id);
    if (question === undefined || question.answerUntil <= this.#parts.clock.now()) {
      return failed({ code: 'approval-gone' });
    }
    if (answer.say === 'deny') {
      this.#end(question, { kind: 'denied' });
      return ok(null);
    }
    if (this.#onScreen?.id !== id || !this.#onScreen.armed) return failed({ code: 'approval-too-soon' });
    return this.#allow(question, answer);
  }

  /** Denies everything that waits, and takes back what was allowed and not used: of one slip, or of all. */
  stop(slip: string | null): void {
    this.#drop(slip);
    for (const question of [...this.#questions.values()]) {
      if (slip === null || question.session.slip.id === slip) this.#end(question, { kind: 'stopped' });
    }
    this.#tell();
  }

  /** Takes back what was allowed to a slip and not used. What waits goes on waiting. */
  askAgain(slip: string): void {
    this.#drop(slip);
    this.#tell();
  }

  #drop(slip: string | null): void {
    this.#allowances.drop(slip);
    for (const [key, answered] of this.#answeredPlans) {
      if (slip === null || answered.slip === slip) this.#answeredPlans.delete(key);
    }
  }

  /** Listens to changes of what waits; the answer stops listening. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #ask(asks: Asks, gone: AbortSignal, until: Date): Promise<PlanDecision> {
    const { session } = asks.held;
    if (session.signal.aborted) return Promise.resolve({ kind: 'stopped' });
    if (gone.aborted) return Promise.resolve({ kind: 'withdrawn' });
    const question = this.#leftOf(asks) ?? this.#open(asks);
    return question === null ? Promise.resolve({ kind: 'too-many' }) : this.#hold(question, gone, until);
  }

  /* The question of the very same request, which nobody waits for any more. */
  #leftOf(asks: Asks): Question | undefined {
    const key = keyOf(asks);
    return [...this.#questions.values()].find((one) => one.key === key && one.waiting === null);
  }

  #open(asks: Asks): Question | null {
    const { session } = asks.held;
    const ofSlip = [...this.#questions.values()].filter((one) => one.session.slip.id === session.slip.id);
    const held = ofSlip.filter(({ waiting }) => waiting !== null);
    if (!this.#floods.admits(session.slip.id, held.length)) return null;
    /* A question that no agent waits for makes room for one that does. */
    const left = ofSlip.find(({ waiting }) => waiting === null);
    if (ofSlip.length - held.length >= mostLeft && left !== undefined) this.#end(left, null);
    const question: Question = {
      id: `approval-${this.#parts.random.letters(16)}`,
      session,
      asks,
      key: keyOf(asks),
      answerUntil: new Date(this.#parts.clock.now().getTime() + answerMs),
      waiting: null,
      over: new AbortController(),
    };
    this.#questions.set(question.id, question);
    const stopped = () => this.#end(question, { kind: 'stopped' });
    session.signal.addEventListener('abort', stopped, { once: true, signal: question.over.signal });
    void this.#parts.clock.wait(answerMs, question.over.signal).then(() => this.#end(question, null));
    return question;
  }

  #hold(question: Question, gone: AbortSignal, until: Date): Promise<PlanDecision> {
    const { promise, resolve } = Promise.withResolvers<PlanDecision>();
    const answered = new AbortController();
    const waiting = {
      until,
      settle: (decision: PlanDecision) => {
        answered.abort();
        question.waiting = null;
        resolve(decision);
      },
    };
    question.waiting = waiting;
    const leave = () => this.#end(question, { kind: 'withdrawn' });
    gone.addEventListener('abort', leave, { once: true, signal: answered.signal });
    /* The clock may have been set back meanwhile. */
    const left = Math.min(holdMs, Math.max(0, until.getTime() - this.#parts.clock.now().getTime()));
    void this.#parts.clock.wait(left, answered.signal).then(() => {
      if (question.waiting !== waiting) return;
      waiting.settle({ kind: 'unanswered' });
      this.#tell();
    });
    this.#tell();
    return promise;
  }

  #allow(question: Question, answer: Exclude<ApprovalAnswer, { say: 'deny' }>): Result<null, Problem> {
    const { asks } = question;
    if (asks.kind === 'plan') {
      if (answer.say !== 'allow-plan') return failed({ code: 'request-malformed' });
      const lines = asks.held.lines.map((_line, at) => !answer.struck.includes(at));
      asks.held.lines.forEach((line, at) => {
        if (lines[at]) this.#allowances.addTicket(line, 'plan', planLineMs);
      });
      if (question.waiting === null) this.#rememberPlan(question, lines);
      this.#end(question, { kind: 'allowed', lines });
      return ok(null);
    }
    const isAlike = answer.say === 'allow-alike';
    if (answer.say === 'allow-plan' || (isAlike && !mayBeAlike(asks.held.rule))) {
      return failed({ code: 'request-malformed' });
    }
    if (isAlike) this.#allowances.addAlike(asks.held);
    else if (question.waiting === null) this.#allowances.addTicket(asks.held, 'once', answerMs);
    this.#end(question, { kind: 'allowed', lines: [] });
    return ok(null);
  }

  #rememberPlan({ key, session }: Question, lines: readonly boolean[]): void {
    this.#answeredPlans.set(key, { slip: session.slip.id, lines });
    void this.#parts.clock.wait(answerMs).then(() => this.#answeredPlans.delete(key));
  }

  /* Takes the question away; an agent that waits is given the decision. */
  #end(question: Question, decision: PlanDecision | null): void {
    if (!this.#questions.delete(question.id)) return;
    question.over.abort();
    question.waiting?.settle(decision ?? { kind: 'unanswered' });
    if (this.#onScreen?.id === question.id) this.look(null);
    this.#tell();
  }

  #card({ id, session, asks, answerUntil, waiting }: Question): ApprovalCard {
    return {
      id,
      ...askerOf(session),
      heldUntil: waiting?.until.toISOString() ?? null,
      answerUntil: answerUntil.toISOString(),
      armed: this.#onScreen?.id === id && this.#onScreen.armed,
      asks:
        asks.kind === 'change'
          ? {
              kind: 'change',
              change: changeShown(asks.held),
              mayAllowAlike: mayBeAlike(asks.held.rule),
            }
          : { kind: 'plan', reason: asks.held.reason, lines: asks.held.lines.map(changeShown) },
    };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** How many questions of one slip stay on the screen after its agent stopped waiting. */
const mostLeft = 5;

function keyOf(asks: Asks): string {
  const { session } = asks.held;
  const what =
    asks.kind === 'plan'
      ? [asks.held.fingerprint, ...asks.held.lines.map(({ before, planned }) => [before, planned])]
      : ticketKey(asks.held, 'once');
  return JSON.stringify([asks.kind, session.slip.id, session.passId, what]);
}
