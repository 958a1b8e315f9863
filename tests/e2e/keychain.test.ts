import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { KeychainSession } from '../../build/launch/keychain-session.ts';
import { answerAll, askToStop, connect, copyPrompt, offerKey, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

const verifying = { method: 'GET', path: '/tokens/verify' };
const absent = 'This computer has no keychain yet';
const locked = 'The keychain is locked';

/** Ends the keyring's process, as a crash would. The bus stays, and a later `unlock` starts a new one. */
async function endKeyring({ env }: KeychainSession): Promise<void> {
  const bus = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', '/org/freedesktop/DBus'];
  const question = ['org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets'];
  const { stdout } = await promisify(execFile)('dbus-send', [...bus, ...question], {
    env: { ...process.env, ...env },
  });
  process.kill(Number(/uint32 (\d+)/.exec(stdout)?.[1]), 'SIGKILL');
}

describe.skipIf(!hasPrivateKeychain)('a keychain that does not take the token', () => {
  it('is told as absent where there is none; the answers are kept and nothing is left at Cloudflare', async () => {
    const { cloudflare, ...house } = await openHouse({ keychain: 'absent' });
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await answerAll(owner);
    await owner.press('Create this token');
    await owner.sees(absent);
    await owner.page.getByText(/GNOME Keyring/).waitFor();
    await owner.page.getByText(/We deleted the new token again/).waitFor();
    expect(cloudflare.liveTokens()).toEqual([]);

    await owner.press('Check again and go on');
    await owner.page.getByText(`Checked just now. ${absent}.`).waitFor();
    await owner.press('Back to my answers');
    await owner.sees('What is the task, and until when?');
    expect(await owner.page.getByLabel('The task', { exact: true }).inputValue()).toContain('bakery.example');
    expect(JSON.parse(await house.readBook())).toMatchObject({ slips: [], pending: [] });
  });

  it('is told as locked, and takes the token once its owner has opened it', async () => {
    const { cloudflare, ...house } = await openHouse({ keychain: 'locked' });
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await answerAll(owner);
    await owner.press('Create this token');
    await owner.sees(locked);
    expect(cloudflare.liveTokens()).toEqual([]);

    await house.keychain.unlock();
    await owner.press('Check again and go on');
    await owner.sees('Your slip is ready');
    const { item } = await copyPrompt(owner, house);
    const token = (await house.lookUp(item)) ?? '';
    expect(cloudflare.liveTokens()).toEqual([cloudflare.tokenOf(token)]);
  });

  it('is told as locked when the screen lock closes it in the middle, and as absent when it crashes', async () => {
    const { cloudflare, ...house } = await openHouse();
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await answerAll(owner);
    const untilProof = cloudflare.hold(verifying);
    await owner.press('Create this token');
    await untilProof.reached;
    await house.keychain.lock();
    untilProof.letGo();
    await owner.sees(locked);
    expect(cloudflare.liveTokens()).toEqual([]);

    await house.keychain.unlock();
    const untilNextProof = cloudflare.hold(verifying);
    await owner.press('Check again and go on');
    await untilNextProof.reached;
    await endKeyring(house.keychain);
    untilNextProof.letGo();
    await owner.sees(absent);
    expect(cloudflare.liveTokens()).toEqual([]);

    await house.keychain.unlock();
    await owner.press('Check again and go on');
    await owner.sees('Your slip is ready');
    expect(cloudflare.liveTokens()).toHaveLength(1);
  });
});

describe.skipIf(!hasPrivateKeychain)('a keychain that closes later', () => {
  it('does not hold up stopping an agent: the token is deleted and the entry is said to be left', async () => {
    const { cloudflare, ...house } = await openHouse();
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await writeSlip(owner);
    await owner.press('Go to my slips');
    await askToStop(owner);
    await house.keychain.lock();
    await owner.press('Stop this agent now');
    await owner.page
      .getByRole('dialog')
      .getByText(/still there, but it opens nothing any more/)
      .waitFor();
    expect(cloudflare.liveTokens()).toEqual([]);
    await owner.press('Done');

    await owner.press('Back');
    await owner.page.getByText(locked).waitFor();
    await house.keychain.unlock();
    await owner.press('Check the keychain again');
    await owner.page.getByText(locked).waitFor({ state: 'detached' });
  });

  it('keeps a chosen setup key out of reach, and gives it back when opened', async () => {
    const { cloudflare, ...house } = await openHouse();
    const first = await house.owner();
    await offerKey(first, { cloudflare });
    await first.choose("Keep in this computer's keychain");
    await first.press('Connect');
    await first.sees('Your slips');
    expect(await house.lookUp('setup-key')).toBe(cloudflare.practice.readyToken('accountSetupKey').value);

    await house.keychain.lock();
    await house.app.restart();
    const owner = await house.owner();
    await owner.startSlip();
    await owner.press('Next: the job');
    await owner.choose('Show visitors the new page');
    await owner.press('Next: which website');
    await owner.page.getByText(locked).waitFor();
    await house.keychain.unlock();
    await owner.press('Check the keychain again');
    await owner.choose(/^bakery\.example/);
  });
});
