// Prints how long it takes to look at many slips, and what came of a year with a thousand of them.
import { usualReminders } from '../../shared/reminder-settings.ts';
import { evaluateReminders } from '../../shared/reminders.ts';
import { randomFrom } from '../random-from.ts';
import { anySlip, liveThrough } from './reminder-year.ts';

const random = randomFrom(7);
const slips = Array.from({ length: 10_000 }, (_, index) => anySlip(index, 365, random));
const settings = { ...usualReminders, pausedUntil: null };
const looks = Array.from({ length: 21 }, (_, round) => {
  const now = new Date(Date.parse('2026-09-01T12:00:00Z') + round * 3_600_000);
  const begun = performance.now();
  evaluateReminders({ slips, cleanUps: [] }, new Set(), settings, now);
  return performance.now() - begun;
});
const { milliseconds, toldTwice, missed, untrue } = liveThrough(365, 1000, 7);
const wrong = toldTwice.length + missed.length + untrue.length;
console.log(JSON.stringify({ year: milliseconds, wrong, looks }));
