import type { ChangeRecord } from '../../shared/approvals/record.ts';
import type { OwnRequest, PolicyScope, Shown, Watch } from '../../shared/policy/policy.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Clock, RandomId } from '../core/ports.ts';
import type { Secret } from '../core/secret.ts';
import type { Turns } from '../core/turns.ts';
import { linesAsShown } from './hide-secrets.ts';
import { type Looked, look, ownRequest, readEnvelope, readWhole, writeOwn } from './own-request.ts';
import type { ChangeRecords, Session } from './ports.ts';
import { leftDigest } from './send-change.ts';

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
    const watch = session.policy.rules.find(({ id: rule }) => rule === record?.rule)?.watch;
    /* A slip of which nothing can be undone undoes nothing, whatever its records say. */
    if (
      record === undefined ||
      undo === null ||
      watch?.undo === undefined ||
      record.undoneBy !== null ||
      !isInside(undo, session.policy.scope)
    ) {
      return failed({ code: 'undo-impossible' });
    }
    const token = await session.token();
    if (!token.ok) return token;
    const now = await look(session, parts.clock, ownRequest(undo.look), token.value);
    if (now.kind === 'failed') return failed({ code: 'undo-refused' });
    if (!isAsLeft(undo, watch, now)) return failed({ code: 'undo-differs' });
    const begun = undoRecord(parts, record);
    const saved = await parts.records.save(begun);
    if (!saved.ok) return saved;
    return send(parts, session, token.value, { record, begun, undo, watch });
  });
}

type Undoing = {
  readonly record: ChangeRecord;
  readonly begun: ChangeRecord;
  readonly undo: NonNullable<ChangeRecord['undo']>;
  readonly watch: Watch;
};

async function send(
  { records, clock }: Parts,
  session: Session,
  token: Secret,
  { record, begun, undo, watch }: Undoing,
): Promise<Result<null, Problem>> {
  const status = await sendOwn(session, ownRequest(undo.request), token);
  const isDone = status !== null && status < 300;
  const outcome = isDone ? 'done' : status !== null && status < 500 ? 'refused' : 'unknown';
  const after = isDone ? await look(session, clock, ownRequest(undo.look), token) : null;
  await records.save({
    ...begun,
    outcome,
    status,
    after: after === null ? null : shownAfter(watch, record, undo, after, token),
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
  watch: Watch,
  record: ChangeRecord,
  { of }: Undoing['undo'],
  after: Looked,
  token: Secret,
): readonly Shown[] | 'gone' | null {
  /* What was deleted and is made anew has another id, and is not found where it was. */
  if (after.kind === 'absent') return record.after === 'gone' ? null : 'gone';
  if (after.kind === 'failed') return null;
  const asked = { target: { ...of, query: new Map(of.query) }, body: of.body };
  return linesAsShown(watch.show(after.result, asked), token);
}

/* An earlier version wrote down all that there was, whatever moves on by itself. */
function isAsLeft({ after }: Undoing['undo'], watch: Watch, now: Looked): boolean {
  const result = now.kind === 'found' ? now.result : null;
  return [leftDigest(watch, result), leftDigest({}, result)].includes(after);
}

/* The record lies on the disk: what it asks for must still lie within the slip. */
function isInside({ request, look }: Undoing['undo'], scope: PolicyScope): boolean {
  return [request, look].every(({ segments: [kind, id] }) =>
    kind === 'zones'
      ? scope.zone !== null && id === scope.zone.id
      : kind === 'accounts' && id === scope.account,
  );
}
