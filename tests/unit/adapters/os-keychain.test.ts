import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOsKeychain, keychainProblem } from '../../../electron/adapters/os-keychain.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { accountToken } from '../../fakes/tokens.ts';

/* The real library is tried against a real keychain elsewhere; here it answers as the table says. */
const library = vi.hoisted(() => ({ made: [] as unknown[][], answer: (): unknown => null }));
vi.mock('@napi-rs/keyring', () => ({
  AsyncEntry: class {
    constructor(...asked: unknown[]) {
      library.made.push(asked);
    }
    getPassword = async () => library.answer();
    setPassword = async () => library.answer();
    deletePassword = async () => library.answer();
  },
}));

/* Pauses take no time here, and nobody's patience ends. */
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown) =>
    ms < 10_000 ? Promise.resolve(value) : new Promise(() => undefined),
}));

/* What the library says after two seconds, however well the keychain is. */
const noReply =
  'Platform failure: DBus error: Did not receive a reply. Possible causes include: the remote application did not send a ' +
  'reply, the message bus security policy blocked the reply, the reply timeout expired, or the network connection was broken.';

describe('the four troubles of a keychain are told apart', () => {
  it.each([
    [
      'keychain-absent',
      'DBus error: The name org.freedesktop.secrets was not provided by any .service files',
    ],
    ['keychain-absent', 'DBus error: Could not connect: Connection refused'],
    ['keychain-absent', 'zbus error: org.freedesktop.DBus.Error.ServiceUnknown: unit not found'],
    ['keychain-absent', 'DBus error: no such file or directory'],
    ['keychain-absent', 'SS error: result not returned from SS API: No result found'],
    ['keychain-absent', 'A default keychain could not be found. (-25307)'],
    ['keychain-absent', 'No keychain is available. You may need to restart your computer. (-25291)'],
    ['keychain-locked', "Couldn't access platform secure storage: SS Error: object locked"],
    ['keychain-locked', 'User interaction is not allowed. (-25308)'],
    ['keychain-dismissed', "Couldn't access platform secure storage: SS error: prompt dismissed"],
    ['keychain-dismissed', 'User canceled the operation. (-128)'],
    ['keychain-dismissed', 'The operation was cancelled by the user'],
    ['keychain-failed', 'The user name or passphrase you entered is not correct. (-25293)'],
    ['keychain-failed', 'The handle is invalid. (6)'],
    ['keychain-failed', noReply],
    ['keychain-failed', ''],
  ])('%s: %s', (code, message) => {
    expect(keychainProblem(message)).toBe(code);
  });
});

describe('the keychain of the system', () => {
  it('gives nothing for an item that is not there, which is no trouble', async () => {
    library.answer = () => null;
    expect(await createOsKeychain('darwin').get('slip-a')).toEqual({ ok: true, value: null });
  });

  it('gives a value only as a secret', async () => {
    library.answer = () => accountToken;
    const got = await createOsKeychain('darwin').get('slip-a');
    expect(JSON.stringify(got)).toBe('{"ok":true,"value":"[secret]"}');
  });

  it('tells a deleted item from one that was gone', async () => {
    const keychain = createOsKeychain('win32');
    library.answer = () => true;
    const deleted = await keychain.remove('slip-a');
    library.answer = () => false;
    expect([deleted, await keychain.remove('slip-a')]).toEqual([
      { ok: true, value: 'deleted' },
      { ok: true, value: 'already-gone' },
    ]);
  });

  it('says what went wrong, and nothing of what it was given', async () => {
    library.answer = () => {
      throw new Error(`cannot store ${accountToken}: object locked`);
    };
    const answer = await createOsKeychain('linux').set('slip-a', new Secret(accountToken));
    expect(answer).toEqual({ ok: false, problem: { code: 'keychain-locked' } });
  });

  describe('whose window was closed', () => {
    afterEach(() => vi.useRealTimers());
    const dismissedAfter = (ms: number) => {
      library.answer = () => {
        vi.advanceTimersByTime(ms);
        throw new Error('SS error: prompt dismissed');
      };
    };

    it.each([
      ['linux', 0, 'keychain-locked'],
      ['linux', 2_000, 'keychain-dismissed'],
      ['darwin', 0, 'keychain-dismissed'],
    ] as const)('on %s after %i ms is told as %s: on Linux no person is so quick', async (on, ms, code) => {
      vi.useFakeTimers();
      dismissedAfter(ms);
      expect(await createOsKeychain(on).get('slip-a')).toEqual({ ok: false, problem: { code } });
    });
  });

  describe('that gives no answer in the two seconds that the library waits', () => {
    const answers = (...given: string[]) => {
      library.made.length = 0;
      library.answer = () => {
        const one = given.shift();
        if (one === noReply) throw new Error(noReply);
        return one;
      };
    };

    it('is asked again, since a busy computer may need longer', async () => {
      answers(noReply, noReply, accountToken);
      expect(await createOsKeychain('linux').get('slip-a')).toMatchObject({ ok: true });
      expect(library.made).toHaveLength(3);
    });

    it('is not said to have been closed by its owner where it was silent first', async () => {
      vi.useFakeTimers();
      let tries = 0;
      library.answer = () => {
        tries += 1;
        if (tries === 1) vi.advanceTimersByTime(2_000);
        throw new Error(tries === 1 ? noReply : 'SS error: prompt dismissed');
      };
      const got = await createOsKeychain('linux').get('slip-a');
      vi.useRealTimers();
      expect(got).toEqual({ ok: false, problem: { code: 'keychain-locked' } });
    });

    it('is not said to be absent, nor asked without end', async () => {
      answers(noReply, noReply, noReply, accountToken);
      const got = await createOsKeychain('linux').get('slip-a');
      expect(got).toEqual({ ok: false, problem: { code: 'keychain-failed' } });
    });
  });

  it('is the Secret Service on Linux and nothing else: another store would be empty after a restart', async () => {
    library.answer = () => null;
    library.made.length = 0;
    await createOsKeychain('linux').get('slip-a');
    expect(library.made).toEqual([['permission-slip', 'slip-a', { linux: { store: 'secret-service' } }]]);
  });
});
