import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import type { LaunchedApp } from '../../build/launch/launched-app.ts';
import { Owner } from '../../build/tour/owner.ts';
import { copyPrompt, practise, writeSlip } from './errands.ts';
import { hasPrivateKeychain, lookUp, openApp } from './house.ts';

/** The app in the practice account with one finished slip, and its page open. */
async function openSlip() {
  const keychain = await startKeychainSession('unlocked');
  onTestFinished(() => keychain.stop());
  const app = await openApp({ env: keychain.env });
  const owner = new Owner(await app.page('index.html'));
  await practise(owner);
  await writeSlip(owner);
  const { prompt, item } = await copyPrompt(owner, { app });
  const old = (await lookUp(keychain, item)) ?? '';
  await owner.press('Done');
  await owner.press(/^Open slip /);
  return { app, owner, keychain, prompt, item, old };
}

/** From the slip's page to the list of tokens in the second window. */
async function openList(app: LaunchedApp, owner: Owner): Promise<Page> {
  await owner.press('Rotate the token to a new value');
  await owner.press('Rotate it by hand');
  await owner.sees('Open Cloudflare and log in');
  await owner.press('Open the practice list of tokens');
  await owner.sees('Find the token and press its three dots');
  const dashboard = await app.page('practice.html');
  await dashboard.getByRole('heading', { name: 'Account API tokens' }).waitFor();
  return dashboard;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Rolls a token as the guide says, and copies the new value. */
async function roll(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  await press(page, 'Roll');
  await press(page, 'Confirm');
  await press(page, 'Copy to clipboard');
  await page.getByRole('button', { name: 'Copied', exact: true }).waitFor();
}

const ofSlip = /^Menu of Permission Slip.*purge/;
const ofAnother = /^Menu of (?!Permission Slip)/;

async function toLastStep(owner: Owner): Promise<void> {
  await owner.press(/^Step 6:/);
  await owner.sees('Copy the new token');
}

describe.skipIf(!hasPrivateKeychain)('a token swapped by hand', () => {
  it('ends with the old value refused, the new one kept and working, and the same prompt', async () => {
    const { app, owner, keychain, prompt, item, old } = await openSlip();
    const dashboard = await openList(app, owner);
    await roll(dashboard, ofSlip);
    await toLastStep(owner);
    await owner.press('Paste');
    await owner.sees('The token is rotated');
    await owner.page.getByText(/Cloudflare refused it/).waitFor();
    await owner.page.getByText(/it can do the same as before/).waitFor();
    const next = (await lookUp(keychain, item)) ?? '';
    expect([next === old, next.startsWith('cfat_')]).toEqual([false, true]);
    expect((await app.desktop()).clipboard.text).toBe('');
    await press(dashboard, 'Confirm');
    await owner.press('Done');
    expect((await copyPrompt(owner, { app })).prompt).toBe(prompt);
  });

  it('tells each mistake apart, and ends well after all of them', async () => {
    const { app, owner, keychain, item, old } = await openSlip();
    const dashboard = await openList(app, owner);

    /* The old value, before anything was rolled. */
    await toLastStep(owner);
    await app.putOnClipboard(old);
    await owner.press('Paste');
    await owner.page.getByText('This is the old token').waitFor();
    await owner.press('Paste it again');

    /* The wrong line. */
    await dashboard.getByRole('button', { name: ofAnother }).first().click();
    await press(dashboard, 'Roll');
    await press(dashboard, 'Confirm');
    await press(dashboard, 'Copy to clipboard');
    await dashboard.getByRole('button', { name: 'Copied', exact: true }).waitFor();
    await owner.press('Paste');
    await owner.page.getByText('This is another token').waitFor();
    expect(await lookUp(keychain, item)).toBe(old);
    await owner.press('Paste it again');
    await press(dashboard, 'Confirm');

    /* Left half-way: rolled, and never brought. */
    await roll(dashboard, ofSlip);
    await press(dashboard, 'Confirm');
    await owner.press('Back');
    await owner.page.keyboard.press('Escape');
    for (let step = 5; step > 1; step -= 1) await owner.press('Back');
    await owner.page.getByText('This slip has no working token now').waitFor();
    await owner.page.getByText('ROTATE NOW', { exact: true }).waitFor();

    await owner.press('Rotate it once more');
    await owner.press('Rotate it by hand');
    /* The list that is open already is loaded anew, and what is pressed before that is lost. */
    const anew = dashboard.waitForEvent('load');
    await owner.press('Open the practice list of tokens');
    await anew;
    await roll(dashboard, ofSlip);
    await toLastStep(owner);
    await owner.press('Paste');
    await owner.sees('The token is rotated');
    const next = (await lookUp(keychain, item)) ?? '';
    expect([next === old, next.startsWith('cfat_')]).toEqual([false, true]);
    await owner.press('Done');
    await owner.page.getByText('READY', { exact: true }).waitFor();
  });

  it('and cut off by a crash after the roll is told at the next start', async () => {
    const { app, owner, keychain, item, old } = await openSlip();
    const dashboard = await openList(app, owner);
    await roll(dashboard, ofSlip);
    await app.restartAfterKill();
    const again = new Owner(await app.page('index.html'));
    await again.page.getByText(/^Slip 1 has no working token now$/).waitFor();
    expect(await lookUp(keychain, item)).toBe(old);
  });
});
