import { describe, expect, it } from 'vitest';
import { answerAll, askToStop, connect, notice, offerKey, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

const makingTokens = { method: 'POST', path: /\/tokens$/ };
const deletingTokens = { method: 'DELETE', path: '/tokens/' };
const listingTokens = { method: 'GET', path: /\/tokens$/ };
const verifying = { method: 'GET', path: '/tokens/verify' };

describe.skipIf(!hasPrivateKeychain)('a token that Cloudflare made and the app could not use', () => {
  it('is found and deleted where the answer to its making was lost, at connecting and at creating', async () => {
    const { cloudflare, ...house } = await openHouse();
    const owner = await house.owner();
    const lost = notice(owner.page, "We can't reach Cloudflare");

    await offerKey(owner, { cloudflare });
    cloudflare.practice.faults.on({ kind: 'lose-create-answer' });
    await owner.press('Connect');
    await lost.waitFor();
    expect(cloudflare.liveTokens()).toEqual([]);
    await lost.getByRole('button', { name: 'Try again' }).click();
    await owner.sees('Your slips');

    await answerAll(owner);
    cloudflare.practice.faults.on({ kind: 'lose-create-answer' });
    await owner.press('Create this token');
    await lost.getByText(/We deleted the new token again/).waitFor();
    expect(cloudflare.liveTokens()).toEqual([]);
    await owner.press('Try again');
    await owner.sees('Your slip is ready');
    expect(cloudflare.liveTokens()).toHaveLength(1);
  });

  it('stays on a list where it could not be deleted again, and is gone after another try', async () => {
    const { cloudflare, ...house } = await openHouse();
    const { faults } = cloudflare.practice;
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await answerAll(owner);
    faults.on({ kind: 'server-error', ...verifying });
    faults.on({ kind: 'offline', ...deletingTokens });
    await owner.press('Create this token');
    await notice(owner.page, /problem of its own/)
      .getByText(/still at Cloudflare, but nobody has it/)
      .waitFor();
    expect(cloudflare.liveTokens()).toHaveLength(1);

    await owner.press('Go to my slips');
    const toDelete = notice(owner.page, '1 token should be deleted, and is not yet');
    await toDelete.getByText(cloudflare.liveTokens()[0]?.name ?? 'no name').waitFor();
    faults.clear();
    await toDelete.getByRole('button', { name: 'Try again' }).click();
    await toDelete.waitFor({ state: 'detached' });
    expect(cloudflare.liveTokens()).toEqual([]);
  });

  it('is looked for again from the same screen where it could not even be looked for', async () => {
    const { cloudflare, ...house } = await openHouse();
    const { faults } = cloudflare.practice;
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await answerAll(owner);
    faults.on({ kind: 'lose-create-answer' });
    faults.on({ kind: 'rate-limited', ...listingTokens });
    await owner.press('Create this token');
    const deleting = owner.page.getByRole('button', { name: 'Delete the token now' });
    await deleting.waitFor();
    expect(cloudflare.liveTokens()).toHaveLength(1);
    faults.clear();
    await deleting.click();
    await owner.sees('What is the task, and until when?');
    expect(cloudflare.liveTokens()).toEqual([]);
  });
});

describe.skipIf(!hasPrivateKeychain)('while Cloudflare is slow', () => {
  it('the owner can stop a slip at any moment and go on with the same answers', async () => {
    const { cloudflare, ...house } = await openHouse();
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await answerAll(owner);
    let button = 'Create this token';
    for (const making of [cloudflare.hold(makingTokens), null]) {
      const proving = cloudflare.hold(verifying);
      await owner.press(button);
      await (making ?? proving).reached;
      await owner.press('Stop');
      making?.letGo();
      const stopped = notice(owner.page, 'You stopped this');
      await stopped.getByText(/We deleted the new token again/).waitFor();
      /* Not before: the slip might be ready before the stop has come. */
      proving.letGo();
      expect(cloudflare.liveTokens()).toEqual([]);
      button = 'Try again';
    }
    await owner.press(button);
    await owner.sees('Your slip is ready');
  });

  it('the owner need not wait for an agent to be stopped, and its slip says how that stands', async () => {
    const { cloudflare, ...house } = await openHouse();
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await writeSlip(owner);
    await owner.press('Go to my slips');
    await askToStop(owner);
    const slow = cloudflare.hold(deletingTokens);
    await owner.press('Stop this agent now');
    await slow.reached;
    await owner.page.getByText('Deleting the token at Cloudflare.').waitFor();
    await owner.page.keyboard.press('Escape');
    const told = notice(owner.page, 'This slip is being stopped');
    await told.waitFor();
    slow.letGo();
    await told.waitFor({ state: 'detached' });
    await owner.press('Back');
    await owner.page.getByText('1 slip has ended').waitFor();
    expect(cloudflare.liveTokens()).toEqual([]);
  });

  it('the owner finds a slip that could not be stopped at the top, wherever they were when that was known', async () => {
    const { app, cloudflare, ...house } = await openHouse();
    const before = await house.owner();
    await connect(before, { cloudflare });
    await writeSlip(before);
    await before.press('Go to my slips');
    await askToStop(before);
    const slow = cloudflare.hold(deletingTokens);
    cloudflare.practice.faults.on({ kind: 'rate-limited', ...deletingTokens });
    await before.press('Stop this agent now');
    await slow.reached;
    await app.closeWindow();
    await app.until(({ windows }) => windows.length === 0);
    slow.letGo();
    await app.clickTrayEntry('Open Permission Slip');
    const owner = await house.owner();
    const waits = notice(owner.page, '1 slip waits to be stopped');
    await waits.waitFor();
    expect(cloudflare.liveTokens()).toHaveLength(1);
    cloudflare.practice.faults.clear();
    await waits.getByRole('button', { name: 'Stop it now' }).click();
    await owner.page.getByText('1 slip has ended').waitFor();
    expect(cloudflare.liveTokens()).toEqual([]);
  });
});
