import type { KeychainProblem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import type { Keychain } from './ports.ts';

/** A keychain that tells how it last did. */
export function watchedKeychain(
  keychain: Keychain,
  tell: (problem: KeychainProblem | null) => void,
): Keychain {
  const telling = async <T>(
    doing: Promise<Result<T, KeychainProblem>>,
  ): Promise<Result<T, KeychainProblem>> => {
    const done = await doing;
    tell(done.ok ? null : done.problem);
    return done;
  };
  return {
    get: (item) => telling(keychain.get(item)),
    set: (item, value) => telling(keychain.set(item, value)),
    remove: (item) => telling(keychain.remove(item)),
  };
}
