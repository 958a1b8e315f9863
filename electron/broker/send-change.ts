import type { ChangeRecord } from '../../shared/approvals/record.ts';
import type { Asked, OwnRequest, Rule, Shown, Watch } from '../../shared/policy/policy.ts';
import type { Clock, RandomId } from '../core/ports.ts';
import type { Secret } from '../core/secret.ts';
import { changeAnswers } from './change-answers.ts';
import { asHeader, noteOf, withMessage } from './change-note.ts';
import { digestOf, plainJson } from './digest.ts';
import { linesAsShown, looksSecret } from './hide-secrets.ts';
import { keptRequest, type Looked, look, readEnvelope, readWhole } from './own-request.ts';
import type { AllowedBy, ChangeRecords, Changes, OwnAnswer, Session, UpstreamAnswer } from './ports.ts';

/** A change that was allowed, with what stands there just before it is sent. */
export type Sending = {
  readonly session: Session;
  readonly rule: Rule;
  readonly asked: Asked;
  readonly sent: Pick<Parameters<Changes['carryOut']>[3], 'request' | 'bytes'>;
  readonly token: Secret;
  readonly by: AllowedBy;
  readonly says: string;
  readonly before: {
    readonly result: unknown;
    readonly shown: readonly Shown[] | null;
    readonly planned: readonly Shown[];
  };
};

export type ChangeSent = Awaited<ReturnType<Changes['carryOut']>>;

type Parts = { readonly records: ChangeRecords; readonly clock: Clock; readonly random: RandomId };

/**
 * Writes a change down, sends it, looks what came of it, and writes that down, too. What can't be written down is not
 * sent. Once it is sent nothing stops it half-way but the slip being stopped.
 */
export async function sendChange(parts: Parts, sending: Sending): Promise<ChangeSent> {
  const record = newRecord(parts, sending);
  if (!(await parts.records.save(record)).ok) return refused(changeAnswers.notWrittenDown);
  const answered = await send(sending);
  const outcome = outcomeOf(answered);
  const bare = { ...record, outcome, status: answered?.answer.status ?? null };
  /* An answer of a shape that nobody has seen takes nothing back of what was made. */
  const ended = await lookAfter(parts, sending, outcome, answered?.envelope?.result)
    .then((after) => endedRecord(bare, sending, after))
    .catch(() => bare);
  /* It is made, whether or not this can still be written down; the record says "under way" then. */
  await parts.records.save(ended);
  if (answered === null) return refused(changeAnswers.noAnswer);
  const note = noteOf(ended);
  return {
    kind: 'answered',
    answer: withMessage(answered.answer, answered.bytes, note),
    note: asHeader(note),
  };
}

type Answered = {
  readonly answer: UpstreamAnswer;
  readonly bytes: Buffer;
  readonly envelope: Readonly<Record<string, unknown>> | null;
};

async function send({ session, sent: { request }, token }: Sending): Promise<Answered | null> {
  const headers = { ...request.headers, 'accept-encoding': 'identity' };
  try {
    const answer = await session.upstream.send({ ...request, headers }, token, session.signal);
    const bytes = await readWhole(answer.body);
    return bytes === null ? null : { answer, bytes, envelope: readEnvelope(bytes) };
  } catch {
    return null;
  }
}

function outcomeOf(answered: Answered | null): 'done' | 'refused' | 'unknown' {
  if (answered === null) return 'unknown';
  const { status } = answered.answer;
  if (status >= 200 && status < 300) return answered.envelope?.success === false ? 'refused' : 'done';
  /* A 5xx may come after the change was made. */
  return status >= 400 && status < 500 ? 'refused' : 'unknown';
}

type After = { readonly looked: Looked; readonly request: OwnRequest } | null;

async function lookAfter(
  { clock }: Parts,
  { session, rule: { watch }, asked, token }: Sending,
  outcome: ChangeRecord['outcome'],
  result: unknown,
): Promise<After> {
  if (watch === undefined || outcome === 'refused') return null;
  const request = watch.read(asked) ?? watch.readCreated?.(asked, result) ?? null;
  return request === null ? null : { looked: await look(session, clock, request, token), request };
}

function newRecord({ clock, random }: Parts, { session, rule, by, says, before }: Sending): ChangeRecord {
  return {
    version: 1,
    id: `change-${random.letters(16)}`,
    slip: session.slip.id,
    at: clock.now().toISOString(),
    rule: rule.id,
    says,
    by,
    before: before.shown,
    planned: before.planned,
    after: null,
    outcome: 'under-way',
    status: null,
    undo: null,
    undoes: null,
    undoneBy: null,
  };
}

function endedRecord(
  record: ChangeRecord,
  { rule, asked, token, before }: Sending,
  after: After,
): ChangeRecord {
  const { watch } = rule;
  if (watch === undefined || after === null || after.looked.kind === 'failed') return record;
  const { looked, request } = after;
  const result = looked.kind === 'found' ? looked.result : null;
  const undo =
    record.outcome === 'done' ? (watch.undo?.(asked, before.result ?? null, result) ?? null) : null;
  return {
    ...record,
    after: result === null ? 'gone' : linesAsShown(watch.show(result, asked), token),
    undo:
      undo === null
        ? null
        : keptUndo({ undo, asked, look: request, after: leftDigest(watch, result) }, token),
  };
}

/* A former state that holds a secret is not written down, and so can't be brought back by us. */
function keptUndo(
  { undo, asked, look, after }: { undo: OwnRequest; asked: Asked; look: OwnRequest; after: string | null },
  token: Secret,
): ChangeRecord['undo'] {
  const kept = {
    request: keptRequest(undo),
    of: keptRequest({ ...asked.target, body: asked.body }),
    look: keptRequest(look),
    after,
  };
  return looksSecret(JSON.stringify(kept), token) ? null : kept;
}

/** SHA-256 of what a look found, as far as it has to stay the same for an undo; null for nothing. */
export function leftDigest({ same }: Pick<Watch, 'same'>, result: unknown): string | null {
  if (result === null || result === undefined) return null;
  return digestOf(plainJson(same === undefined ? result : same(result)));
}

function refused(own: OwnAnswer): ChangeSent {
  return { kind: 'refused', own };
}
