import { describe, expect, it } from 'vitest';
import { Owner } from '../../build/tour/owner.ts';
import { practise, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openApp, openHouse } from './house.ts';

const labelsOf = (entries: readonly { readonly label: string; readonly isSeparator: boolean }[] = []) =>
  entries.filter(({ isSeparator }) => !isSeparator).map(({ label }) => label);
const slipEntry = '1. Show visitors the new page, bakery.example (ready)';

describe('the tray of an app without slips', () => {
  it('says so, opens the window again after it was closed, and quits', async () => {
    const app = await openApp();
    await practise(new Owner(await app.page()));
    const { tray } = await app.desktop();
    expect(tray?.toolTip).toBe('Permission Slip');
    expect(labelsOf(tray?.entries)).toEqual([
      'New slip',
      'No slips yet',
      'Pause reminders',
      'Open Permission Slip',
      'Quit',
    ]);

    const byEntry = () => app.clickTrayEntry('Open Permission Slip');
    /* On macOS a click on the icon opens the menu. */
    const ways = process.platform === 'darwin' ? [byEntry] : [() => app.clickTrayIcon(), byEntry];
    for (const open of ways) {
      await app.closeWindow();
      await app.until(({ windows }) => windows.length === 0);
      await open();
      await app.until(({ windows }) => windows.length === 1 && windows[0]?.isShown === true);
      await new Owner(await app.page()).sees('Your slips');
    }

    await app.closeWindow();
    await app.clickTrayEntry('New slip');
    await new Owner(await app.page()).sees('Who is this slip for?');
    await app.clickTrayEntry('Quit');
    expect(await app.ended()).toBe(0);
  });
});

describe.skipIf(!hasPrivateKeychain)('the tray of an app with a slip', () => {
  it('copies its prompt, opens it, and forgets it once its agent is stopped', async () => {
    const { app, ...house } = await openHouse();
    const first = await house.owner();
    await practise(first);
    await writeSlip(first);
    const { tray } = await app.until(({ tray }) => labelsOf(tray?.entries).includes('Pause all agents'));
    expect(labelsOf(tray?.entries)).toEqual([
      'New slip',
      slipEntry,
      'Pause all agents',
      'Pause reminders',
      'Open Permission Slip',
      'Quit',
    ]);

    await app.closeWindow();
    await app.clickTrayEntry(slipEntry, 'Copy prompt');
    const { clipboard, windows } = await app.until(({ clipboard }) => clipboard.text !== '');
    expect(clipboard.text).toMatch(/slip-[a-z2-7]{16}/);
    expect(windows).toEqual([]);

    await app.clickTrayEntry(slipEntry, 'Open');
    const owner = await house.owner();
    await owner.sees('Show visitors the new page');
    await owner.press('Stop this agent');
    await owner.press('Stop this agent now');
    await owner.page.getByRole('heading', { name: 'This slip is stopped' }).waitFor();
    await app.until(({ tray }) => labelsOf(tray?.entries).includes('No slips yet'));
  });
});
