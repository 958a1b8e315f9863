import { powerMonitor } from 'electron';

/** Calls back whenever the owner locks the screen. */
export function onScreenLock(run: () => void): void {
  powerMonitor.on('lock-screen', run);
}
