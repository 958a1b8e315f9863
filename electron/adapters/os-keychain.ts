import { setTimeout as wait } from 'node:timers/promises';
import { AsyncEntry } from '@napi-rs/keyring';
import { keychainService } from '../../shared/credential-command.ts';
import type { KeychainProblem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Keychain } from '../core/ports.ts';
import { Secret } from '../core/secret.ts';

/** How long the keychain may take, in milliseconds: long enough for an owner to find a password. */
const patienceMs = 120_000;

/** How long to wait, in milliseconds, before a keychain that gave no answer is asked again. */
const pausesMs = [500, 2_000];

/**
 * The soonest that a person can have closed the keychain's window, in milliseconds. Whoever is faster is told that the
 * keychain is locked, which is no less true.
 */
const quickestNo = 1_500;

/**
 * The keychain of the operating system. On Linux only the Secret Service counts: left to itself the library would fall
 * back to a store of the kernel that is empty after a restart.
 */
export function createOsKeychain(platform: NodeJS.Platform): Keychain {
  return {
    get: (item) =>
      withEntry(platform, item, async (entry) => {
        const value = await entry.getPassword();
        return value === null ? null : new Secret(value);
      }),
    set: (item, value) =>
      withEntry(platform, item, async (entry) => {
        await entry.setPassword(value.reveal());
        return null;
      }),
    remove: (item) =>
      withEntry(platform, item, async (entry) =>
        (await entry.deletePassword()) ? 'deleted' : 'already-gone',
      ),
  };
}

async function withEntry<T>(
  platform: NodeJS.Platform,
  item: string,
  run: (entry: AsyncEntry) => Promise<T>,
): Promise<Result<T, KeychainProblem>> {
  const patience = new AbortController();
  let asked = performance.now();
  try {
    const options = platform === 'linux' ? ({ linux: { store: 'secret-service' } } as const) : null;
    /* A call that waits for a password prompt can't be called off, so it is left to itself. */
    const tooLong = wait(patienceMs, failed({ code: 'keychain-locked' } as const), {
      signal: patience.signal,
    });
    const ask = async () => {
      asked = performance.now();
      return run(new AsyncEntry(keychainService, item, options));
    };
    const answer = untilAnswered(ask, patience.signal);
    return await Promise.race([answer.then(ok), tooLong]);
  } catch (error) {
    const code = keychainProblem(error instanceof Error ? error.message : '');
    /* The Secret Service says "dismissed" as well where the desktop has no window to ask with, but then at once. */
    const isUnasked = platform === 'linux' && performance.now() - asked < quickestNo;
    return failed({ code: isUnasked && code === 'keychain-dismissed' ? 'keychain-locked' : code });
  } finally {
    patience.abort();
  }
}

/*
 * The library gives the Secret Service two seconds for each answer, which a computer that has much to write may need. What
 * is asked here can be asked again, unless whoever asked has been told meanwhile that it took too long.
 */
async function untilAnswered<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error && unanswered.test(error.message))) throw error;
    }
    await wait(pause, undefined, { signal });
  }
  return ask();
}

const unanswered = /did not receive a reply/i;

/**
 * Tells the causes apart by the library's words, since it gives them all one error code. The words are those of
 * keyring's stores for the Secret Service, the macOS keychain (OSStatus) and the Windows credential manager.
 */
export function keychainProblem(message: string): KeychainProblem['code'] {
  /* First, since it guesses at a policy that "blocked" the answer. */
  if (unanswered.test(message)) return 'keychain-failed';
  if (/dismissed|user canceled|cancell?ed|-128\b/i.test(message)) return 'keychain-dismissed';
  if (/locked|-25308|interaction is not allowed/i.test(message)) return 'keychain-locked';
  if (
    /dbus error|no result found|not provided by any|serviceunknown|not activatable|connection refused|no such file|could not connect|no default collection|no keychain is available|-25307|-25291/i.test(
      message,
    )
  ) {
    return 'keychain-absent';
  }
  return 'keychain-failed';
}
