import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Owner } from '../../build/tour/owner.ts';
import { tempFolder } from '../unit/adapters/temp-folder.ts';
import { practise } from './errands.ts';
import { openApp } from './house.ts';

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
      const autostart = join(settingsFolder, 'autostart');
      await owner.page.getByRole('tab', { name: 'Start at login' }).click();
      await owner.page.getByRole('checkbox').click();
      await owner.page.getByRole('checkbox', { checked: true }).waitFor();
      const [file = ''] = await readdir(autostart);
      expect(await readFile(join(autostart, file), 'utf8')).toContain(
        'Exec="/opt/Permission Slip/app" --hidden\n',
      );

      await app.restart();
      const again = new Owner(await app.page());
      await again.press('Settings');
      await again.page.getByRole('tab', { name: 'Start at login' }).click();
      await again.page.getByRole('checkbox', { checked: true }).click();
      await again.page.getByRole('checkbox', { checked: false }).waitFor();
      expect(await readdir(autostart)).toEqual([]);
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
