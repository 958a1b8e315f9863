import { readAccountId } from '../../shared/account-address.ts';
import { readGuided } from '../../shared/guided-request.ts';
import type { Answer, Argument } from '../../shared/ipc/contract.ts';
import type { PickUpState } from '../../shared/picked-up.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { Adoption } from './adopt-slip.ts';
import { PickUp, type TokenInHand } from './pick-up.ts';
import type { Clipboard } from './ports.ts';
import type { Secret } from './secret.ts';

type Parts = Omit<ConstructorParameters<typeof Adoption>[0], 'pickUp'> & {
  readonly clipboard: Clipboard;
  /** Called whenever what the owner may see has changed. */
  readonly show: (state: PickUpState) => void;
};

/** The commands around a token that the owner makes by hand at Cloudflare and brings. */
export class PickUpDesk {
  readonly #parts: Parts;
  readonly #pickUp: PickUp;
  readonly #adoption: Adoption;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#pickUp = new PickUp({ ...parts, changed: () => parts.show(this.#pickUp.shown) });
    this.#adoption = new Adoption({ ...parts, pickUp: this.#pickUp });
  }

  get inHand(): TokenInHand | null {
    return this.#pickUp.inHand;
  }

  /** The slip that the token which was proven last would be put into; null for a new one. */
  get changes(): string | null {
    return this.#adoption.changes;
  }

  /** The token in hand, for the leak guard. */
  secretsInHand(): readonly Secret[] {
    const { inHand } = this;
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
    this.#adoption.forget();
    this.#pickUp.drop();
  }

  async prove({ draft, account }: Argument<'pick-up:prove'>): Promise<Answer<'pick-up:prove'>> {
    const { world } = this.#parts.notebook.book;
    if (world === null || this.#pickUp.inHand === null) return failed({ code: 'no-token-in-hand' });
    const guided = readGuided(draft);
    if (!guided.ok) return guided;
    const typed = account.trim() === '' ? ok(null) : readAccountId(account);
    if (!typed.ok) return typed;
    const { changes, replaces } = draft;
    return this.#adoption.prove(world, guided.value, { typedAccount: typed.value, changes, replaces });
  }

  keep({ reason }: Argument<'pick-up:keep'>): Promise<Answer<'pick-up:keep'>> {
    return this.#adoption.keep(reason);
  }

  /** Finishes or drops what an earlier run was keeping when it ended. */
  settle(): Promise<Result<null, Problem>> {
    return this.#adoption.settle();
  }
}
