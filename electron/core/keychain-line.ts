import type { KeychainProblem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import type { Keychain } from './ports.ts';

/**
 * Asks the keychain about the slips that are stopped, one after the other: it may ask its owner each time, and holds one of
 * the few threads for files meanwhile. Once it was not opened, those that wait behind are not asked about.
 */
export class KeychainLine implements Pick<Keychain, 'get' | 'remove'> {
  readonly #keychain: Pick<Keychain, 'get' | 'remove'>;
  #last: Promise<Result<unknown, KeychainProblem> | null> = Promise.resolve(null);

  constructor(keychain: Pick<Keychain, 'get' | 'remove'>) {
    this.#keychain = keychain;
  }

  get: Keychain['get'] = (item) => this.#ask(() => this.#keychain.get(item));
  remove: Keychain['remove'] = (item) => this.#ask(() => this.#keychain.remove(item));

  #ask<T>(ask: () => Promise<Result<T, KeychainProblem>>): Promise<Result<T, KeychainProblem>> {
    const asking = this.#last.then((before) => (before !== null && isShut(before) ? before : ask()));
    /* Whoever comes when nobody waits any more begins anew. */
    const last: Promise<Result<unknown, KeychainProblem> | null> = asking
      .catch(() => null)
      .then((answer) => (this.#last === last ? null : answer));
    this.#last = last;
    return asking;
  }
}

function isShut(
  answer: Result<unknown, KeychainProblem>,
): answer is Extract<Result<unknown, KeychainProblem>, { ok: false }> {
  return !answer.ok && ['keychain-locked', 'keychain-dismissed'].includes(answer.problem.code);
}
