import type { World } from '../../../shared/slip.ts';
import type { Clock } from '../../core/ports.ts';
import type { LiveWeb } from './live-web.ts';

/** How many pages of a slip may be looked at within a minute. */
export const mostLooksAMinute = 30;
const minuteMs = 60_000;

/** The looks at public pages: through which web, and how often. */
export class LiveChecks {
  readonly #webs: Readonly<Record<World, LiveWeb>>;
  readonly #clock: Clock;
  readonly #looked = new Map<string, readonly number[]>();

  constructor(webs: Readonly<Record<World, LiveWeb>>, clock: Clock) {
    this.#webs = webs;
    this.#clock = clock;
  }

  webOf(world: World): LiveWeb {
    return this.#webs[world];
  }

  /** Whether one more page may be looked at for this slip now; counts it if so. */
  admits(slip: string): boolean {
    const now = this.#clock.now().getTime();
    const lately = (this.#looked.get(slip) ?? []).filter((at) => at <= now && now - at < minuteMs);
    const isFine = lately.length < mostLooksAMinute;
    this.#looked.set(slip, isFine ? [...lately, now] : lately);
    return isFine;
  }
}
