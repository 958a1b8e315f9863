import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type KeychainSession,
  type KeychainState,
  startKeychainSession,
} from '../../build/launch/keychain-session.ts';
import { patience } from '../../build/launch/patience.ts';

const run = promisify(execFile);
/** What the keychain package says of a keyring that nobody opens, and of none. */
const refused = /Couldn't access platform storage|The name org\.freedesktop\.secrets was not provided/;
let session: KeychainSession | undefined;

afterEach(async () => {
  await session?.stop();
  session = undefined;
});

const start = async (state: KeychainState) => {
  session = await startKeychainSession(state);
  return session;
};

/** Runs a few lines with the keychain package in a process of its own, which the session's variables reach. */
async function withEntry(env: Readonly<Record<string, string>>, lines: string): Promise<string> {
  const program = `import { AsyncEntry } from '@napi-rs/keyring';
    const entry = new AsyncEntry('permission-slip-test', 'one', { linux: { store: 'secret-service' } });
    ${lines}`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await run(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    timeout: patience,
  });
  return stdout.trim();
}

// Other systems have a keychain of their own, which no test may touch.
describe.skipIf(process.platform !== 'linux')('a private keychain session', () => {
  it('keeps a secret that secret-tool stored, and forgets it when told', async () => {
    const { env } = await start('unlocked');
    const tool = (args: string[], input = '') =>
      spawnSync('secret-tool', args, { env: { PATH: process.env.PATH, ...env }, input, encoding: 'utf8' });
    expect(tool(['store', '--label=x', 'service', 'a'], 'hush').status).toBe(0);
    expect(tool(['lookup', 'service', 'a']).stdout).toBe('hush');
    expect(tool(['clear', 'service', 'a']).status).toBe(0);
    expect(tool(['lookup', 'service', 'a']).stdout).toBe('');
  });

  it('serves the keychain package: set, get, delete', async () => {
    const { env } = await start('unlocked');
    const answer = await withEntry(
      env,
      `await entry.setPassword('hush'); const got = await entry.getPassword();
       await entry.deletePassword(); console.log(got, await entry.getPassword() ?? 'nothing');`,
    );
    expect(answer).toBe('hush nothing');
  });

  it('gives a stored secret only while it is unlocked', async () => {
    const { env, lock, unlock } = await start('unlocked');
    await withEntry(env, `await entry.setPassword('hush');`);
    await lock();
    await expect(withEntry(env, 'console.log(await entry.getPassword())')).rejects.toThrow(refused);
    await unlock();
    expect(await withEntry(env, 'console.log(await entry.getPassword())')).toBe('hush');
  });

  it.each(['locked', 'absent'] as const)('takes no secret when it is %s', async (state) => {
    const { env } = await start(state);
    await expect(withEntry(env, `await entry.setPassword('hush')`)).rejects.toThrow(refused);
  });

  it('leaves no process behind', async () => {
    const { env, stop } = await start('unlocked');
    await stop();
    const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(left).not.toContain(env.HOME);
  });
});
