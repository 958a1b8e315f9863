import type { Keychain } from './ports.ts';

type Removed = Awaited<ReturnType<Keychain['remove']>>;

/**
 * Takes the items of stopped slips out of the keychain, one after the other: a keychain may ask its owner each time, and
 * holds one of the few threads for files meanwhile. Once it was not opened, those that wait behind are not asked about.
 */
export class Removals {
  readonly #keychain: Pick<Keychain, 'remove'>;
  #last: Promise<Removed | null> = Promise.resolve(null);

  constructor(keychain: Pick<Keychain, 'remove'>) {
    this.#keychain = keychain;
  }

  remove(item: string): Promise<Removed> {
    const removing = this.#last.then((before) =>
      before !== null && isShut(before) ? before : this.#keychain.remove(item),
    );
    /* Whoever comes when nobody waits any more begins anew. */
    const last: Promise<Removed | null> = removing
      .catch(() => null)
      .then((removed) => (this.#last === last ? null : removed));
    this.#last = last;
    return removing;
  }
}

function isShut(removed: Removed): boolean {
  return !removed.ok && ['keychain-locked', 'keychain-dismissed'].includes(removed.problem.code);
}
