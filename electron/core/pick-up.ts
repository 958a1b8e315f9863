import { createHash } from 'node:crypto';
import type { PickedUp, PickUpState } from '../../shared/picked-up.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { holdsPrefix, recogniseToken } from '../../shared/token-forms.ts';
import type { Clipboard, Clock } from './ports.ts';
import { Secret } from './secret.ts';

/** A token in hand. */
export type TokenInHand = PickedUp & { readonly secret: Secret };

type Parts = {
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  /** Called whenever what the owner may see has changed. */
  readonly changed: () => void;
};

/** How often the clipboard is looked at while its watch is on, in milliseconds. */
const pause = 500;

/** The longest text that is searched for a token; whatever is copied beyond it is no token. Characters. */
const longest = 100_000;

/**
 * Takes the token that the owner made at Cloudflare: from a paste, or from the clipboard while a visible switch is on.
 * The text around it is dropped, and the clipboard is emptied if it still holds it.
 */
export class PickUp {
  readonly #parts: Parts;
  #inHand: TokenInHand | null = null;
  #watch: AbortController | null = null;
  #problem: Problem | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get inHand(): TokenInHand | null {
    return this.#inHand;
  }

  /** What the owner may see. */
  get shown(): PickUpState {
    const token = this.#inHand;
    return {
      token: token === null ? null : { kind: token.kind, ending: token.ending, accountId: token.accountId },
      watching: this.#watch !== null,
      problem: this.#problem,
    };
  }

  /** Recognises a pasted text. A second token replaces the first. */
  take(pasted: string): Result<PickedUp, Problem> {
    const recognised = recogniseToken(pasted.slice(0, longest));
    if (!recognised.ok) {
      this.#show(recognised.problem);
      return failed(recognised.problem);
    }
    const { value, ...seen } = recognised.value;
    this.#inHand = { ...seen, secret: new Secret(value) };
    this.#show(null);
    return ok(seen);
  }

  /** Takes what is on the clipboard now. */
  async takeFromClipboard(): Promise<Result<PickedUp, Problem>> {
    const text = await this.#read();
    if (text === null) return failed({ code: 'clipboard-failed' });
    const taken = this.take(text);
    if (taken.ok) await this.#emptyOf(text);
    return taken;
  }

  /** Lets go of the token in hand and stops the watch; what is at Cloudflare stays as it is. */
  drop(): void {
    if (this.#watch === null && this.#inHand === null && this.#problem === null) return;
    this.#watch?.abort();
    this.#watch = null;
    this.#inHand = null;
    this.#show(null);
  }

  /** Switches the watch of the clipboard on. What was there before is left alone. */
  async watch(): Promise<void> {
    if (this.#watch !== null) return;
    const watch = new AbortController();
    this.#watch = watch;
    this.#parts.changed();
    const start = await this.#read();
    let last = start === null ? null : fingerprint(start);
    while (!watch.signal.aborted) {
      await this.#parts.clock.wait(pause, watch.signal);
      if (watch.signal.aborted) break;
      const text = await this.#read();
      if (watch.signal.aborted || text === null || fingerprint(text) === last) continue;
      const before = last;
      last = fingerprint(text);
      if (before === null) continue;
      if (await this.#takeCopied(text)) break;
    }
    if (this.#watch === watch) this.unwatch();
  }

  unwatch(): void {
    if (this.#watch === null) return;
    this.#watch.abort();
    this.#watch = null;
    this.#parts.changed();
  }

  /*
   * Anything that is not a token stays the owner's; a wrong kind of key is said, so that they need not wonder. What has
   * no prefix is no token that was made just now: it may be a secret of something else, which Cloudflare must not get.
   */
  async #takeCopied(text: string): Promise<boolean> {
    if (!holdsPrefix(text)) {
      this.#show(null);
      return false;
    }
    const taken = this.take(text);
    if (!taken.ok) return false;
    await this.#emptyOf(text);
    return true;
  }

  /* Something else that was copied since is the owner's. A clipboard that another program holds can't be emptied. */
  async #emptyOf(text: string): Promise<void> {
    if ((await this.#read()) === text) await this.#parts.clipboard.clear().catch(() => undefined);
  }

  async #read(): Promise<string | null> {
    try {
      return (await this.#parts.clipboard.read()).slice(0, longest);
    } catch {
      return null;
    }
  }

  #show(problem: Problem | null): void {
    this.#problem = problem;
    this.#parts.changed();
  }
}

/* What was copied last is compared with what comes next, for which nothing of it need be kept. */
function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
