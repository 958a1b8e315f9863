type Line = { under: number; readonly next: (() => void)[]; readonly waiting: (() => void)[] };

/** Lets things of the same name happen one after the other, or so many at once and no more. */
export class Turns {
  readonly #atOnce: number;
  readonly #lines = new Map<string, Line>();

  constructor(atOnce = 1) {
    this.#atOnce = atOnce;
  }

  take<T>(name: string, doing: () => Promise<T>): Promise<T> {
    return this.#take(name, doing, 'waiting');
  }

  /** Does so before all that was taken in the usual way and waits still. */
  takeNext<T>(name: string, doing: () => Promise<T>): Promise<T> {
    return this.#take(name, doing, 'next');
  }

  async #take<T>(name: string, doing: () => Promise<T>, queue: 'next' | 'waiting'): Promise<T> {
    const line = this.#lines.get(name) ?? { under: 0, next: [], waiting: [] };
    this.#lines.set(name, line);
    if (line.under < this.#atOnce) line.under += 1;
    else await new Promise<void>((go) => line[queue].push(go));
    try {
      return await doing();
    } finally {
      /* The next one takes this one's place. */
      const go = line.next.shift() ?? line.waiting.shift();
      if (go !== undefined) go();
      else {
        line.under -= 1;
        if (line.under === 0) this.#lines.delete(name);
      }
    }
  }
}
