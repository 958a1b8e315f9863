import { powerMonitor } from 'electron';

/** Calls back whenever the owner locks the screen, on macOS and Windows; on Linux Electron does not tell of it. */
export function onScreenLock(run: () => void): void {
  powerMonitor.on('lock-screen', run);
}
