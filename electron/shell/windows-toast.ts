import type { Telling, Told } from '../../shared/reminder-words.ts';
import { readScreenSearch, screenSearch } from '../../shared/screen-address.ts';

/**
 * The class under which Windows calls the app back when a notification is clicked, also after a restart. Fixed, since
 * Windows remembers it with the app's shortcut; without one Electron makes a new one at each start.
 */
export const toastActivator = '{6E0B8C52-3C4B-4F6B-9A5E-2C7A5D1B90F4}';

/**
 * A notification as Windows keeps it. What it opens stands in it, and not only in this process: a click may come when the
 * app has been started anew. `type` and `tag` are what Electron itself writes there and reads.
 */
export function toastXml({ id, title, body, screen }: Telling): string {
  const launch = new URLSearchParams({ type: 'click', tag: id, open: searchOf(screen) });
  return [
    `<toast launch="${escaped(launch.toString())}" activationType="foreground">`,
    '<visual><binding template="ToastGeneric">',
    `<text>${escaped(title)}</text><text>${escaped(body)}</text>`,
    '</binding></visual></toast>',
  ].join('');
}

/** The screen that a clicked notification opens; home where it names none, since anybody could make up a name. */
export function screenOfToast(launch: string): Told {
  const open = new URLSearchParams(launch).get('open') ?? '';
  return open === questions ? { name: 'questions' } : readScreenSearch(open);
}

/* No address of the app's window: its page never shows them. */
const questions = '?questions';

function searchOf(screen: Told): string {
  return screen.name === 'questions' ? questions : screenSearch(screen);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/* Names may hold anything; XML knows no control characters at all. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (letter) => entities[letter] ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed();
}
