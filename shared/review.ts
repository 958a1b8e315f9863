import { dayMs } from './instant.ts';
import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';
import { endOf, nearEnd, reviewDays, reviewDue, type Slip } from './slip.ts';
import { longestDays } from './until.ts';

/** In the morning of its day a review is due. */
const reviewHour = 9;

/** When a slip that was looked at now and kept is looked at next; at its end if that would be no sooner. */
export function nextReview(slip: Pick<Slip, 'until' | 'createdAt'>, now: Date): string {
  const due = now.getTime() + reviewDays * dayMs;
  return new Date(due < nearEnd(slip) ? due : endOf(slip)).toISOString();
}

/** Reads a day typed as YYYY-MM-DD, in the owner's own time zone: from tomorrow on, within a year. */
export function readReviewDay(typed: string, now: Date): Result<string, InputProblem> {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  const [year = 0, month = 0, day = 0] = parts?.slice(1).map(Number) ?? [];
  const due = new Date(year, month - 1, day, reviewHour);
  if (parts === null || due.getDate() !== day || due.getTime() <= now.getTime()) {
    return failed({ code: 'until-past' });
  }
  return due.getTime() > now.getTime() + longestDays * dayMs
    ? failed({ code: 'until-too-far' })
    : ok(due.toISOString());
}

/** When a slip asks for its next look; null where its end comes first. */
export function nextLook(slip: Pick<Slip, 'until' | 'createdAt' | 'reviewAt'>): Date | null {
  const due = reviewDue(slip);
  return due < endOf(slip) ? new Date(due) : null;
}
