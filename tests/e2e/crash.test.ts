import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Owner } from '../../build/tour/owner.ts';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import type { Held, Hold } from './cloudflare.ts';
import { answerAll, connect, handInKey, notice, writeSlip } from './errands.ts';
import { type House, hasPrivateKeychain, openHouse } from './house.ts';

const verifying = { method: 'GET', path: '/tokens/verify' };

/** Starts a slip that stops at the requests that are held. */
async function startAndHold(house: House, held: Held): Promise<Hold> {
  const owner = await house.owner();
  await connect(owner, house);
  await answerAll(owner);
  const hold = house.cloudflare.hold(held);
  await owner.press('Create this token');
  await hold.reached;
  return hold;
}

/** After a crash: the token is on the list of things to clean up, and connecting again is enough to be rid of it. */
async function comesBackAndCleansUp(house: House, meanwhile?: () => void): Promise<Owner> {
  const { app, cloudflare } = house;
  cloudflare.practice.faults.clear();
  await app.restartAfterKill(meanwhile);
  const owner = await house.owner();
  const toDelete = notice(owner.page, '1 token should be deleted, and is not yet');
  await toDelete.waitFor();
  await owner.press('Connect');
  await handInKey(owner, house);
  await owner.press('Connect');
  await owner.sees('Your slips');
  await toDelete.waitFor({ state: 'detached' });
  expect(cloudflare.liveTokens()).toEqual([]);
  expect(JSON.parse(await house.readBook())).toMatchObject({ slips: [], pending: [] });
  return owner;
}

describe.skipIf(!hasPrivateKeychain)('the power fails while a slip is made, and no token is lost', () => {
  it('before Cloudflare has heard of it', async () => {
    const house = await openHouse();
    await startAndHold(house, { method: 'POST', path: /\/tokens$/ });
    expect(house.cloudflare.liveTokens()).toEqual([]);
    await comesBackAndCleansUp(house);
  });

  it('after the token was made, and its answer was lost', async () => {
    const house = await openHouse();
    const { faults } = house.cloudflare.practice;
    const owner = await house.owner();
    await connect(owner, house);
    await answerAll(owner);
    faults.on({ kind: 'lose-create-answer' });
    const looking = house.cloudflare.hold({ method: 'GET', path: /\/tokens$/ });
    await owner.press('Create this token');
    await looking.reached;
    expect(house.cloudflare.liveTokens()).toHaveLength(1);
    await comesBackAndCleansUp(house);
  });

  it('while the token is tried out; the answers are kept, so that the slip is made after all', async () => {
    const house = await openHouse();
    await startAndHold(house, verifying);
    expect(house.cloudflare.liveTokens()).toHaveLength(1);
    const owner = await comesBackAndCleansUp(house);
    await owner.press('Go on with it');
    await owner.press('Create this token');
    await owner.sees('Your slip is ready');
    expect(house.cloudflare.liveTokens()).toHaveLength(1);
  });

  it('when the last try-out is all that is missing before the keychain', async () => {
    const house = await openHouse();
    await startAndHold(house, { method: 'GET', path: '/billing/profile' });
    expect(house.cloudflare.liveTokens()).toHaveLength(1);
    await comesBackAndCleansUp(house);
  });

  it('when the token is in the keychain and the slip is not written yet; the entry goes with it', async () => {
    const house = await openHouse();
    const { cloudflare, app } = house;
    const proof = await startAndHold(house, verifying);
    const [made] = cloudflare.liveTokens();
    const { pending } = JSON.parse(await house.readBook()) as {
      pending: readonly { keychainItem: string }[];
    };
    const item = pending[0]?.keychainItem ?? '';

    /* The copy of the last good book goes into a pipe that nobody reads, which holds up the writing. */
    const copy = join(app.dataFolder, `${bookFileName}.last-good`);
    rmSync(copy);
    execFileSync('mkfifo', [copy]);
    proof.letGo();
    const { page } = await house.owner();
    await page.locator('[aria-current=step]').getByText('Writing the slip').waitFor();
    expect(cloudflare.tokenOf((await house.lookUp(item)) ?? '')).toEqual(
      expect.objectContaining({ id: made?.id }),
    );

    await comesBackAndCleansUp(house, () => rmSync(copy));
    expect(await house.lookUp(item)).toBeNull();
  });

  it('right after the slip is ready: it is still there, with a token that works', async () => {
    const house = await openHouse();
    const { cloudflare, app } = house;
    const first = await house.owner();
    await connect(first, house);
    await writeSlip(first);
    await app.restartAfterKill();
    const owner = await house.owner();
    await owner.press('Copy prompt');
    const { clipboard } = await app.until((desktop) => desktop.clipboard.text !== '');
    const item = /slip-[a-z2-7]{16}/.exec(clipboard.text)?.[0] ?? '';
    const token = (await house.lookUp(item)) ?? '';
    expect(cloudflare.liveTokens()).toEqual([cloudflare.tokenOf(token)]);
    const zone = `/zones/${cloudflare.practice.seed.zones.bakery.id}`;
    expect((await cloudflare.ask(token, 'GET', zone)).status).toBe(200);
  });
});
