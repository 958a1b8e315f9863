import { dateWriting } from '../../shared/date-form.ts';
import { tellingOf } from '../../shared/reminder-words.ts';
import { evaluateReminders, type Reminder } from '../../shared/reminders.ts';
import type { Book } from './book.ts';
import type { Notebook } from './notebook.ts';
import type { Awakenings, Clock, Log, Notifier } from './ports.ts';
import type { SlipChecker } from './slip-checker.ts';
import { withEvent } from './slips.ts';
import type { Store } from './store.ts';
import type { Updates } from './updates.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly store: Store;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly awakenings: Awakenings;
  readonly log: Log;
  readonly checker: Pick<SlipChecker, 'checkNext'>;
  readonly updates: Pick<Updates, 'lookIfDue'>;
};

/*
 * How long nothing is looked at, at the longest, in milliseconds. No system tells of a clock that was set, so this is
 * also how late that is noticed; and far below the 24 days at which a timer of Node overflows.
 */
const longestRestMs = 10 * 60_000;
const shortestRestMs = 1000;

/** Looks at the slips whenever something may be due, and tells of it once. */
export class Watcher {
  readonly #parts: Parts;
  readonly #stop = new AbortController();
  /* Told in this run: a book that can't be written must not make the app repeat itself. */
  readonly #toldHere = new Set<string>();
  #wake = new AbortController();
  #seen: Book | null = null;
  #shown = '';

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Looks now, and from then on at each due moment, when the computer wakes up, and when a slip has changed. */
  start(): void {
    this.#parts.awakenings.listen(() => this.#wake.abort());
    this.#parts.store.subscribe(() => {
      if (hasChanged(this.#seen, this.#parts.notebook.book)) this.#wake.abort();
    });
    void this.#watch();
  }

  stop(): void {
    this.#stop.abort();
  }

  async #watch(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController();
      const rest = await this.#round();
      await this.#parts.clock.wait(rest, AbortSignal.any([this.#wake.signal, this.#stop.signal]));
    }
  }

  /* Answers with how long to rest, in milliseconds. What fails unforeseen must not end the watch. */
  async #round(): Promise<number> {
    /* Nothing waits for it: a slow answer must not hold a reminder up. */
    void this.#parts.updates.lookIfDue();
    try {
      return Math.min(await this.#look(), await this.#check());
    } catch (error) {
      this.#parts.log.error('a look failed', { error: error instanceof Error ? error.name : typeof error });
      return longestRestMs;
    }
  }

  async #check(): Promise<number> {
    const { checker, store, clock } = this.#parts;
    const { comeBack, wrote } = await checker.checkNext(this.#stop.signal);
    if (wrote) store.publish();
    return Math.max(shortestRestMs, comeBack - clock.now().getTime());
  }

  async #look(): Promise<number> {
    const { notebook, store, clock, notifier } = this.#parts;
    const { book } = notebook;
    this.#seen = book;
    const now = clock.now();
    const { settings, pausedUntil, told } = book.reminding;
    const seen = evaluateReminders(
      { slips: book.slips, cleanUps: store.snapshot.cleanUps },
      new Set([...told, ...this.#toldHere]),
      { ...settings, pausedUntil },
      now,
    );
    const { day: date } = dateWriting(book.preferences.dates, 'en-GB');
    const telling = tellingOf(seen.due, { now, date, showNames: settings.showNames });
    if (telling !== null) {
      /* Written down first: after a crash in between, home still shows it, while a second telling would annoy. */
      await this.#writeDown(seen.told, seen.due);
      notifier.show(telling);
      store.publish();
    }
    const shown = seen.list.map(({ key }) => key).join(' ');
    if (shown !== this.#shown) {
      this.#shown = shown;
      store.publish();
    }
    const next = seen.nextWakeUp ?? Number.POSITIVE_INFINITY;
    return Math.max(shortestRestMs, Math.min(longestRestMs, next - clock.now().getTime()));
  }

  async #writeDown(keys: readonly string[], due: readonly Reminder[]): Promise<void> {
    for (const key of keys) this.#toldHere.add(key);
    const at = this.#parts.clock.now().toISOString();
    const reasons = new Map(due.map(({ slip, reason }) => [slip?.id, reason]));
    await this.#parts.notebook.change((book) => ({
      ...book,
      slips: book.slips.map((slip) => {
        const reason = reasons.get(slip.id);
        return reason === undefined ? slip : withEvent(slip, { at, what: 'reminded', reason });
      }),
      reminding: { ...book.reminding, told: [...stillOpen(book), ...keys] },
    }));
  }
}

/* What was told of slips and tokens that are gone need not be kept. */
function stillOpen({ reminding, slips, pending }: Book): readonly string[] {
  const open = new Set([
    ...slips.filter(({ revoked }) => revoked === null).map(({ id }) => id),
    ...pending.map(({ mark }) => mark),
  ]);
  return reminding.told.filter((key) => open.has(key.slice(0, key.indexOf(':'))));
}

function hasChanged(seen: Book | null, now: Book): boolean {
  if (seen === null) return false;
  const { settings, pausedUntil } = seen.reminding;
  return (
    seen.slips !== now.slips ||
    seen.pending !== now.pending ||
    settings !== now.reminding.settings ||
    pausedUntil !== now.reminding.pausedUntil
  );
}
