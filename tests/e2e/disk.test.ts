import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProcessTree } from '../../build/tour/process-tree.ts';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import { answerAll, connect, notice } from './errands.ts';
import { type House, hasPrivateKeychain, openHouse } from './house.ts';

/** What is wrong with the disk: what the owner reads, and how it begins; the answer ends it. */
type Trouble = {
  readonly what: string;
  readonly title: string;
  readonly begin: (house: House) => Promise<() => void>;
};

/* Nobody may make a file in /sys, not even root; so the app may not write the copy of its last good list. */
const locked: Trouble = {
  what: 'a data folder that may not be written to',
  title: 'We may not write to our own folder',
  begin: async ({ app }) => {
    const copy = join(app.dataFolder, `${bookFileName}.last-good`);
    rmSync(copy, { force: true });
    symlinkSync('/sys/permission-slip', copy);
    return () => rmSync(copy);
  },
};

/* No file of the app may grow longer than this: the system takes what fits, and then refuses. */
const full: Trouble = {
  what: 'a full disk',
  title: 'The disk of this computer is full',
  begin: async ({ app }) => {
    const processes = await readProcessTree(process.pid);
    const own = processes.find(({ text }) => text.includes(`PERMISSION_SLIP_DATA=${app.dataFolder}`));
    const limit = (bytes: string) =>
      execFileSync('prlimit', ['--pid', String(own?.pid), `--fsize=${bytes}:unlimited`]);
    limit('200');
    return () => limit('unlimited');
  },
};

/* Past that limit the system ends a program that does not ask it not to. Node asks; nobody says so of Electron. */
const troubles = process.env.PERMISSION_SLIP_TEST_LAUNCHER === 'electron' ? [locked] : [locked, full];

describe.skipIf(!hasPrivateKeychain).each(troubles)('$what', ({ title, begin }) => {
  it('is told before Cloudflare is asked for anything, and the slip is made once it may be', async () => {
    const house = await openHouse();
    const owner = await house.owner();
    await connect(owner, house);
    await answerAll(owner);
    const end = await begin(house);
    await owner.press('Create this token');
    const told = notice(owner.page, title);
    await told.getByText('No token was made.').waitFor();
    expect(house.cloudflare.liveTokens()).toEqual([]);
    expect(JSON.parse(await house.readBook())).toMatchObject({ slips: [], pending: [] });
    end();
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
    const end = await begin(house);
    proof.letGo();
    const told = notice(owner.page, title);
    await told.waitFor();
    expect([cloudflare.liveTokens(), await house.lookUp(pending[0]?.keychainItem ?? '')]).toEqual([[], null]);
    end();
    await told.getByRole('button', { name: 'Try again' }).click();
    await owner.sees('Your slip is ready');
    expect(cloudflare.liveTokens()).toHaveLength(1);
  });
});
