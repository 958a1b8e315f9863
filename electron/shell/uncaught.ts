import { dialog } from 'electron';
import type { Log } from '../core/ports.ts';

/**
 * Writes each error down that nobody caught, and tells the owner of the first: something may have stopped half-way, and a
 * new start goes on with it. Of an error its kind and its place in the code are kept; its text may hold anything.
 */
export function watchUncaught(
  errors: Pick<NodeJS.EventEmitter, 'on'>,
  log: Pick<Log, 'error'>,
  ready: Promise<void>,
  offer: () => void,
): void {
  let isTold = false;
  const seen = (error: unknown) => {
    log.error('uncaught error', {
      error: error instanceof Error ? error.name : typeof error,
      at: (error instanceof Error && /[\w-]+\.[cm]?[jt]s:\d+:\d+/.exec(error.stack ?? '')?.[0]) || null,
    });
    if (isTold) return;
    isTold = true;
    void ready.then(offer);
  };
  errors.on('uncaughtException', seen);
  errors.on('unhandledRejection', seen);
}

/** Tells the owner that something went wrong, and starts the app again where the owner wants it. Asks one question at a time. */
export function newStartOffer(startAgain: () => void): () => void {
  let isAsking = false;
  return () => {
    if (isAsking) return;
    isAsking = true;
    void isNewStartWanted().then((isWanted) => {
      isAsking = false;
      if (isWanted) startAgain();
    });
  };
}

async function isNewStartWanted(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Permission Slip',
    message: 'Something went wrong in the app',
    detail: 'Your slips and your tokens are safe. Start the app again, so that nothing stays half done.',
    buttons: ['Start again', 'Not now'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Tells the owner that the window is not opened again by itself, since it went too often. */
export function tellOfCrashes(): void {
  void dialog.showMessageBox({
    type: 'warning',
    title: 'Permission Slip',
    message: 'The window keeps closing by itself',
    detail:
      'Your slips and your tokens are safe. Open the window again from the tray. If it closes again, restart your computer.',
  });
}
