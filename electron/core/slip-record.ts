import type { ConcernKind } from '../../shared/concerns.ts';
import { hourMs, instantOf } from '../../shared/instant.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { nextReview, readReviewDay } from '../../shared/review.ts';
import { leaksOf, type Slip } from '../../shared/slip.ts';
import { holdsToken } from '../../shared/token-forms.ts';
import type { Notebook } from './notebook.ts';
import type { Clock } from './ports.ts';
import { changeOneSlip, changeSlip, findLiveSlip, findSlip } from './slips.ts';

type Parts = { readonly notebook: Notebook; readonly clock: Clock };

/** Keeps the owner's own notes on a slip. Anything of a token's form is refused. */
export async function noteOnSlip(
  { notebook }: Parts,
  id: string,
  notes: string,
): Promise<Result<null, Problem>> {
  const found = findSlip(notebook, id);
  if (!found.ok) return found;
  if (holdsToken(notes)) return failed({ code: 'field-holds-secret', field: 'notes' });
  return changeOneSlip(notebook, id, (slip) => ({ ...slip, notes }));
}

/**
 * Notes what the owner says about a slip. It stays until something is done about it, so that a dialog that is closed
 * does not make it forgotten.
 */
export async function sayOfSlip(
  { notebook, clock }: Parts,
  id: string,
  what: ConcernKind | 'leaked',
): Promise<Result<null, Problem>> {
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  const at = clock.now().toISOString();
  if (what === 'leaked') {
    return leaksOf(found.value).token !== null
      ? ok(null)
      : changeSlip(notebook, id, (slip) => slip, { at, what });
  }
  return changeSlip(notebook, id, (slip) => ({ ...slip, concerns: [...without(slip, what), { what, at }] }), {
    at,
    what,
  });
}

/** How long an agent is not listened to again that said its job is done, in milliseconds. */
const saidLatelyMs = hourMs;

/** Notes that the agent of a slip says its job is done. The owner is told, and decides. */
export async function agentSaysDone({ notebook, clock }: Parts, id: string): Promise<Result<null, Problem>> {
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  const now = clock.now();
  const { concerns, events } = found.value;
  const last = events.findLast(({ what }) => what === 'said-done');
  const isLately = last !== undefined && Math.abs(now.getTime() - instantOf(last.at)) < saidLatelyMs;
  if (isLately || concerns.some(({ what }) => what === 'job-done')) return ok(null);
  const at = now.toISOString();
  return changeSlip(
    notebook,
    id,
    (slip) => ({ ...slip, concerns: [...slip.concerns, { what: 'job-done', at, by: 'agent' }] }),
    { at, what: 'said-done' },
  );
}

/** Takes back what the owner said by mistake. */
export async function takeBackOfSlip(
  { notebook, clock }: Parts,
  id: string,
  what: ConcernKind,
): Promise<Result<null, Problem>> {
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  const event = { at: clock.now().toISOString(), what: 'taken-back' } as const;
  return changeSlip(notebook, id, (slip) => ({ ...slip, concerns: without(slip, what) }), event);
}

/** Notes that the owner looked at a slip and keeps it, and sets the day of the next look. */
export async function keepAfterReview(
  { notebook, clock }: Parts,
  id: string,
): Promise<Result<null, Problem>> {
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  const now = clock.now();
  return changeSlip(notebook, id, (slip) => ({ ...slip, reviewAt: nextReview(slip, now) }), {
    at: now.toISOString(),
    what: 'reviewed',
  });
}

/** Sets the day on which a slip is looked at next, as typed; null for the usual time. */
export async function setReviewDay(
  { notebook, clock }: Parts,
  id: string,
  day: string | null,
): Promise<Result<null, Problem>> {
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  if (day === null) return changeOneSlip(notebook, id, (slip) => ({ ...slip, reviewAt: null }));
  const at = readReviewDay(day, clock.now());
  return at.ok ? changeOneSlip(notebook, id, (slip) => ({ ...slip, reviewAt: at.value })) : at;
}

function without({ concerns }: Slip, what: ConcernKind): Slip['concerns'] {
  return concerns.filter((concern) => concern.what !== what);
}
