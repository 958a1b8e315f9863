import type { ChangeRecord } from '../../shared/approvals/record.ts';
import type { OwnRequest, Policy, PolicyScope, Shown } from '../../shared/policy/policy.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Clock, RandomId } from '../core/ports.ts';
import type { Secret } from '../core/secret.ts';
import { linesAsShown } from './hide-secrets.ts';
import { type Looked, look, ownRequest, readEnvelope, readWhole, writeOwn } from './own-request.ts';
import type { ChangeRecords, Session } from './ports.ts';
import { digestOfResult } from './send-change.ts';
import type { Turns } from './turns.ts';

type Parts = {
  readonly records: ChangeRecords;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly turns: Turns;
};

/**
 * Brings back what was there before a change, where what stands there now is still what the change left behind. It is
 * written down as a change of its own. What the agent wants to change waits for it.
 */
export function undoChange(parts: Parts, session: Session, id: string): Promise<Result<null, Problem>> {
  return parts.turns.takeNext(session.slip.id, async () => {
    const records = await parts.records.list(session.slip.id);
    const record = records.find((one) => one.id === id);
    const undo = record?.undo ?? null;
    if (
      record === undefined ||
      undo === null ||
      record.undoneBy !== null ||
      !isInside(undo, session.policy.scope) ||
      !isUndoable(record, session.policy)
    ) {
      return failed({ code: 'undo-impossible' });
    }
    const token = await session.token();
    if (!token.ok) return token;
    const now = await look(session, parts.clock, ownRequest(undo.look), token.value);
    if (now.kind === 'failed') return failed({ code: 'undo-refused' });
    if (digestOfResult(resultOf(now)) !== undo.after) return failed({ code: 'undo-differs' });
    const begun = undoRecord(parts, record);
    const saved = await parts.records.save(begun);
    if (!saved.ok) return saved;
    return send(parts, session, token.value, { record, begun, undo });
  });
}

type Undoing = {
  readonly record: ChangeRecord;
  readonly begun: ChangeRecord;
  readonly undo: NonNullable<ChangeRecord['undo']>;
};

async function send(
  { records, clock }: Parts,
  session: Session,
  token: Secret,
  { record, begun, undo }: Undoing,
): Promise<Result<null, Problem>> {
  const status = await sendOwn(session, ownRequest(undo.request), token);
  const isDone = status !== null && status < 300;
  const outcome = isDone ? 'done' : status !== null && status < 500 ? 'refused' : 'unknown';
  const after = isDone ? await look(session, clock, ownRequest(undo.look), token) : null;
  await records.save({
    ...begun,
    outcome,
    status,
    after: after === null ? null : shownAfter(session, record, undo, after, token),
  });
  if (isDone) await records.save({ ...record, undoneBy: begun.id });
  return isDone ? ok(null) : failed({ code: 'undo-refused' });
}

/* The answer's status; of one that says no in its body, that of a refusal. Null where none came to its end. */
async function sendOwn(session: Session, request: OwnRequest, token: Secret): Promise<number | null> {
  try {
    const answer = await session.upstream.send(writeOwn(request), token, session.signal);
    const bytes = await readWhole(answer.body);
    if (bytes === null) return null;
    const saysNo = readEnvelope(bytes)?.success === false;
    return saysNo && answer.status < 400 ? 400 : answer.status;
  } catch {
    return null;
  }
}

function undoRecord({ clock, random }: Parts, record: ChangeRecord): ChangeRecord {
  return {
    ...record,
    id: `change-${random.letters(16)}`,
    at: clock.now().toISOString(),
    says: `Undo: ${record.says}`,
    by: 'undo',
    before: record.after === 'gone' ? null : record.after,
    planned: record.before ?? [],
    after: null,
    outcome: 'under-way',
    status: null,
    undo: null,
    undoes: record.id,
    undoneBy: null,
  };
}

function shownAfter(
  { policy }: Session,
  record: ChangeRecord,
  { of }: Undoing['undo'],
  after: Looked,
  token: Secret,
): readonly Shown[] | 'gone' | null {
  /* What was deleted and is made anew has another id, and is not found where it was. */
  if (after.kind === 'absent') return record.after === 'gone' ? null : 'gone';
  if (after.kind === 'failed') return null;
  const watch = policy.rules.find(({ id }) => id === record.rule)?.watch;
  const asked = { target: { ...of, query: new Map(of.query) }, body: of.body };
  return watch === undefined ? null : linesAsShown(watch.show(after.result, asked), token);
}

function resultOf(looked: Looked): unknown {
  return looked.kind === 'found' ? looked.result : null;
}

/* A slip of which nothing can be undone undoes nothing, whatever its records say. */
function isUndoable(record: ChangeRecord, { rules }: Policy): boolean {
  return rules.some(({ id, watch }) => id === record.rule && watch?.undo !== undefined);
}

/* The record lies on the disk: what it asks for must still lie within the slip. */
function isInside({ request, look }: Undoing['undo'], scope: PolicyScope): boolean {
  return [request, look].every(({ segments: [kind, id] }) =>
    kind === 'zones'
      ? scope.zone !== null && id === scope.zone.id
      : kind === 'accounts' && id === scope.account,
  );
}
