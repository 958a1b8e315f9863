import type { Asked, OwnRequest, Rule, Shown, Watch } from '../../shared/policy/policy.ts';
import { isForm } from '../../shared/policy/rules/form-fields.ts';
import type { Clock, RandomId } from '../core/ports.ts';
import type { Secret } from '../core/secret.ts';
import { Turns } from '../core/turns.ts';
import { changeAnswers, decisionAnswer } from './change-answers.ts';
import { digestOf, plainJson } from './digest.ts';
import { heldUntil } from './gate.ts';
import { asShown, hidesMore, isHidden, linesAsShown, looksSecret } from './hide-secrets.ts';
import { ownAnswers } from './own-answers.ts';
import { type Hold, type Looked, look } from './own-request.ts';
import type { AllowedBy, ChangeRecords, Changes, Gate, HeldChange, OwnAnswer, Session } from './ports.ts';
import { type ChangeSent, type Sending, sendChange } from './send-change.ts';

export type ChangesParts = {
  readonly gate: Gate;
  readonly records: ChangeRecords;
  readonly clock: Clock;
  readonly random: RandomId;
  /** Where changes of one slip wait for one another. */
  readonly turns: Turns;
};

type Sent = Parameters<Changes['carryOut']>[3];

/** What stands there before a change, as it was read. Undefined where nothing is read. */
type Before =
  | {
      readonly ok: true;
      readonly result: unknown;
      readonly shown: readonly Shown[] | null;
      readonly planned: readonly Shown[];
      readonly canUndo: boolean;
    }
  | { readonly ok: false; readonly own: OwnAnswer };

/**
 * The most that a card shows, in characters: several hundred rules, before and after. More would hold up the app, and be
 * allowed unread.
 */
export const mostShown = 400_000;

/** How many looks at what a slip's agent wants to change are under way at once, before anybody is asked. */
export const mostLooks = 2;

const unseen = {
  refused: changeAnswers.notSeen,
  unread: changeAnswers.notSeen,
  'no-room': ownAnswers.noRoom,
} as const;

/** How often the owner is asked anew because what stands there changed meanwhile. */
const mostRounds = 3;

/** Carries out what agents change: looks, asks, looks again, sends, looks after, and writes all of it down. */
export class OwnersChanges implements Changes {
  readonly #parts: ChangesParts;
  readonly #looks = new Turns(mostLooks);

  constructor(parts: ChangesParts) {
    this.#parts = parts;
  }

