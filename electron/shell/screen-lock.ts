import { powerMonitor } from 'electron';
import { watchScreenSaver } from '../adapters/screen-saver.ts';

/** Calls back whenever the owner locks the screen; on Linux once `tellOfScreenLocks` was called. */
export function onScreenLock(run: () => void): void {
  powerMonitor.on('lock-screen', run);
}

/** On Linux Electron does not tell of a locked screen, so the desktop's screen saver is listened to. */
export function tellOfScreenLocks(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): void {
  if (platform === 'linux') void watchScreenSaver(env, () => powerMonitor.emit('lock-screen'));
}
