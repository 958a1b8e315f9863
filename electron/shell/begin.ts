import { app, dialog } from 'electron';
import type { Log } from '../core/ports.ts';

/**
 * Opens the app once Electron is ready. A start that failed ends the app and says so: with no window it would still keep
 * each later start away.
 */
export async function begin(open: () => Promise<void>, log: Pick<Log, 'error'>): Promise<void> {
  try {
    await app.whenReady();
    await open();
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
