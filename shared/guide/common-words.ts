import type { Otherwise } from './guide-step.ts';

/** The month in which the labels of Cloudflare's new form were last seen. */
export const newFormSeen = '2026-09';

/** The month in which the labels of the older form with rows were last seen. */
export const olderFormSeen = '2026-06';

/** What can happen on every screen. */
export const onEveryScreen: readonly Otherwise[] = [
  {
    sees: 'Cloudflare asks me to log in again',
    does: 'Log in, then press the button in step 1 once more. Nothing is lost.',
  },
  {
    sees: 'I see another account than the one I want',
    does: 'Press the account name at the top left and choose the right one.',
  },
  {
    sees: 'It looks quite different',
    does: 'Look for the words in bold. Cloudflare moves things around, but the words mostly stay.',
  },
];

/** Why the date in Cloudflare's form is later than the slip's last day: Cloudflare counts to its beginning in UTC. */
export const whyThatEndDate =
  'Cloudflare ends the token as this day begins, so the last day on your slip still counts.';

/** A list in words: "a, b and c". */
export function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** A day as the owner reads it in a sentence: "23 December 2026". */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${months[(month ?? 1) - 1]} ${year}`;
}

/** A month as the owner reads it, from YYYY-MM: "September 2026". */
export function monthInWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${months[(number ?? 1) - 1]} ${year}`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
