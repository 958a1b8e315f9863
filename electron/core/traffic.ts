import type { Clock } from './ports.ts';

type Road = { under: number; held: Promise<void> | null; emptied: () => void };

/** How long a swap waits for answers that are under way, in milliseconds; a slow one is not worth an old token. */
const longestWaitMs = 5000;

/**
 * The requests that are under way with a slip's token. While a token is swapped new ones wait, and the swap waits for
 * those that Cloudflare has not answered yet, so that none arrives with a value that is dead by then.
 */
export class Traffic {
  readonly #clock: Clock;
  readonly #roads = new Map<string, Road>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits while the slip's token is being swapped. The answer is to be called once Cloudflare has answered. */
  async enter(id: string): Promise<() => void> {
    const road = this.#road(id);
    while (road.held !== null) await road.held;
    road.under += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      road.under -= 1;
      if (road.under === 0) road.emptied();
    };
  }

  /** Holds new requests back and waits for those under way; the answer lets them go on. */
  async hold(id: string): Promise<() => void> {
    const road = this.#road(id);
    while (road.held !== null) await road.held;
    const { promise, resolve } = Promise.withResolvers<void>();
    road.held = promise;
    if (road.under > 0) await this.#emptied(road);
    return () => {
      road.held = null;
      resolve();
    };
  }

  async #emptied(road: Road): Promise<void> {
    const waited = new AbortController();
    const empty = new Promise<void>((resolve) => {
      road.emptied = resolve;
    });
    await Promise.race([empty, this.#clock.wait(longestWaitMs, waited.signal)]);
    road.emptied = nothing;
    waited.abort();
  }

  #road(id: string): Road {
    const known = this.#roads.get(id);
    if (known !== undefined) return known;
    const road: Road = { under: 0, held: null, emptied: nothing };
    this.#roads.set(id, road);
    return road;
  }
}

function nothing(): void {}
