import { assertNever } from './assert-never.ts';
import { concernKinds } from './concerns.ts';
import { dayMs, hourMs, instantOf } from './instant.ts';
import { opensNothing } from './left-behind.ts';
import { type ReminderReason, reminderReasons } from './reminder-reasons.ts';
import { quietUntil, type ReminderSettings } from './reminder-settings.ts';
import { deadSince, endOf, leaksOf, nearEnd, reviewDue, type Slip, type SlipEvent } from './slip.ts';
import type { CleanUp } from './snapshot.ts';

/** One thing to remind of, while it is true. Times are milliseconds since 1970. */
export type Reminder = {
  /** Begins with the id of its slip, or the mark of the token that was left behind. */
  readonly key: string;
  readonly reason: ReminderReason;
  /** `stop`: an agent can't do its work any more. */
  readonly severity: 'stop' | 'soon';
  /** Null for a token that was left behind. */
  readonly slip: Slip | null;
  /** The slip that a token which was left behind is of; null for one that was never on a slip. */
  readonly oldOf: Slip | null;
  readonly from: number;
  readonly to: number;
};

/** What there is to watch over. */
export type Watched = { readonly slips: readonly Slip[]; readonly cleanUps: readonly CleanUp[] };

/** How the tray looks: nothing to do, something to look at, or an agent that can't work any more. */
export type TrayState = 'calm' | 'attention' | 'stopped';

/** Reminders as data: what to show, what to say, and when to look again. */
export type Evaluation = {
  /** What home shows: one a slip, the most pressing first. */
  readonly list: readonly Reminder[];
  /** What is to be told now, one a slip: one makes a notification, several make a digest. */
  readonly due: readonly Reminder[];
  /** The keys that are told with it, and never again. */
  readonly told: readonly string[];
  /** The next moment at which something can change, in milliseconds since 1970; null for none. */
  readonly nextWakeUp: number | null;
};

/** For how long a slip that ended is still told of, in days. */
const endedDays = 30;
/** After how many days without use a slip is asked about. */
const unusedDays = 30;
/** After how many days a token that was kept although it is too wide is asked about, at the latest. */
const wideDays = 7;

/** What is true now, the most pressing first: one a slip. */
export function remindersAt(watched: Watched, settings: ReminderSettings, now: Date): readonly Reminder[] {
  return firstOfEach(openAt(watched, settings, now.getTime()).open);
}

/** The state of the tray for what is true now. */
export function trayStateOf(list: readonly Reminder[]): TrayState {
  if (list.some(({ severity }) => severity === 'stop')) return 'stopped';
  return list.length > 0 ? 'attention' : 'calm';
}

/**
 * Says what to remind of. `told` holds the keys that were told already, by this run of the app or an earlier one. A
 * reminder that was told while the clock was wrong is not told again; the list shows what is true all the same.
 */
export function evaluateReminders(
  watched: Watched,
  told: ReadonlySet<string>,
  settings: ReminderSettings & { readonly pausedUntil: string | null },
  now: Date,
): Evaluation {
  const { open, next } = openAt(watched, settings, now.getTime());
  const list = firstOfEach(open);
  const untold = settings.on ? open.map((ones) => ones.filter(({ key }) => !told.has(key))) : [];
  const quiet = quietUntil(settings, settings.pausedUntil, now);
  const isWaiting = quiet !== null && untold.some(({ length }) => length > 0);
  const nextWakeUp = isWaiting ? Math.min(next, quiet) : next;
  return {
    list,
    due: quiet === null ? firstOfEach(untold) : [],
    told: quiet === null ? untold.flatMap((ones) => ones.map(({ key }) => key)) : [],
    nextWakeUp: Number.isFinite(nextWakeUp) ? nextWakeUp : null,
  };
}

/** What is open now, in one list a slip or token that was left behind, and when the next reminder opens. */
type Open = { readonly open: readonly (readonly Reminder[])[]; readonly next: number };

