import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { appUpdater, canRenewItself } from '../../../electron/shell/app-updater.ts';

const fake = vi.hoisted(() => ({
  autoUpdater: {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    allowPrerelease: true,
    disableWebInstaller: false,
    requestHeaders: null,
    found: null as { isUpdateAvailable: boolean; updateInfo: { version: string } } | null,
    fail: (): void => undefined,
    done: [] as string[],
    on: () => undefined,
    once(_name: 'error', listener: () => void) {
      this.fail = listener;
    },
    quitAndInstall() {
      this.done.push('install');
    },
    async checkForUpdates() {
      if (this.found === null) throw new Error('offline');
      return this.found;
    },
    downloadUpdate: async (): Promise<string[]> => {
      throw new Error('not signed');
    },
  },
}));
vi.mock('electron-updater', () => fake);
vi.mock('electron', () => ({
  app: {
    relaunch: () => fake.autoUpdater.done.push('relaunch'),
    quit: () => fake.autoUpdater.done.push('quit'),
  },
}));

const resources = mkdtempSync(join(tmpdir(), 'permission-slip-updater-'));
writeFileSync(join(resources, 'app-update.yml'), 'provider: github');
afterAll(() => rmSync(resources, { recursive: true }));

const installed = { platform: 'win32', isInstalled: true, isFromStore: false, resources } as const;

describe('a copy of the app', () => {
  it('renews itself where what is fetched is held against its signature', () => {
    expect(canRenewItself(installed)).toBe(true);
    expect(canRenewItself({ ...installed, platform: 'darwin' })).toBe(true);
  });

  it.each([
    ['came as a package of Linux, which has no signature', { platform: 'linux' }],
    ['came from a store', { isFromStore: true }],
    ['is not installed', { isInstalled: false }],
    ['is no release', { resources: '/nowhere' }],
  ] as const)('does not where it %s', (_why, change) => {
    expect(canRenewItself({ ...installed, ...change })).toBe(false);
  });
});

describe('the updater', () => {
  beforeEach(() => {
    fake.autoUpdater.found = null;
    fake.autoUpdater.done = [];
  });

  it('does nothing of its own accord', async () => {
    fake.autoUpdater.found = { isUpdateAvailable: true, updateInfo: { version: '0.2.0' } };
    expect(await appUpdater(installed).look()).toEqual({ kind: 'newer', version: '0.2.0' });
    expect(fake.autoUpdater).toMatchObject({
      autoDownload: false,
      autoInstallOnAppQuit: false,
      allowDowngrade: false,
      allowPrerelease: false,
      disableWebInstaller: true,
      requestHeaders: { 'x-user-staging-id': '' },
    });
  });

  it('takes an older version for none', async () => {
    fake.autoUpdater.found = { isUpdateAvailable: false, updateInfo: { version: '0.0.9' } };
    expect(await appUpdater(installed).look()).toEqual({ kind: 'newest' });
  });

  it.each([
    ['on macOS, which checks before the app ends; it goes on where that fails', 'darwin', ['install'], []],
    [
      'on Windows, whose installer ends the app, once it is tidied up; it starts again where that fails',
      'win32',
      ['tidy up', 'install'],
      ['relaunch', 'quit'],
    ],
  ] as const)('installs %s', async (_where, platform, done, afterwards) => {
    const { autoUpdater } = fake;
    let hasFailed = false;
    const tidyUp = async () => void autoUpdater.done.push('tidy up');
    const installing = appUpdater({ ...installed, platform })
      .install(tidyUp)
      .then(() => {
        hasFailed = true;
      });
    await vi.waitFor(() => expect(autoUpdater.done).toEqual(done));
    expect(hasFailed).toBe(false);
    autoUpdater.fail();
    await installing;
    expect([hasFailed, autoUpdater.done.slice(done.length)]).toEqual([true, afterwards]);
  });

  it('starts the app again where it could not even be tidied up for Windows', async () => {
    const failing = appUpdater(installed).install(() => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(fake.autoUpdater.done).toEqual(['relaunch', 'quit']);
  });

  it('says so where nobody answers, and where what came is not signed', async () => {
    expect(await appUpdater(installed).look()).toEqual({ kind: 'failed' });
    expect(await appUpdater(installed).fetch()).toBe(false);
  });
});
