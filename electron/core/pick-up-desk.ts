import type { Answer, Argument } from '../../shared/ipc/contract.ts';
import type { PickUpState } from '../../shared/picked-up.ts';
import { failed, ok } from '../../shared/result.ts';
import { PickUp } from './pick-up.ts';
import type { Clipboard, Clock } from './ports.ts';
import type { Secret } from './secret.ts';

type Parts = {
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  /** Called whenever what the owner may see has changed. */
  readonly show: (state: PickUpState) => void;
};

/** The commands around a token that the owner makes by hand at Cloudflare and brings. */
export class PickUpDesk {
  readonly #pickUp: PickUp;

  constructor(parts: Parts) {
    this.#pickUp = new PickUp({ ...parts, changed: () => parts.show(this.#pickUp.shown) });
  }

  /** The token in hand, for the leak guard. */
  secretsInHand(): readonly Secret[] {
    const { inHand } = this.#pickUp;
    return inHand === null ? [] : [inHand.secret];
  }

  async take({ pasted }: Argument<'pick-up:take'>): Promise<Answer<'pick-up:take'>> {
    return this.#pickUp.take(pasted);
  }

  takeFromClipboard(): Promise<Answer<'pick-up:take-clipboard'>> {
    return this.#pickUp.takeFromClipboard();
  }

  async watch({ on }: Argument<'pick-up:watch'>): Promise<Answer<'pick-up:watch'>> {
    if (on) void this.#pickUp.watch();
    else this.#pickUp.unwatch();
    return ok(null);
  }

  /** Lets go of the token in hand and stops the watch. */
  drop(): void {
    this.#pickUp.drop();
  }

  async prove(_asked: Argument<'pick-up:prove'>): Promise<Answer<'pick-up:prove'>> {
    return failed({ code: this.#pickUp.inHand === null ? 'no-token-in-hand' : 'proof-unfinished' });
  }

  async keep(_asked: Argument<'pick-up:keep'>): Promise<Answer<'pick-up:keep'>> {
    return failed({ code: this.#pickUp.inHand === null ? 'no-token-in-hand' : 'proof-unfinished' });
  }
}
