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
    return this.#lately(slip).length < this.#most;
  }

  /** Counts one request. */
  count(slip: Slip): void {
    this.#lately(slip).push(this.#clock.now().getTime());
  }

  #lately({ id, world, token }: Slip): number[] {
    const name = token.owner.kind === 'user' ? `${world} users` : id;
    const asked = this.#asked.get(name) ?? [];
    this.#asked.set(name, asked);
    const now = this.#clock.now().getTime();
    /* A time that lies ahead was noted before the clock was set back. */
    const first = asked.findIndex((at) => at <= now && now - at < spanMs);
    asked.splice(0, first === -1 ? asked.length : first);
    return asked;
  }
}
