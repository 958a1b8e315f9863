import type { Session } from './ports.ts';

/** What became of a request. */
export type ActivityOutcome =
  | 'read'
  | 'changed'
  | 'refused'
  | 'not-allowed-by-owner'
  | 'said-no'
  | 'failed'
  | 'gone';

/** One request of an agent, as it is written down: what kind it was and how it ended, nothing of what was in it. */
export type ActivityEntry = {
  readonly at: string;
  readonly slip: string;
  readonly pass: string;
  /** The rule that it fell under; null where none does. */
  readonly rule: string | null;
  readonly method: string;
  /** The rule's path, with names in braces for what stood there; for an unknown path its plain steps alone. */
  readonly path: string;
  /** What was answered; 0 where nobody was there any more. */
  readonly status: number;
  readonly outcome: ActivityOutcome;
  /** Bytes of the answer's body. */
  readonly bytes: number;
  readonly ms: number;
};

/** Requests of a slip, all of one day, that were let go because the disk took nothing for too long. */
export type ActivityGap = {
  /** When the last of them was made. */
  readonly at: string;
  readonly slip: string;
  /** How many they were. */
  readonly missing: number;
};

export type ActivityLine = ActivityEntry | ActivityGap;

/** Hears of each request of an agent: when it comes in, and how it ended. */
export type ActivitySink = {
  readonly began: (session: Session) => void;
  /** Null where what it led to is written down in an entry of its own. */
  readonly ended: (session: Session, entry: ActivityEntry | null) => void;
};

/** A path without what could be a name in it. */
export function plainSteps(segments: readonly string[]): string {
  return `/${segments.map((step) => (/^[a-z][a-z_-]{0,30}$/.test(step) ? step : '*')).join('/')}`.slice(
    0,
    200,
  );
}
