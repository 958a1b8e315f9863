import { afterEach, describe, expect, it } from 'vitest';
import { dayMs } from '../../../shared/instant.ts';
import { daysLeft, fieldDate, lastDayOf, longestDays, resolveUntil } from '../../../shared/until.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

function ends(answer: Parameters<typeof resolveUntil>[0], now: string): string {
  const resolved = resolveUntil(answer, new Date(now));
  if (!resolved.ok) return resolved.problem.code;
  return resolved.value.kind === 'at' ? resolved.value.at : 'never';
}

describe('an end date', () => {
  it.each([
    ['a number of days counts from now', 30, '2026-11-24T10:00:00.750Z', '2026-12-24T10:00:00Z'],
    ['days cross the end of February', 1, '2027-02-28T23:59:59Z', '2027-03-01T23:59:59Z'],
    ['days cross a leap day', 1, '2028-02-28T12:00:00Z', '2028-02-29T12:00:00Z'],
    ['days cross the end of the year', 7, '2026-12-31T00:00:00Z', '2027-01-07T00:00:00Z'],
  ])('%s', (_what, days, now, end) => {
    expect(ends({ kind: 'days', days }, now)).toBe(end);
  });

  it.each([
    ['UTC', '2026-12-24', '2026-12-24T23:59:59Z'],
    ['Europe/Berlin', '2026-12-24', '2026-12-24T22:59:59Z'],
    ['America/Los_Angeles', '2026-12-24', '2026-12-25T07:59:59Z'],
    ['Asia/Kolkata', '2026-12-24', '2026-12-24T18:29:59Z'],
    ['Pacific/Kiritimati', '2026-12-24', '2026-12-24T09:59:59Z'],
  ])('that is a date lasts to the end of that day in %s', (timeZone, date, end) => {
    process.env.TZ = timeZone;
    expect(ends({ kind: 'date', date }, '2026-11-24T10:00:00Z')).toBe(end);
  });

  it.each([
    ['the day summer time begins', '2027-03-28', '2027-03-28T21:59:59Z'],
    ['the day summer time ends', '2027-10-31', '2027-10-31T22:59:59Z'],
  ])('is right on %s', (_what, date, end) => {
    process.env.TZ = 'Europe/Berlin';
    expect(ends({ kind: 'date', date }, '2027-01-10T10:00:00Z')).toBe(end);
  });

  it('is right where midnight does not exist on that day', () => {
    process.env.TZ = 'America/Asuncion';
    expect(ends({ kind: 'date', date: '2023-10-01' }, '2023-09-20T10:00:00Z')).toBe('2023-10-02T02:59:59Z');
  });

  it.each(['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
    'is the same day again in %s, also where the token ends as the next UTC day begins',
    (timeZone) => {
      process.env.TZ = timeZone;
      const now = new Date('2026-11-24T10:00:00Z');
      const end = ends({ kind: 'date', date: '2026-12-07' }, now.toISOString());
      const nextDay = new Date(Math.ceil(Date.parse(end) / dayMs) * dayMs).toISOString();
      expect([lastDayOf(end, now), lastDayOf(nextDay, now)]).toEqual(['2026-12-07', '2026-12-07']);
      expect(lastDayOf('2026-11-24T11:00:00Z', now)).toBe(fieldDate(now));
    },
  );

  it('may be today', () => {
    process.env.TZ = 'UTC';
    expect(ends({ kind: 'date', date: '2026-11-24' }, '2026-11-24T10:00:00Z')).toBe('2026-11-24T23:59:59Z');
  });

  it.each([
    ['yesterday', '2026-11-23', 'until-past'],
    ['a year of two digits', '0026-11-30', 'until-past'],
    ['more than a year away', '2027-12-01', 'until-too-far'],
    ['a day that does not exist', '2027-02-29', 'answer-missing'],
    ['a month that does not exist', '2027-13-01', 'answer-missing'],
    ['a day of another form', '24.12.2026', 'answer-missing'],
    ['nothing', '', 'answer-missing'],
  ])('is refused when it is %s', (_what, date, code) => {
    process.env.TZ = 'UTC';
    expect(ends({ kind: 'date', date }, '2026-11-24T10:00:00Z')).toBe(code);
  });

  it('takes a leap day that exists', () => {
    process.env.TZ = 'UTC';
    expect(ends({ kind: 'date', date: '2028-02-29' }, '2027-12-24T10:00:00Z')).toBe('2028-02-29T23:59:59Z');
  });

  it('is at most about a year away', () => {
    const now = '2026-11-24T10:00:00Z';
    expect(ends({ kind: 'days', days: longestDays }, now)).toBe('2027-11-25T10:00:00Z');
  });

  it('is left out only for a reason that says something', () => {
    const without = (reason: string) => ends({ kind: 'never', reason }, '2026-11-24T10:00:00Z');
    expect([without(''), without(' because \n\t   '), without('It runs every night.')]).toEqual([
      'reason-needed',
      'reason-needed',
      'never',
    ]);
  });
});

describe('the days left', () => {
  it.each([
    ['2026-11-24T10:00:01Z', 1],
    ['2026-11-25T10:00:00Z', 1],
    ['2026-11-25T10:00:01Z', 2],
    ['2026-11-24T10:00:00Z', 0],
    ['2026-11-01T00:00:00Z', 0],
  ])('until %s are %i', (at, days) => {
    expect(daysLeft(at, new Date('2026-11-24T10:00:00Z'))).toBe(days);
  });
});
