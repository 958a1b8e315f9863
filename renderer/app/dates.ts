import { type DateFormat, longDate } from '../../shared/slip-paper.ts';

/* The app speaks English, so a date in another language would stand out; the order of its parts may be the owner's. */
const locale = navigator.language.startsWith('en') ? navigator.language : 'en-GB';

/** "23 December 2026", in the order that the owner is used to. */
export const dateText: DateFormat = longDate(locale);

const timeFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** "23 December 2026 at 14:05", in the computer's own time zone. */
export function momentText(at: string): string {
  return timeFormat.format(new Date(at));
}

/** A day as a date field takes it: YYYY-MM-DD, in the computer's own time zone. */
export function fieldDate(day: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}
