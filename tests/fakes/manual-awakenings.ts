import type { Awakenings } from '../../electron/core/ports.ts';

/** A computer that wakes up when a test says so. */
export class ManualAwakenings implements Awakenings {
  readonly #listeners: (() => void)[] = [];

  readonly listen = (woke: () => void): void => {
    this.#listeners.push(woke);
  };

  /** Wakes up, and lets what follows from it happen. */
  async wake(): Promise<void> {
    for (const woke of this.#listeners) woke();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
