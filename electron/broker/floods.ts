import type { Clock } from '../core/ports.ts';

/** How many questions of one slip may wait for the owner at once. */
export const mostWaiting = 5;
/** How many questions of one slip may come within a minute. */
export const mostInAMinute = 12;

const minuteMs = 60_000;

/** Counts how often each slip's agent asks, so that nobody is asked until they allow anything to be left alone. */
export class Floods {
  readonly #clock: Clock;
  readonly #asked = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether one more question of this slip may come now; counts it if so. */
  admits(slip: string, waiting: number): boolean {
    const now = this.#clock.now().getTime();
    /* A time that lies ahead was noted before the clock was set back. */
    const lately = (this.#asked.get(slip) ?? []).filter((at) => at <= now && now - at < minuteMs);
    const isFine = waiting < mostWaiting && lately.length < mostInAMinute;
    this.#asked.set(slip, isFine ? [...lately, now] : lately);
    return isFine;
  }
}
