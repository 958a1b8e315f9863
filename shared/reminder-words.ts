import { agentName } from './agents.ts';
import { assertNever } from './assert-never.ts';
import { dayMs, instantOf } from './instant.ts';
import type { Screen } from './ipc/contract.ts';
import { type Reminder, unusedFrom } from './reminders.ts';
import { leaksOf, type Slip } from './slip.ts';
import { type DateFormat, placeText } from './slip-paper.ts';
import { endsIn } from './until.ts';

/** A reminder in the owner's words, and what its one button says. */
export type ReminderText = { readonly title: string; readonly meaning: string; readonly action: string };

/** How a reminder may speak: whether it names the agent and the website, and how a date is written. */
export type Speech = { readonly now: Date; readonly date: DateFormat; readonly showNames: boolean };

/** What a reminder says. No task, no account, and no website unless names may be shown. */
export function reminderText(reminder: Reminder, speech: Speech): ReminderText {
  const { slip } = reminder;
  return slip === null
    ? { ...leftBehindText(reminder), action: 'See how to delete it' }
    : { ...slipText(reminder, slip, speech), action: `Look at slip ${slip.number}` };
}

/* Whoever was handed a slip's old token has it still. */
function leftBehindText({ oldOf }: Reminder): Omit<ReminderText, 'action'> {
  if (oldOf === null) {
    return {
      title: 'A token should be deleted, and is not yet.',
      meaning: 'It was left at Cloudflare when a try could not finish. Nobody has it.',
    };
  }
  const name = nameOf(oldOf).toLowerCase();
  return leaksOf(oldOf).old === null
    ? {
        title: `An old token of ${name} still works.`,
        meaning: 'Whoever has it can use it until it is deleted at Cloudflare.',
      }
    : {
        title: `The token of ${name} that others saw still works.`,
        meaning: 'They can use it until it is deleted at Cloudflare. Delete it now.',
      };
}

function slipText(
  { reason }: Reminder,
  slip: Slip,
  { now, date, showNames }: Speech,
): Omit<ReminderText, 'action'> {
  const name = nameOf(slip);
  const agent = showNames ? agentName(slip.who) : 'Its agent';
  const where = showNames ? ` to ${placeText(slip.place)}` : '';
  const end = slip.until.kind === 'at' ? slip.until.at : null;
  switch (reason) {
    case 'token-refused':
      return {
        title: `${name} works no more.`,
        meaning: `Cloudflare refuses its token. ${agent} has no access${where} now.`,
      };
    case 'token-lost':
      return {
        title: `The token of ${name.toLowerCase()} is gone.`,
        meaning: `It is not in this computer's keychain any more. ${agent} can't find it.`,
      };
    case 'swap-unfinished':
      return {
        title: `The rotation of ${name.toLowerCase()} is not finished.`,
        meaning:
          slip.rotating?.lost === true
            ? `${agent} has no access${where} now.`
            : 'It takes a minute to finish it.',
      };
    case 'seen-by-others':
      return {
        title: `The token of ${name.toLowerCase()} was seen by others.`,
        meaning: 'It still works. Rotate it to a new value, or stop its agent.',
      };
    case 'expired':
      return { title: `${name} has ended.`, meaning: `${agent} has no access${where} now.` };
    case 'ends-soon':
      return {
        title: `${name} ${end === null ? 'ends' : endsIn(end, now)}.`,
        meaning: `${agent} loses access${where} on ${end === null ? '' : date(new Date(end))}.`,
      };
    case 'too-wide':
      return {
        title: `${name} can do more than you planned.`,
        meaning: 'You kept it for a reason. Does that reason still hold?',
      };
    case 'person-left':
      return {
        title: `${name} is still open for someone who left.`,
        meaning: 'You said so. Stop its agent, and nobody can use it any more.',
      };
    case 'unsure-where':
      return {
        title: `You are not sure where the token of ${name.toLowerCase()} is.`,
        meaning: 'Rotate it to a new value. Then the lost one opens nothing.',
      };
    case 'job-done':
      return {
        title: `The job of ${name.toLowerCase()} is done.`,
        meaning: saidByAgent(slip)
          ? `${agent} says so. Have a look, then stop it if nothing is left to do.`
          : 'You said so. Stop its agent, since nobody needs it any more.',
      };
    case 'review':
      return {
        title: `It is time to review ${name.toLowerCase()}.`,
        meaning: `${agent} still has access${where}. A review takes a minute.`,
      };
    case 'unused':
      return { title: unusedTitle(slip, name.toLowerCase()), meaning: 'Stop it if nobody needs it.' };
    case 'clean-up':
      return { title: '', meaning: '' };
    default:
      return assertNever(reason);
  }
}

function nameOf({ world, number }: Slip): string {
  return `${world === 'practice' ? 'Practice slip' : 'Slip'} ${number}`;
}

function saidByAgent({ concerns }: Slip): boolean {
  return concerns.some(({ what, by }) => what === 'job-done' && by === 'agent');
}

/* Cloudflare's word counts where it was read late enough to tell; else only what was done in this app is known. */
function unusedTitle(slip: Slip, name: string): string {
  const { used, events } = slip;
  const soonEnough = unusedFrom(slip) - 2 * dayMs;
  if (used !== null && instantOf(used.seenAt) >= soonEnough) return `Nobody has used ${name} for a month.`;
  const wasHandedOver = events.some(({ what }) => what === 'prompt-copied' || what === 'token-copied');
  return wasHandedOver
    ? `The prompt of ${name} was last copied a month ago.`
    : `The prompt of ${name} was never copied.`;
}

/** What a notification says, and where a click on it leads. */
export type Telling = {
  /** The next notification of the same id takes the place of this one. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly screen: Told;
};

/** What a notification leads to: a screen of the app's window, or the window with agents' questions. */
export type Told = Screen | { readonly name: 'questions' };

/** The screen of a notification of which only the id is left. */
export function screenOfTelling(id: string): Screen {
  const slip = /^slip:([\w-]+)$/.exec(id)?.[1];
  return slip === undefined ? { name: 'home' } : { name: 'slip', id: slip };
}

/** The one notification for all that is due; null if nothing is. */
export function tellingOf(due: readonly Reminder[], speech: Speech): Telling | null {
  const [first] = due;
  if (first === undefined) return null;
  const { title, meaning } = reminderText(first, speech);
  if (due.length > 1) {
    return {
      id: 'slips',
      title: `${due.length} ${due.every(({ slip }) => slip !== null) ? 'slips' : 'things'} need a look.`,
      body: `${title} Open Permission Slip to see them all.`,
      screen: { name: 'home' },
    };
  }
  return first.slip === null
    ? { id: 'clean-up', title, body: meaning, screen: { name: 'home' } }
    : { id: `slip:${first.slip.id}`, title, body: meaning, screen: { name: 'slip', id: first.slip.id } };
}
