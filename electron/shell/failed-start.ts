import { app, dialog } from 'electron';
import type { Log } from '../core/ports.ts';

/** Ends the app if its start fails, and says so: with no window it would still keep each later start away. */
export async function endIfItFails(start: Promise<void>, log: Pick<Log, 'error'>): Promise<void> {
  try {
    await start;
  } catch (error) {
    log.error('the start failed', { error: error instanceof Error ? error.name : typeof error });
    try {
      dialog.showErrorBox(
        'Permission Slip could not start',
        'Your slips and your tokens are safe. Restart your computer, then start the app once more. If it fails again, install the app again.',
      );
    } finally {
      app.exit(1);
    }
  }
}
