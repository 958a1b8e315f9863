import { expect, it } from 'vitest';
import { nextLook, nextReview, readReviewDay } from '../../../shared/review.ts';

const born = '2026-03-02T12:00:00.000Z';
const day = (number: number) => new Date(Date.parse(born) + number * 86_400_000);
const slip = (days: number | null, reviewAt: string | null = null) => ({
  createdAt: born,
  reviewAt,
  until:
    days === null
      ? ({ kind: 'never', reason: 'It runs every night' } as const)
      : ({ kind: 'at', at: day(days).toISOString() } as const),
});

it.each([
  ['lives for 90 days, after a month', 90, 30],
  ['lives for 30 days, in its last week', 30, 23],
  ['lives for a day, in its last quarter', 1, 0.75],
  ['has no end, after a month', null, 30],
])('a slip that %s, asks for its first look', (_what, days, due) => {
  expect(nextLook(slip(days))).toEqual(day(due));
});

it.each([
  ['a month later', 90, 40, 70],
  ['at its end where that is near by then', 90, 55, 90],
  ['at its end where that is before the month is over', 30, 25, 30],
  ['a month later where there is no end', null, 400, 430],
])('a slip that is kept is looked at again %s', (_what, days, now, due) => {
  expect(nextReview(slip(days), day(now))).toBe(day(due).toISOString());
});

it('a slip that is kept until its end has no next look', () => {
  expect(nextLook(slip(30, nextReview(slip(30), day(25))))).toBeNull();
});

it('a day that was typed begins in the morning, in the time zone of the computer', () => {
  const now = new Date(2026, 2, 2, 12);
  expect(readReviewDay('2026-03-04', now)).toEqual({
    ok: true,
    value: new Date(2026, 2, 4, 9).toISOString(),
  });
});

it.each([
  ['2026-03-02', 'until-past'],
  ['1970-01-01', 'until-past'],
  ['2026-02-30', 'until-past'],
  ['', 'until-past'],
  ['soon', 'until-past'],
  ['2027-06-01', 'until-too-far'],
  ['9999-12-31', 'until-too-far'],
])('the day "%s" is sent back', (typed, code) => {
  expect(readReviewDay(typed, new Date(2026, 2, 2, 12))).toEqual({ ok: false, problem: { code } });
});
