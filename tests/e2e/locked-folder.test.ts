import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import { answerAll, connect, notice } from './errands.ts';
import { type House, hasPrivateKeychain, openHouse } from './house.ts';

/* Nobody may make a file in /sys, not even root; so the app may not write the copy of its last good list. */
function lockFolder({ app }: House): () => void {
  const copy = join(app.dataFolder, `${bookFileName}.last-good`);
  rmSync(copy, { force: true });
  symlinkSync('/sys/permission-slip', copy);
  return () => rmSync(copy);
}

const title = 'We may not write to our own folder';

describe.skipIf(!hasPrivateKeychain)('a data folder that may not be written to', () => {
  it('is told before Cloudflare is asked for anything, and the slip is made once it may be', async () => {
    const house = await openHouse();
    const owner = await house.owner();
    await connect(owner, house);
    await answerAll(owner);
    const before = await house.readBook();
    const unlock = lockFolder(house);
    await owner.press('Create this token');
    const told = notice(owner.page, title);
    await told.getByText('No token was made.').waitFor();
    expect([house.cloudflare.liveTokens(), await house.readBook()]).toEqual([[], before]);
    unlock();
    await told.getByRole('button', { name: 'Try again' }).click();
    await owner.sees('Your slip is ready');
    expect(house.cloudflare.liveTokens()).toHaveLength(1);
  });

  it('in the middle of making a slip, leaves no token, and nothing in the keychain', async () => {
    const house = await openHouse();
    const { cloudflare } = house;
    const owner = await house.owner();
    await connect(owner, house);
    await answerAll(owner);
    const proof = cloudflare.hold({ method: 'GET', path: '/tokens/verify' });
    await owner.press('Create this token');
    await proof.reached;
    const { pending } = JSON.parse(await house.readBook()) as {
      pending: readonly { keychainItem: string }[];
    };
    const unlock = lockFolder(house);
    proof.letGo();
    const told = notice(owner.page, title);
    await told.waitFor();
    expect([cloudflare.liveTokens(), await house.lookUp(pending[0]?.keychainItem ?? '')]).toEqual([[], null]);
    unlock();
    await told.getByRole('button', { name: 'Try again' }).click();
    await owner.sees('Your slip is ready');
    expect(cloudflare.liveTokens()).toHaveLength(1);
  });
});
