import { app } from 'electron';
import { hiddenArgument } from './hidden-argument.ts';

/**
 * Ends the app as quitting does, and starts it again, with its window. An AppImage, if it runs as one, runs out of a folder
 * that goes with it, and has to be unpacked anew for it.
 * Source: https://github.com/electron-userland/electron-builder/issues/1727
 */
export function startAgain(appImage?: string): void {
  const args = process.argv.slice(1).filter((one) => one !== hiddenArgument);
  app.relaunch(appImage ? { execPath: appImage, args: ['--appimage-extract-and-run', ...args] } : { args });
  app.quit();
}
