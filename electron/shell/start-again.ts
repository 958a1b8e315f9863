import { app } from 'electron';
import { hiddenArgument } from './hidden-argument.ts';
import { ownAppImage } from './own-app-image.ts';

/**
 * Ends the app as quitting does, and starts it again, with its window. An AppImage, if it runs as one, runs out of a folder
 * that goes with it, and has to be unpacked anew for it.
 * Source: https://github.com/electron-userland/electron-builder/issues/1727
 */
export function startAgain(): void {
  const args = process.argv.slice(1).filter((one) => one !== hiddenArgument);
  const execPath = ownAppImage(process.env, process.execPath);
  app.relaunch(execPath ? { execPath, args: ['--appimage-extract-and-run', ...args] } : { args });
  app.quit();
}
