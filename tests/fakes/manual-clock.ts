import type { Clock } from '../../electron/core/ports.ts';

type Waiting = { readonly until: number; readonly done: () => void };

/** The moment at which tests take place, unless they say otherwise. */
export const testStart = new Date('2026-11-24T10:00:00Z');

/** How long a wait may be to pass by itself, in milliseconds: pauses between tries do, an owner's time does not. */
const passesByItself = 5000;

/** A clock that a test moves. Short pauses pass at once and move it on; longer waits end when `advance` gets there. */
export class ManualClock implements Clock {
  #now: number;
  #waiting: readonly Waiting[] = [];

  readonly #passesByItself: number;

  /** With `passesByItself: 0` no pause passes unless the test moves the clock. */
  constructor(start: Date = testStart, options: { readonly passesByItself?: number } = {}) {
    this.#now = start.getTime();
    this.#passesByItself = options.passesByItself ?? passesByItself;
  }

  readonly now = (): Date => new Date(this.#now);

  readonly wait = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return Promise.resolve();
    if (milliseconds <= this.#passesByItself) {
      this.#now += milliseconds;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const one: Waiting = { until: this.#now + milliseconds, done: resolve };
      this.#waiting = [...this.#waiting, one];
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((other) => other !== one);
        resolve();
      });
    });
  };

  /** Sets the clock, forward or back, as an owner does or a sleep: no wait ends by it. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Moves the clock on, ends the waits that are over, and lets what follows from them happen. */
  async advance(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    const over = this.#waiting.filter(({ until }) => until <= this.#now);
    this.#waiting = this.#waiting.filter(({ until }) => until > this.#now);
    for (const { done } of over) done();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
