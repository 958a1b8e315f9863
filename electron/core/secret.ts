import { inspect } from 'node:util';

const shown = '[secret]';

/**
 * A token in memory. It prints, serialises and inspects as `[secret]`; the value comes out through `reveal` alone, so
 * that each place where it does can be found by its name.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it at the last moment, where the value leaves for Cloudflare or the keychain. */
  reveal(): string {
    return this.#value;
  }

  /** The last four characters, which may be shown. */
  get ending(): string {
    return this.#value.slice(-4);
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  get [Symbol.toStringTag](): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
