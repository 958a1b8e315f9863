import { z } from 'zod';
import { dateForms } from '../date-form.ts';

/** What the owner prefers, apart from reminders. */
export const preferences = z.object({
  dates: z.enum(dateForms),
  /** Whether the owner was asked if the app shall start at login, and answered. */
  loginAsked: z.boolean(),
  /** Whether the owner has read that the desktop shows no icon of the app. Books of older versions lack it. */
  noTrayRead: z.boolean().default(false),
  /** Whether the app looks for a newer version once a day, where it can. */
  dailyLook: z.boolean().default(true),
});
