import { spawn } from 'node:child_process';
import { app } from 'electron';
import { hiddenArgument } from './hidden-argument.ts';

/** Ends the app as quitting does, and starts it again, with its window. */
export function startAgain(env: NodeJS.ProcessEnv = process.env): void {
  const args = process.argv.slice(1).filter((one) => one !== hiddenArgument);
  const { APPIMAGE: file } = env;
  if (app.isPackaged && file) app.once('quit', () => startFile(file, args));
  else app.relaunch({ args });
  app.quit();
}

/* An AppImage runs out of a folder that goes with it, where what would start it again can't be. */
function startFile(file: string, args: readonly string[]): void {
  app.releaseSingleInstanceLock();
  spawn(file, args, { cwd: '/', detached: true, stdio: 'ignore' }).unref();
}
