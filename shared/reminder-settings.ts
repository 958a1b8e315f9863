import type { z } from 'zod';
import { dayMs, hourMs } from './instant.ts';
import type { reminderSettings, slipReminding } from './schemas/reminders.ts';

/** How the owner wants to be reminded. */
export type ReminderSettings = z.infer<typeof reminderSettings>;

/** What one slip does otherwise than the settings say. */
export type SlipReminding = z.infer<typeof slipReminding>;

/** How it begins: two weeks, a week and a day before an end; not at night; no names on a locked screen. */
export const usualReminders: ReminderSettings = {
  on: true,
  daysBefore: [14, 7, 1],
  quietHours: { from: '22:00', to: '08:00' },
  showNames: false,
};

/** The days before an end that are offered to choose from. */
export const offeredDaysBefore = [30, 14, 7, 3, 1] as const;

/** For how long a slip can be left alone, in days. */
export const offeredSnoozeDays = [1, 3, 7] as const;

/** For how long all reminders can be paused. */
export const pauses = ['hour', 'tomorrow'] as const;
export type Pause = (typeof pauses)[number];

/** In the morning a day begins for somebody who is not to be woken. */
const morningHour = 8;

/** When a pause that begins now ends. */
export function pauseEnd(pause: Pause, now: Date): Date {
  if (pause === 'hour') return new Date(now.getTime() + hourMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morningHour);
}

/* A longer one was begun under another clock. */
const longestPauseMs = 2 * dayMs;

/** Until when nothing is told, in milliseconds since 1970: the end of a pause or of the quiet hours; null if now is fine. */
export function quietUntil(
  { quietHours }: Pick<ReminderSettings, 'quietHours'>,
  pausedUntil: string | null,
  now: Date,
): number | null {
  const pause = pausedUntil === null ? 0 : Date.parse(pausedUntil);
  if (pause > now.getTime() && pause <= now.getTime() + longestPauseMs) return pause;
  if (quietHours === null) return null;
  const [from, to] = [minutesOf(quietHours.from), minutesOf(quietHours.to)];
  const minute = now.getHours() * 60 + now.getMinutes();
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return null;
  const day = now.getDate() + (minute < to ? 0 : 1);
  const end = new Date(now.getFullYear(), now.getMonth(), day, Math.floor(to / 60), to % 60).getTime();
  /* In the hour that a clock goes through twice the end may seem to be over. */
  return end > now.getTime() ? end : now.getTime() + 60_000;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