/* Goes through every slip at every look, so it makes nothing but what is open. */
function openAt({ slips, cleanUps }: Watched, { daysBefore }: ReminderSettings, now: number): Open {
  const open: (readonly Reminder[])[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (const slip of slips) {
    let ones: Reminder[] | null = null;
    eachReminder(slip, daysBefore, now, (reason, from, to, days) => {
      if (from >= to || now >= to) return;
      const snoozed = afterSnooze(slip, from);
      if (snoozed > now) {
        if (snoozed < to && snoozed < next) next = snoozed;
        return;
      }
      ones = [...(ones ?? []), slipReminder(slip, { reason, from, to, days })];
    });
    if (ones !== null) open.push(ones);
  }
  for (const cleanUp of cleanUps) {
    if (opensNothing(cleanUp, now)) continue;
    const one = cleanUpReminder(cleanUp, slips);
    if (one.from <= now) open.push([one]);
    else next = Math.min(next, one.from);
  }
  return { open, next };
}

function firstOfEach(open: readonly (readonly Reminder[])[]): readonly Reminder[] {
  return open.flatMap(([first]) => first ?? []).sort(byUrgency);
}

const urgency = new Map(reminderReasons.map((reason, index) => [reason, index]));

function byUrgency(a: Reminder, b: Reminder): number {
  return (urgency.get(a.reason) ?? 0) - (urgency.get(b.reason) ?? 0) || a.from - b.from;
}

type Visit = (reason: Exclude<ReminderReason, 'clean-up'>, from: number, to: number, days: number) => void;

/* Everything that a slip reminds of now or later, as things stand; the most pressing first. What is over may come too. */
function eachReminder(slip: Slip, usualDays: readonly number[], now: number, visit: Visit): void {
  const { checked, keptAnyway, reminding } = slip;
  if (slip.revoked !== null) return;
  const end = endOf(slip);
  const ended = end + endedDays * dayMs;
  if (now >= ended) return;
  const born = instantOf(slip.createdAt);
  const dead = deadSince(slip);
  /* A token that is on another computer is not gone. */
  if (dead !== null && checked?.outcome !== 'elsewhere')
    visit(checked?.outcome === 'lost' ? 'token-lost' : 'token-refused', dead, end, 0);
  const begun = slip.rotating ?? slip.replacing;
  /* The owner who is at it right now need not be told. */
  if (begun !== null) visit('swap-unfinished', instantOf(begun.since) + hourMs, end, 0);
  /* An old token that was seen is told of as one that was left behind. */
  const exposed = leaksOf(slip).token;
  if (exposed !== null) visit('seen-by-others', exposed + hourMs, Math.min(end, dead ?? end), 0);
  for (const what of concernKinds) {
    const concern = slip.concerns.find((one) => one.what === what);
    if (concern === undefined) continue;
    /* The owner need not be told of what they just said. */
    const from = instantOf(concern.at) + (concern.by === 'agent' ? 0 : hourMs);
    visit(what, from, Math.min(end, dead ?? end), 0);
  }
  visit('expired', end, ended, 0);
  const works = Math.min(end, dead ?? end);
  if (now >= works) return;
  warnings(reminding?.daysBefore ?? usualDays, (end - born) / 4, (days, before) =>
    visit('ends-soon', end - before, works, days),
  );
  if (keptAnyway?.verdict === 'wider') {
    visit('too-wide', born + Math.min(wideDays * dayMs, (end - born) / 4), works, 0);
  }
  eachQuestion(slip, (reason, from) => visit(reason, from, works, 0));
}

/*
 * Whether a slip is still needed is asked once at a time: when it went unused, or when its review is due. Near its end
 * the warnings do that, unless its owner chose a day.
 */
function eachQuestion(slip: Slip, ask: (reason: 'review' | 'unused', from: number) => void): void {
  const due = reviewDue(slip);
  const unused = unusedFrom(slip);
  if (unused <= due + dayMs) ask('unused', unused);
  else if (slip.reviewAt !== null || due < nearEnd(slip)) ask('review', due);
}

/** From when on a slip counts as unused, in milliseconds since 1970: a month after anybody was last seen to need it. */
export function unusedFrom({ createdAt, events, used }: Pick<Slip, 'createdAt' | 'events' | 'used'>): number {
  const last = events.findLast(({ what }) => needing.has(what));
  const needed = Math.max(
    instantOf(createdAt),
    last === undefined ? 0 : instantOf(last.at),
    used === null || used.at === null ? 0 : instantOf(used.at),
  );
  return needed + unusedDays * dayMs;
}

/* What an owner does with a slip that is needed. */
const needing: ReadonlySet<SlipEvent['what']> = new Set(['prompt-copied', 'token-copied', 'reviewed']);

/*
 * How long before its end a slip warns: never sooner than in the last quarter of its life. Warnings that would be sooner
 * become one at its beginning, unless another comes soon after.
 */
function warnings(
  all: readonly number[],
  quarter: number,
  warn: (days: number, before: number) => void,
): void {
  let earliest = 0;
  let isSooner = false;
  for (const days of all) {
    const before = days * dayMs;
    if (before > quarter) {
      isSooner = true;
      continue;
    }
    warn(days, before);
    earliest = Math.max(earliest, before);
  }
  if (isSooner && earliest < quarter / 2) warn(0, quarter);
}

/* What was due before the end of a snooze is due when it ends. */
function afterSnooze({ reminding }: Slip, from: number): number {
  const snoozedUntil = reminding?.snoozedUntil ?? null;
  return snoozedUntil === null ? from : Math.max(from, instantOf(snoozedUntil));
}

type Found = Pick<Reminder, 'from' | 'to'> & {
  readonly reason: Exclude<ReminderReason, 'clean-up'>;
  readonly days: number;
};

function slipReminder(slip: Slip, { reason, from, to, days }: Found): Reminder {
  const open = afterSnooze(slip, from);
  /* After a snooze it is told once more. */
  const again = open > from ? `@${slip.reminding?.snoozedUntil}` : '';
  return {
    key: `${slip.id}:${reason}:${detailOf(slip, reason, days)}${again}`,
    reason,
    severity: isStopped(slip, reason) ? 'stop' : 'soon',
    slip,
    oldOf: null,
    from: open,
    to,
  };
}

/* Whether the agent can't do its work any more. */
function isStopped({ rotating }: Slip, reason: Found['reason']): boolean {
  if (reason === 'swap-unfinished') return rotating?.lost === true;
  return reason === 'token-refused' || reason === 'token-lost';
}

/* With another end date, or another token, it is another reminder. */
function detailOf(slip: Slip, reason: Found['reason'], days: number): string {
  const { until, token } = slip;
  const end = until.kind === 'at' ? until.at : '';
  switch (reason) {
    case 'token-refused':
    case 'token-lost':
      return token.ending;
    case 'expired':
      return end;
    case 'ends-soon':
      return `${days}:${end}`;
    case 'swap-unfinished':
      return `${(slip.rotating ?? slip.replacing)?.since}`;
    case 'seen-by-others':
      return `${leaksOf(slip).token}`;
    case 'person-left':
    case 'unsure-where':
    case 'job-done':
      return slip.concerns.find(({ what }) => what === reason)?.at ?? '';
    case 'review':
      return `${reviewDue(slip)}`;
    case 'unused':
      return `${unusedFrom(slip)}`;
    case 'too-wide':
      return '';
    default:
      return assertNever(reason);
  }
}

function cleanUpReminder({ mark, since, oldOf }: CleanUp, slips: Watched['slips']): Reminder {
  return {
    key: `${mark}:clean-up`,
    reason: 'clean-up',
    severity: 'soon',
    slip: null,
    oldOf: oldOf === null ? null : (slips.find(({ id }) => id === oldOf) ?? null),
    /* The owner who was there when it was left behind has been told already. */
    from: instantOf(since) + hourMs,
    to: Number.POSITIVE_INFINITY,
  };
}
