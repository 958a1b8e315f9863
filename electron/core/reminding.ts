import { dayMs } from '../../shared/instant.ts';
import type { Problem } from '../../shared/problem.ts';
import {
  type Pause,
  pauseEnd,
  type ReminderSettings,
  type SlipReminding,
} from '../../shared/reminder-settings.ts';
import type { Result } from '../../shared/result.ts';
import type { Book } from './book.ts';
import type { Notebook } from './notebook.ts';
import type { Clock } from './ports.ts';
import { changeOneSlip, findLiveSlip } from './slips.ts';

type Parts = { readonly notebook: Notebook; readonly clock: Clock };

/** Writes down how the owner wants to be reminded. */
export function setReminders(
  { notebook }: Parts,
  settings: ReminderSettings,
): Promise<Result<null, Problem>> {
  return changeReminding(notebook, { settings });
}

/** Tells nothing for a while, or, with null, goes on telling. */
export function pauseReminders(
  { notebook, clock }: Parts,
  pause: Pause | null,
): Promise<Result<null, Problem>> {
  const pausedUntil = pause === null ? null : pauseEnd(pause, clock.now()).toISOString();
  return changeReminding(notebook, { pausedUntil });
}

/** Sets how many days before its end a slip reminds; null for as in the settings. */
export function remindOfSlip(
  { notebook }: Parts,
  id: string,
  daysBefore: SlipReminding['daysBefore'],
): Promise<Result<null, Problem>> {
  return changeSlipReminding(notebook, id, { daysBefore });
}

/** Leaves a slip alone for some days; null ends that. */
export function snoozeSlip(
  { notebook, clock }: Parts,
  id: string,
  days: number | null,
): Promise<Result<null, Problem>> {
  const snoozedUntil = days === null ? null : new Date(clock.now().getTime() + days * dayMs).toISOString();
  return changeSlipReminding(notebook, id, { snoozedUntil });
}

function changeReminding(
  notebook: Notebook,
  change: Partial<Book['reminding']>,
): Promise<Result<null, Problem>> {
  return notebook.change((book) => ({ ...book, reminding: { ...book.reminding, ...change } }));
}

const asInSettings: SlipReminding = { daysBefore: null, snoozedUntil: null };

async function changeSlipReminding(
  notebook: Notebook,
  id: string,
  change: Partial<SlipReminding>,
): Promise<Result<null, Problem>> {
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  return changeOneSlip(notebook, id, (slip) => ({
    ...slip,
    reminding: { ...asInSettings, ...slip.reminding, ...change },
  }));
}
