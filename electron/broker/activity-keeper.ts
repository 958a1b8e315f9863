import type { AgentAtWork, LastOutcome } from '../../shared/agents-at-work.ts';
import type { Clock } from '../core/ports.ts';
import type { ActivityEntry, ActivityLine, ActivityOutcome, ActivitySink } from './activity.ts';
import type { Session } from './ports.ts';

/** Where requests are written down, one after the other, so that a line that is changed or missing is found. */
export type ActivityLog = {
  /** Reads what was written. What was damaged is set aside. */
  readonly open: () => Promise<{ readonly isDamaged: boolean; readonly lines: readonly ActivityLine[] }>;
  readonly append: (entry: ActivityEntry) => void;
  /**
   * What stands on the disk now and what waits for it; and whether no line there was changed or taken out. Where one was,
   * the lines that can still be read.
   */
  readonly read: () => Promise<{ readonly isUntouched: boolean; readonly lines: readonly ActivityLine[] }>;
  /** Resolves once everything so far is on the disk. */
  readonly flush: () => Promise<void>;
};

type Parts = {
  readonly log: ActivityLog;
  readonly clock: Clock;
  readonly show: (atWork: readonly AgentAtWork[]) => void;
};

type Seen = {
  under: number;
  day: string;
  today: number;
  lastRequest: string;
  lastChange: string | null;
  lastOutcome: LastOutcome | null;
};

/** How often the owner is shown something new at the most, in milliseconds. */
const showEveryMs = 1000;
/** How long an agent counts as at work after a request, in milliseconds. */
const atWorkMs = 10_000;

const shownOutcome: Readonly<Record<Exclude<ActivityOutcome, 'refused'>, LastOutcome>> = {
  read: 'read',
  changed: 'changed',
  'not-allowed-by-owner': 'owner-said-no',
  'said-no': 'cloudflare-said-no',
  failed: 'failed',
  gone: 'failed',
};

/* A request that a rule takes, with a body that the rule does not take, asks for more than the slip allows. */
function whyRefused({ status, rule }: ActivityEntry): LastOutcome {
  if (status === 429 || (status === 413 && rule !== null)) return 'too-many';
  if (status >= 500) return 'failed';
  const isUnread = [408, 413, 415].includes(status) || (status === 400 && rule === null);
  return isUnread ? 'unclear' : 'not-on-slip';
}

/** Follows what agents do: writes each request down, and shows the owner who is at work. */
export class ActivityKeeper implements ActivitySink {
  readonly #parts: Parts;
  readonly #seen = new Map<string, Seen>();
  #showing = false;
  #hasNews = false;
  #minute = { minute: '', day: '' };

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes up what was written in earlier runs; whether it was whole. */
  async open(): Promise<{ readonly isDamaged: boolean }> {
    const { isDamaged, lines } = await this.#parts.log.open();
    for (const line of lines) {
      if ('missing' in line) this.#count(line, line.missing);
      else this.#note(line);
    }
    this.#tell();
    return { isDamaged };
  }

  readonly began = ({ slip }: Session): void => {
    const seen = this.#seen.get(slip.id) ?? this.#of(slip.id, this.#parts.clock.now().toISOString());
    seen.under += 1;
    this.#tell();
  };

  readonly ended = ({ slip }: Session, entry: ActivityEntry | null): void => {
    if (entry !== null) {
      this.#parts.log.append(entry);
      this.#note(entry);
    }
    const seen = this.#seen.get(slip.id);
    if (seen !== undefined) seen.under -= 1;
    this.#tell();
  };

  /** Everything that was written down so far. */
  read(): ReturnType<ActivityLog['read']> {
    return this.#parts.log.read();
  }

  close(): Promise<void> {
    return this.#parts.log.flush();
  }

  #note(entry: ActivityEntry): void {
    const { at, outcome } = entry;
    const seen = this.#count(entry, 1);
    if (outcome === 'changed') seen.lastChange = at;
    seen.lastOutcome = outcome === 'refused' ? whyRefused(entry) : shownOutcome[outcome];
  }

  #count({ slip, at }: ActivityLine, requests: number): Seen {
    const seen = this.#of(slip, at);
    const day = this.#dayOf(at);
    seen.today = day === seen.day ? seen.today + requests : requests;
    seen.day = day;
    seen.lastRequest = at;
    return seen;
  }

  /* Days are the owner's, not UTC's. Within a minute there is only one. */
  #dayOf(at: string): string {
    const minute = at.slice(0, 16);
    if (minute !== this.#minute.minute) this.#minute = { minute, day: new Date(at).toDateString() };
    return this.#minute.day;
  }

  #of(slip: string, at: string): Seen {
    const known = this.#seen.get(slip);
    if (known !== undefined) return known;
    const seen: Seen = { under: 0, day: '', today: 0, lastRequest: at, lastChange: null, lastOutcome: null };
    this.#seen.set(slip, seen);
    return seen;
  }

  /* At once, and what is new by the time that may be shown again in one go. */
  #tell(): void {
    this.#hasNews = true;
    if (!this.#showing) void this.#show();
  }

  async #show(): Promise<void> {
    const { clock, show } = this.#parts;
    this.#showing = true;
    while (this.#hasNews) {
      this.#hasNews = false;
      const atWork = this.#atWork();
      show(atWork);
      await clock.wait(showEveryMs);
      if (!this.#hasNews && atWork.some(({ inUse }) => inUse)) {
        this.#showing = false;
        await clock.wait(atWorkMs);
        if (this.#showing) return;
        this.#showing = true;
        this.#hasNews = true;
      }
    }
    this.#showing = false;
  }

  #atWork(): readonly AgentAtWork[] {
    const now = this.#parts.clock.now();
    const day = now.toDateString();
    return [...this.#seen].map(([slip, seen]) => ({
      slip,
      inUse: seen.under > 0 || Math.abs(now.getTime() - Date.parse(seen.lastRequest)) < atWorkMs,
      today: seen.day === day ? seen.today : 0,
      lastRequest: seen.lastRequest,
      lastChange: seen.lastChange,
      lastOutcome: seen.lastOutcome,
    }));
  }
}
