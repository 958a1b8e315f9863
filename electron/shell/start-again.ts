import { app } from 'electron';

/** Ends the app as quitting does, and starts it again. */
export function startAgain(): void {
  app.relaunch();
  app.quit();
}
