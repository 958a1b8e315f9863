import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Clock, Keychain } from './ports.ts';
import type { Secret } from './secret.ts';

/**
 * For how long a keychain that gave no answer is not asked again, in milliseconds. Each time it may hold up the app, and
 * an agent asks without end.
 */
export const failureMs = 10_000;

/**
 * The tokens that agents' requests are sent with, read from the keychain once and remembered until the keychain's item
 * changes. Whoever writes or removes one does it through `keychain`, so that none is used longer than it is kept.
 */
export class LentTokens {
  /** The keychain as everybody else is to use it. */
  readonly keychain: Keychain;
  readonly #clock: Clock;
  readonly #tokens = new Map<string, Promise<Result<Secret, Problem>>>();
  /* Which slip a token was lent for, as long as anybody has it in hand. */
  readonly #lent = new WeakMap<Secret, string>();

  constructor(keychain: Keychain, clock: Clock) {
    this.#clock = clock;
    const forgetting =
      <A extends readonly unknown[], T>(change: (item: string, ...rest: A) => Promise<T>) =>
      async (item: string, ...rest: A): Promise<T> => {
        this.#tokens.delete(item);
        try {
          return await change(item, ...rest);
        } finally {
          /* It may have been read once more while the change was under way. */
          this.#tokens.delete(item);
        }
      };
    this.keychain = {
      get: keychain.get,
      set: forgetting(keychain.set),
      remove: forgetting(keychain.remove),
    };
  }

  /** The token of a slip as the keychain holds it now. That it gave no answer is remembered for a moment, no other failure. */
  of(item: string): Promise<Result<Secret, Problem>> {
    const known = this.#tokens.get(item);
    if (known !== undefined) return known;
    const reading = this.#read(item);
    this.#tokens.set(item, reading);
    void this.#forgetFailed(item, reading);
    return reading;
  }

  /** Whether a token is one that was lent for this slip, now or before a swap. */
  lent(item: string, token: Secret): boolean {
    return this.#lent.get(token) === item;
  }

  forget(item: string): void {
    this.#tokens.delete(item);
  }

  forgetAll(): void {
    this.#tokens.clear();
  }

  async #forgetFailed(item: string, reading: Promise<Result<Secret, Problem>>): Promise<void> {
    const read = await reading;
    if (read.ok) return;
    if (read.problem.code === 'keychain-failed') await this.#clock.wait(failureMs);
    if (this.#tokens.get(item) === reading) this.#tokens.delete(item);
  }

  async #read(item: string): Promise<Result<Secret, Problem>> {
    const read = await this.keychain.get(item);
    if (!read.ok) return read;
    if (read.value === null) return failed({ code: 'keychain-item-missing' });
    this.#lent.set(read.value, item);
    return ok(read.value);
  }
}
