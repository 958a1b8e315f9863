import type { z } from 'zod';
import { dayMs } from './instant.ts';
import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';
import type { until, untilAnswer } from './schemas/until.ts';

/** The end dates offered as one press, in days. */
export const offeredDays = [1, 7, 30, 90] as const;

/** No slip of this app lives longer than this, in days, unless it has no end date at all and says why. */
export const longestDays = 366;

/** When the owner wants a slip to end, as answered in the wizard. A date is the last day it still works. */
export type UntilAnswer = z.infer<typeof untilAnswer>;

/** When a slip ends: an instant in UTC, as Cloudflare takes it, or never, for a reason. */
export type Until = z.infer<typeof until>;

/** The shortest reason that says something, in characters. */
export const shortestReason = 12;

/** Turns the owner's answer into an instant; whole seconds, since Cloudflare's times have no fractions. */
export function resolveUntil(answer: UntilAnswer, now: Date): Result<Until, InputProblem> {
  if (answer.kind === 'never') {
    const reason = answer.reason.trim();
    return reason.length < shortestReason ? failed({ code: 'reason-needed' }) : ok({ kind: 'never', reason });
  }
  const end =
    answer.kind === 'days' ? new Date(now.getTime() + answer.days * dayMs) : endOfLocalDay(answer.date);
  if (end === null) return failed({ code: 'answer-missing', field: 'until' });
  if (end.getTime() <= now.getTime()) return failed({ code: 'until-past' });
  if (end.getTime() > now.getTime() + longestDays * dayMs) return failed({ code: 'until-too-far' });
  return ok({ kind: 'at', at: wholeSeconds(end) });
}

/** An instant as Cloudflare writes it: UTC, whole seconds. */
export function wholeSeconds(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}

/** Days from now to an instant, rounded up; 0 once it has passed. */
export function daysLeft(at: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now.getTime()) / dayMs));
}

/** How soon a slip ends, in the owner's words: "ends in 6 days". */
export function endsIn(at: string, now: Date): string {
  const days = daysLeft(at, now);
  return days <= 1 ? 'ends within a day' : `ends in ${days} days`;
}

/** A day as a date field takes it: YYYY-MM-DD, in the computer's own time zone. */
export function fieldDate(day: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}

/**
 * The day of an end as a date field takes it, but not before today. Cloudflare's form ends a token as a UTC day begins:
 * then it is the day before, or the token would get a day longer each time its end is taken for a new one.
 */
export function lastDayOf(at: string, now: Date): string {
  const end = Date.parse(at);
  return fieldDate(new Date(Math.max(now.getTime(), end % dayMs === 0 ? end - dayMs + 1000 : end)));
}

/** The end of a day typed as YYYY-MM-DD, in the owner's own time zone; null if there is no such day. */
function endOfLocalDay(date: string): Date | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const end = new Date(year, month - 1, day, 23, 59, 59);
  return end.getMonth() === month - 1 && end.getDate() === day ? end : null;
}
