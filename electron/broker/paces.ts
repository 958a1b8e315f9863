import type { Slip } from '../../shared/slip.ts';
import type { Clock } from '../core/ports.ts';

/**
 * After how many requests to Cloudflare within five minutes an agent has to wait. Cloudflare takes 1200 with an account's
 * token, or with all of a user's together, and then none for five minutes:
 * https://developers.cloudflare.com/fundamentals/api/reference/limits/. The rest is for what is under way by then, and for
 * the owner, who looks, undoes and stops with the same.
 */
export const mostAsked = 800;

const spanMs = 5 * 60_000;

/** Counts what Cloudflare is asked for agents, so that none of them uses up what the owner needs. */
export class Paces {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #asked = new Map<string, number[]>();

  constructor(clock: Clock, most = mostAsked) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Whether a slip's agent may ask for more now. */
  admits(slip: Slip): boolean {
    return this.#lately(nameOf(slip)).length < this.#most;
  }

  /** Counts one request. */
  count(slip: Slip): void {
    /* Also those that never ask again are forgotten. */
    for (const other of this.#asked.keys()) this.#lately(other);
    const name = nameOf(slip);
    const asked = this.#lately(name);
    asked.push(this.#clock.now().getTime());
    this.#asked.set(name, asked);
  }

  #lately(name: string): number[] {
    const asked = this.#asked.get(name) ?? [];
    const now = this.#clock.now().getTime();
    /* A time that lies ahead was noted before the clock was set back. */
    const first = asked.findIndex((at) => at <= now && now - at < spanMs);
    asked.splice(0, first === -1 ? asked.length : first);
    if (asked.length === 0) this.#asked.delete(name);
    return asked;
  }
}

/* Cloudflare counts a user's tokens as one. */
function nameOf({ id, world, token }: Slip): string {
  return token.owner.kind === 'user' ? `${world} users` : id;
}
