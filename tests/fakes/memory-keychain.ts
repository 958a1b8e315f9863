import type { Keychain } from '../../electron/core/ports.ts';
import { Secret } from '../../electron/core/secret.ts';
import type { KeychainProblem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';

/** How the keychain behaves: as it should, with one of its four troubles, or as one that stores something else. */
export type KeychainMood = 'well' | 'absent' | 'locked' | 'dismissed' | 'failed' | 'differs' | 'forgets';

/** A keychain in memory. Its mood can be changed at any time, for all it is asked or for one kind of request. */
export class MemoryKeychain implements Keychain {
  readonly items = new Map<string, string>();
  readonly moods: Record<'get' | 'set' | 'remove', KeychainMood> = {
    get: 'well',
    set: 'well',
    remove: 'well',
  };

  set mood(mood: KeychainMood) {
    for (const asked of ['get', 'set', 'remove'] as const) this.moods[asked] = mood;
  }

  readonly get = async (item: string): Promise<Result<Secret | null, KeychainProblem>> => {
    const value = this.items.get(item);
    return trouble(this.moods.get) ?? ok(value === undefined ? null : new Secret(value));
  };

  readonly set = async (item: string, value: Secret): Promise<Result<null, KeychainProblem>> => {
    const problem = trouble(this.moods.set);
    if (problem !== null) return problem;
    if (this.moods.set === 'differs') this.items.set(item, value.reveal().slice(0, -1));
    else if (this.moods.set !== 'forgets') this.items.set(item, value.reveal());
    return ok(null);
  };

  readonly remove = async (item: string): Promise<Result<'deleted' | 'already-gone', KeychainProblem>> =>
    trouble(this.moods.remove) ?? ok(this.items.delete(item) ? 'deleted' : 'already-gone');
}

function trouble(mood: KeychainMood): { readonly ok: false; readonly problem: KeychainProblem } | null {
  switch (mood) {
    case 'absent':
    case 'locked':
    case 'dismissed':
    case 'failed':
      return failed({ code: `keychain-${mood}` });
    default:
      return null;
  }
}
