import { type DateForm, dateWriting } from '../../shared/date-form.ts';
import type { DateFormat } from '../../shared/slip-paper.ts';

let writing = dateWriting('system', navigator.language);
let current: DateForm = 'system';

/** Writes each date from now on as the owner prefers it; to be called before a screen that shows one is drawn. */
export function writeDatesAs(form: DateForm): void {
  if (form === current) return;
  current = form;
  writing = dateWriting(form, navigator.language);
}

/** "23 December 2026", in the form that the owner is used to. */
export const dateText: DateFormat = (day) => writing.day(day);

/** "23 December 2026 at 14:05", in the computer's own time zone. */
export function momentText(at: string): string {
  return writing.moment(new Date(at));
}
