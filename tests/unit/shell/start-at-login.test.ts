import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { autostartFileName } from '../../../electron/adapters/autostart-file.ts';
import { electronLoginItem, stateOf } from '../../../electron/shell/electron-login-item.ts';
import { loginItemOf, renewLoginItem, startsHidden } from '../../../electron/shell/start-at-login.ts';
import { tempFolder } from '../adapters/temp-folder.ts';

const system = vi.hoisted(() => ({ settings: {} as Record<string, unknown>, calls: [] as unknown[] }));
vi.mock('electron', () => ({
  app: {
    getLoginItemSettings: (options: unknown) => {
      system.calls.push({ get: options });
      return system.settings;
    },
    setLoginItemSettings: (settings: { openAtLogin: boolean }) => {
      system.calls.push({ set: settings });
      system.settings = {
        openAtLogin: settings.openAtLogin,
        executableWillLaunchAtLogin: settings.openAtLogin,
        status: settings.openAtLogin ? 'enabled' : 'not-registered',
      };
    },
  },
}));

beforeEach(() => {
  system.settings = { openAtLogin: false, executableWillLaunchAtLogin: false, status: 'not-registered' };
  system.calls.length = 0;
});

describe('the login item of macOS and Windows', () => {
  it('is set and read back on Windows with the argument that keeps the window closed', async () => {
    const item = electronLoginItem('win32', true);
    expect([await item.set(true), await item.read(), await item.set(false)]).toEqual(['on', 'on', 'off']);
    expect(system.calls.every((call) => JSON.stringify(call).includes('"args":["--hidden"]'))).toBe(true);
  });

  it('is set and read back on macOS', async () => {
    const item = electronLoginItem('darwin', true);
    expect([await item.read(), await item.set(true), await item.set(false)]).toEqual(['off', 'on', 'off']);
  });

  it('touches nothing while the app is not installed', async () => {
    const item = electronLoginItem('win32', false);
    expect([await item.read(), await item.set(true)]).toEqual(['unavailable', 'unavailable']);
    expect(system.calls).toEqual([]);
  });

  it.each([
    ['darwin', { openAtLogin: false, status: 'requires-approval' }, 'blocked'],
    ['darwin', { openAtLogin: true, status: 'enabled' }, 'on'],
    ['win32', { openAtLogin: true, executableWillLaunchAtLogin: false }, 'blocked'],
    ['win32', { openAtLogin: true, executableWillLaunchAtLogin: true }, 'on'],
    ['win32', { openAtLogin: false, executableWillLaunchAtLogin: false }, 'off'],
  ] as const)('on %s that says %o is %s', (platform, settings, state) => {
    const usual = { executableWillLaunchAtLogin: false, status: 'not-registered' } as const;
    expect(stateOf(platform, { ...usual, ...settings })).toBe(state);
  });
});

describe('the login item of Linux', () => {
  const place = async (env: NodeJS.ProcessEnv, isInstalled = true, loginCommand: string | null = null) =>
    loginItemOf({
      platform: 'linux',
      isInstalled,
      env: { XDG_CONFIG_HOME: await tempFolder(), ...env },
      execPath: '/opt/permission-slip',
      home: '/nowhere',
      loginCommand,
    }).set(true);

  it.each([
    ['an installed app', {}, true, null, 'on'],
    ['an app that is told what starts it', {}, false, '/opt/app', 'on'],
    ['an app that is not installed', {}, false, null, 'unavailable'],
    ['Flatpak', { FLATPAK_ID: 'org.permissionslip.PermissionSlip' }, true, null, 'unavailable'],
    ['Snap', { SNAP: '/snap/permission-slip/1' }, true, null, 'unavailable'],
  ] as const)('of %s', async (_what, env, isInstalled, loginCommand, state) => {
    expect(await place(env, isInstalled, loginCommand)).toBe(state);
  });

  it.each([
    ['the AppImage that it runs out of', ['AppRun'], '/home/owner/some.AppImage'],
    ['itself where the AppImage is that of the program that had started it', [], 'permission-slip'],
  ])('starts %s', async (_what, beside, started) => {
    const folder = await tempFolder();
    for (const file of beside) await writeFile(join(folder, file), '');
    const env = { XDG_CONFIG_HOME: folder, APPIMAGE: '/home/owner/some.AppImage' };
    const execPath = join(folder, 'permission-slip');
    const place = { platform: 'linux', isInstalled: true, home: folder, loginCommand: null } as const;
    expect(await loginItemOf({ ...place, env, execPath }).set(true)).toBe('on');
    const entry = await readFile(join(folder, 'autostart', autostartFileName), 'utf8');
    expect(entry).toContain(`Exec=${resolve(folder, started)} --hidden`);
  });

  it('follows an AppImage to the file that took its place', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'AppRun'), '');
    const execPath = join(folder, 'permission-slip');
    const startedAs = (APPIMAGE: string) => ({
      platform: 'linux' as const,
      isInstalled: true,
      home: folder,
      loginCommand: null,
      execPath,
      env: { XDG_CONFIG_HOME: folder, APPIMAGE },
    });
    await loginItemOf(startedAs('/home/owner/0.1.0.AppImage')).set(true);
    await renewLoginItem(startedAs('/home/owner/0.2.0.AppImage'));
    const entry = await readFile(join(folder, 'autostart', autostartFileName), 'utf8');
    expect(entry).toContain('Exec=/home/owner/0.2.0.AppImage --hidden');
  });
});

describe('a start', () => {
  const byHand = { argv: ['app'], wasOpenedAtLogin: false, hasTray: true };
  it.each([
    ['by hand shows the window', byHand, false],
    ['at login shows none', { ...byHand, argv: ['app', '--hidden'] }, true],
    ['at login on macOS shows none', { ...byHand, wasOpenedAtLogin: true }, true],
    [
      'at login without a tray shows it',
      { argv: ['app', '--hidden'], wasOpenedAtLogin: true, hasTray: false },
      false,
    ],
  ])('%s', (_what, start, hidden) => {
    expect(startsHidden(start)).toBe(hidden);
  });
});
