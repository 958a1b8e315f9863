import { z } from 'zod';

/** How many days before its end a slip asks for a look; one entry a reminder. */
export const daysBefore = z.array(z.number().int().min(1).max(90)).max(6).readonly();

/** A time of day in the computer's own time zone: HH:MM. */
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** How the owner wants to be reminded. */
export const reminderSettings = z.object({
  on: z.boolean(),
  daysBefore,
  /** When no notification comes; what is due by then waits for the end. Null for never. */
  quietHours: z.object({ from: timeOfDay, to: timeOfDay }).nullable(),
  /** Whether a notification may name the website and the agent. A locked screen shows it to everybody. */
  showNames: z.boolean(),
});

/** What one slip does otherwise than the settings say. */
export const slipReminding = z.object({
  /** Null for as in the settings. */
  daysBefore: daysBefore.nullable(),
  /** Until when the slip asks for nothing. */
  snoozedUntil: z.iso.datetime().nullable(),
});

/**
 * How the last quiet check of a token ended. `lost`: the keychain has it no more; `elsewhere`: it never had it, since the
 * slip was made on another computer.
 */
export const slipChecked = z.object({
  at: z.iso.datetime(),
  outcome: z.enum(['works', 'refused', 'lost', 'elsewhere']),
  /** The ending of the token that was checked: what was found is not true of the one that takes its place. */
  ending: z.string().length(4),
});
