import type { KeychainProblem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Keychain } from './ports.ts';
import type { Secret } from './secret.ts';

/** Locks a secret in the keychain and reads it back: one that was not kept as it is counts as not kept. */
export async function storeAndReadBack(
  keychain: Keychain,
  item: string,
  value: Secret,
): Promise<Result<null, KeychainProblem>> {
  const stored = await keychain.set(item, value);
  if (!stored.ok) return stored;
  const back = await keychain.get(item);
  if (!back.ok) return back;
  return back.value?.equals(value) ? ok(null) : failed({ code: 'keychain-differs' });
}
