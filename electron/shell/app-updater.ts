import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Updater } from '../core/ports.ts';
import { startAgain } from './start-again.ts';

/** What decides whether this copy of the app may renew itself. */
export type UpdaterPlace = {
  readonly platform: NodeJS.Platform;
  readonly isInstalled: boolean;
  /** Whether a store installed it, and renews it. */
  readonly isFromStore: boolean;
  /** The folder with `app-update.yml`, which only a signed release has. */
  readonly resources: string;
};

/**
 * Whether this copy may renew itself: on macOS and Windows alone, where what is fetched is held against its signature.
 * Packages for Linux have none, so they are renewed as they came.
 */
export function canRenewItself({ platform, isInstalled, isFromStore, resources }: UpdaterPlace): boolean {
  const isChecked = platform === 'darwin' || platform === 'win32';
  return isInstalled && isChecked && !isFromStore && existsSync(join(resources, 'app-update.yml'));
}

/** electron-updater, loaded when it is first asked: most starts never need it. */
export function appUpdater(place: UpdaterPlace): Updater {
  let loaded: ReturnType<typeof load> | null = null;
  const updater = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    canUpdate: canRenewItself(place),
    look: async () => {
      try {
        const found = await (await updater()).checkForUpdates();
        return found?.isUpdateAvailable === true
          ? { kind: 'newer', version: found.updateInfo.version }
          : { kind: 'newest' };
      } catch {
        return { kind: 'failed' };
      }
    },
    fetch: async () => {
      try {
        await (await updater()).downloadUpdate();
        return true;
      } catch {
        return false;
      }
    },
    install: async (tidyUp) => {
      const it = await updater();
      const install = () =>
        new Promise<void>((failed) => {
          it.once('error', () => failed());
          /* With the installer's window, and the app started again after it. */
          it.quitAndInstall(false, true);
        });
      /* macOS checks first, and then lets the app quit. */
      if (place.platform !== 'win32') return install();
      /* On Windows the installer ends the app a second after it began. What was closed for it only a new start opens. */
      try {
        await tidyUp();
        await install();
      } finally {
        startAgain();
      }
    },
  };
}

async function load() {
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.logger = null;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = false;
  autoUpdater.disableWebInstaller = true;
  /* Left to itself it would send a number that it made up for this computer. */
  autoUpdater.requestHeaders = { 'x-user-staging-id': '' };
  /* Each call says itself whether it failed; an error that nobody listens to would end the app. */
  autoUpdater.on('error', () => undefined);
  return autoUpdater;
}
