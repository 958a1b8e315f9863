type Line = { under: number; readonly waiting: (() => void)[] };

/** Lets things of the same name happen one after the other, or so many at once and no more. */
export class Turns {
  readonly #atOnce: number;
  readonly #lines = new Map<string, Line>();

  constructor(atOnce = 1) {
    this.#atOnce = atOnce;
  }

  take<T>(name: string, doing: () => Promise<T>): Promise<T> {
    return this.#take(name, doing, 'push');
  }

  /** Does so before all that wait already. */
  takeNext<T>(name: string, doing: () => Promise<T>): Promise<T> {
    return this.#take(name, doing, 'unshift');
  }

  async #take<T>(name: string, doing: () => Promise<T>, stand: 'push' | 'unshift'): Promise<T> {
    const line = this.#lines.get(name) ?? { under: 0, waiting: [] };
    this.#lines.set(name, line);
    if (line.under < this.#atOnce) line.under += 1;
    else await new Promise<void>((go) => line.waiting[stand](go));
    try {
      return await doing();
    } finally {
      /* The next one takes this one's place. */
      const next = line.waiting.shift();
      if (next !== undefined) next();
      else {
        line.under -= 1;
        if (line.under === 0) this.#lines.delete(name);
      }
    }
  }
}
