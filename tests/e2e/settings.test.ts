import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import { findsCanary } from '../../build/tour/find-canary.ts';
import { Owner } from '../../build/tour/owner.ts';
import { tempFolder } from '../unit/adapters/temp-folder.ts';
import { connect, copyPrompt, practise, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openApp, openHouse } from './house.ts';

describe('a start at login', () => {
  it('shows no window, and the tray opens it', async () => {
    const app = await openApp({ args: ['--hidden'] });
    const { windows } = await app.until(({ tray }) => tray !== null && tray.entries.length > 0);
    expect(windows).toEqual([]);
    await app.clickTrayEntry('Open Permission Slip');
    await practise(new Owner(await app.page()));
  });
});

describe('the settings', () => {
  it.runIf(process.platform === 'linux')(
    'have the desktop start the app at login, and take that back',
    async () => {
      const settingsFolder = await tempFolder();
      const app = await openApp({
        env: { XDG_CONFIG_HOME: settingsFolder, PERMISSION_SLIP_LOGIN_COMMAND: '/opt/Permission Slip/app' },
      });
      const owner = new Owner(await app.page());
      await practise(owner);
      await owner.press('Settings');
      const entries = () => textsIn(join(settingsFolder, 'autostart'));
      await owner.page.getByRole('tab', { name: 'Start at login' }).click();
      await owner.page.getByRole('checkbox').click();
      await owner.page.getByRole('checkbox', { checked: true }).waitFor();
      /* The box shows the choice before the desktop has it. */
      await expect
        .poll(entries, { timeout: 30_000 })
        .toEqual([expect.stringContaining('Exec="/opt/Permission Slip/app" --hidden\n')]);

      await app.restart();
      const again = new Owner(await app.page());
      await again.press('Settings');
      await again.page.getByRole('tab', { name: 'Start at login' }).click();
      await again.page.getByRole('checkbox', { checked: true }).click();
      await again.page.getByRole('checkbox', { checked: false }).waitFor();
      await expect.poll(entries, { timeout: 30_000 }).toEqual([]);
    },
  );

  it('show and open the data folder', async () => {
    const app = await openApp();
    const owner = new Owner(await app.page());
    await practise(owner);
    await owner.press('Settings');
    await owner.page.getByRole('tab', { name: 'Your data' }).click();
    await owner.page.getByText(app.dataFolder).waitFor();
    await owner.press('Open the folder');
    await app.until(({ openedPaths }) => openedPaths.includes(app.dataFolder));
  });
});

describe.skipIf(!hasPrivateKeychain)('the list of slips as a file', () => {
  it('goes to another computer without a token, where the slip says that its token is not there', async () => {
    const folder = await tempFolder();
    const list = join(folder, 'list.json');
    const report = join(folder, 'report.txt');
    const house = await openHouse();
    const owner = await house.owner();
    await connect(owner, house);
    await writeSlip(owner);
    const { item } = await copyPrompt(owner, house);
    const token = (await house.lookUp(item)) ?? '';
    await owner.press('Done');
    await openPart(owner, 'Your data');
    await house.app.answerDialog(list);
    await owner.press('Save the list');
    await owner.page.getByText('Your list is saved').waitFor();
    await owner.page.getByRole('tab', { name: 'Report a problem' }).click();
    await owner.press('Make the report');
    await owner.page.getByText('Permission Slip diagnostics').waitFor();
    await house.app.answerDialog(report);
    await owner.press('Save the report');
    await owner.page.getByText('The report is saved').waitFor();
    const files = [await readFile(list, 'utf8'), await readFile(report, 'utf8')];
    expect(files.map((text) => findsCanary(text, token))).toEqual([false, false]);
    expect(files.map((text) => text.includes('bakery.example'))).toEqual([true, false]);

    const keychain = await startKeychainSession('unlocked');
    onTestFinished(() => keychain.stop());
    const app = await openApp({ env: { ...keychain.env, ...house.cloudflare.env } });
    const other = new Owner(await app.page());
    await other.press('Use my Cloudflare account');
    await other.sees('Your slips');
    await openPart(other, 'Your data');
    await app.answerDialog(list);
    await other.press('Bring a list in');
    await other.page.getByText('The token of 1 slip is not on this computer').waitFor();
    await other.press('Add 1 slip');
    await other.sees('Your slips');
    await other.press(/^Open slip 1/);
    await other.page.getByText('The token is not on this computer').waitFor();
    await other.press('Take it off this list');
    await other.sees('Your slips');
    expect(house.cloudflare.liveTokens()).toHaveLength(1);
  });
});

async function openPart(owner: Owner, part: string): Promise<void> {
  await owner.press('Settings');
  await owner.page.getByRole('tab', { name: part }).click();
}

/** The texts of a folder's files; there is nothing to read until the folder is made. */
async function textsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
