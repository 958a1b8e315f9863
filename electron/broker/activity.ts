import type { ActivityGap, WrittenRequest } from '../core/ports.ts';
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

/** What the broker writes down of a request. */
export type ActivityEntry = WrittenRequest & { readonly pass: string; readonly outcome: ActivityOutcome };

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