  readonly carryOut: Changes['carryOut'] = async (session, rule, asked, sent) => {
    const until = heldUntil(this.#parts.clock);
    const token = await session.token();
    if (!token.ok) return refused(changeAnswers.tokenUnreadable);
    let seen = await this.before(session, rule, asked, token.value, sent);
    for (let round = 0; round < mostRounds; round += 1) {
      if (!seen.ok) return refused(seen.own);
      const held = heldChange({
        session,
        rule,
        asked,
        sent,
        seen,
        token: token.value,
        changedMeanwhile: round > 0,
      });
      const decision = await this.#parts.gate.decide(held, sent.gone, until);
      if (decision.kind !== 'allowed') return refused(decisionAnswer(decision));
      const went = await this.#sendUnlessChanged({
        session,
        rule,
        asked,
        sent,
        seen,
        by: decision.by,
        says: held.says,
      });
      if (went.kind !== 'changed-meanwhile') return went;
      seen = went.seen;
    }
    return refused(changeAnswers.keepsChanging);
  };

  /** What stands there now, if the rule watches it, and what would come of the request. */
  before(
    session: Session,
    rule: Rule,
    asked: Asked,
    token: Secret,
    { gone, hold }: Pick<Sent, 'gone' | 'hold'>,
  ): Promise<Before> {
    return this.#looks.take(session.slip.id, async () => {
      if (session.signal.aborted) return { ok: false, own: changeAnswers.stopped };
      if (gone.aborted) return { ok: false, own: changeAnswers.withdrawn };
      if (!session.mayAsk()) return { ok: false, own: ownAnswers.tooOften };
      return this.#before(session, rule, asked, token, hold);
    });
  }

  async #before(session: Session, rule: Rule, asked: Asked, token: Secret, hold?: Hold): Promise<Before> {
    const { watch } = rule;
    const { scope } = session.policy;
    if (looksSecret(rule.says(asked, scope), token)) {
      return { ok: false, own: changeAnswers.looksSecret };
    }
    if (watch === undefined) return { ok: true, result: undefined, shown: null, planned: [], canUndo: false };
    const lookAt = async (request: OwnRequest | null): Promise<Looked> =>
      request === null ? { kind: 'absent' } : look(session, this.#parts.clock, request, token, hold);
    const looked = await lookAt(watch.read(asked));
    const beside = await lookAt(watch.beside?.(scope) ?? null);
    for (const one of [looked, beside]) {
      if (one.kind === 'failed') return { ok: false, own: unseen[one.why] };
    }
    const result = looked.kind === 'found' ? looked.result : null;
    const other = beside.kind === 'found' ? beside.result : null;
    const refusal = watch.limits?.(result, asked, scope, other) ?? null;
    if (refusal !== null)
      return { ok: false, own: { status: 403, code: 940320, says: refusal.says, refusal } };
    const shown = result === null ? null : watch.show(result, asked);
    const planned = withUnread(watch, watch.planned(asked, result, scope), shown);
    if (lengthOf(shown ?? []) + lengthOf(planned) > mostShown) {
      return { ok: false, own: changeAnswers.tooMuchToShow };
    }
    if (hidesMore(planned, shown ?? [], token)) return { ok: false, own: changeAnswers.looksSecret };
    /* What holds a secret is not written down, and so can't be brought back by us. */
    const holdsSecret =
      looksSecret(JSON.stringify(asked.body) ?? '', token) || shown?.some((line) => isHidden(line, token));
    return {
      ok: true,
      result,
      shown: shown === null ? null : linesAsShown(shown, token),
      planned: linesAsShown(planned, token),
      canUndo: watch.undo !== undefined && !holdsSecret && (watch.canUndo?.(asked, result) ?? true),
    };
  }

  /* Between the last look and the change nothing else of this slip is sent. */
  #sendUnlessChanged({
    session,
    rule,
    asked,
    sent,
    seen,
    by,
    says,
  }: {
    readonly session: Session;
    readonly rule: Rule;
    readonly asked: Asked;
    readonly sent: Sent;
    readonly seen: Extract<Before, { ok: true }>;
    readonly by: AllowedBy;
    readonly says: string;
  }): Promise<ChangeSent | { readonly kind: 'changed-meanwhile'; readonly seen: Before }> {
    return this.#parts.turns.take(session.slip.id, async () => {
      /* The owner took their time: the token may have been swapped, the slip stopped. */
      const token = await session.token();
      if (!token.ok) return refused(changeAnswers.tokenUnreadable);
      /* With no word about room: the owner's would be lost. One such look of a slip is under way at a time. */
      const now = await this.#before(session, rule, asked, token.value);
      if (session.signal.aborted) return refused(changeAnswers.stopped);
      if (!now.ok) return refused(now.own);
      if (plainJson([now.shown, now.planned]) !== plainJson([seen.shown, seen.planned])) {
        return { kind: 'changed-meanwhile', seen: now };
      }
      const sending: Sending = { session, rule, asked, sent, token: token.value, by, says, before: now };
      return sendChange(this.#parts, sending);
    });
  }
}

/** A change as the gate is asked about it. */
export function heldChange({
  session,
  rule,
  asked,
  sent: { request, bytes },
  seen: { shown, planned, canUndo },
  token,
  why = null,
  changedMeanwhile = false,
}: {
  readonly session: Session;
  readonly rule: Rule;
  readonly asked: Asked;
  readonly sent: Pick<Sent, 'request' | 'bytes'>;
  readonly seen: Pick<Extract<Before, { ok: true }>, 'shown' | 'planned' | 'canUndo'>;
  readonly token: Secret;
  readonly why?: string | null;
  readonly changedMeanwhile?: boolean;
}): HeldChange {
  const says = rule.says(asked, session.policy.scope);
  const content = isForm(asked.body) ? asked.body.digest : bytes;
  return {
    session,
    rule,
    /* Its body may be large, and a question stays for longer than its room is held. */
    asked: { target: asked.target },
    fingerprint: digestOf(request.method, request.path, content),
    meaning: digestOf(request.method, request.path, rule.body === 'json' ? plainJson(asked.body) : content),
    says: asShown(says, token),
    why,
    before: shown,
    planned,
    canUndo,
    changedMeanwhile,
  };
}

/* Where a part is read, the other lines have a before that nobody knows. */
function withUnread(
  { readsPart }: Watch,
  planned: readonly Shown[],
  shown: readonly Shown[] | null,
): readonly Shown[] {
  if (readsPart !== true) return planned;
  const isRead = (line: Shown) => shown?.some(({ label }) => label === line.label) === true;
  return planned.map((line) => (isRead(line) ? line : { ...line, unread: true }));
}

/** How much some lines are to read, in characters. */
export function lengthOf(lines: readonly Shown[]): number {
  return lines.reduce((sum, { label, value }) => sum + label.length + value.length, 0);
}

function refused(own: OwnAnswer): { readonly kind: 'refused'; readonly own: OwnAnswer } {
  return { kind: 'refused', own };
}
