import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import type { Log } from '../core/ports.ts';

/** What every page of the app is made with. */
export type PageParts = {
  readonly session: Session;
  /** The preload script of this page: its own contract, and nothing else. */
  readonly preload: string;
  readonly icon: string;
  readonly devTools: boolean;
  readonly log: Pick<Log, 'error'>;
};

/** The options that every window of the app shares: shown when it has something to show, and locked. */
export function pageOptions({ session, preload, icon, devTools }: PageParts) {
  return {
    show: false,
    icon,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      devTools,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
    },
  } satisfies BrowserWindowConstructorOptions;
}

/** What a window shows; null where there is no window, or it is gone. */
export function contentsOf(window: BrowserWindow | null): WebContents | null {
  return window === null || window.isDestroyed() ? null : window.webContents;
}

/**
 * Loads a page of the app. One that can't be loaded is written down, and `lost` lets go of its window. That another load took
 * its place, or that the window was closed meanwhile, is no failure.
 */
export function loadPage(
  window: BrowserWindow,
  address: string,
  log: Pick<Log, 'error'>,
  lost: () => void,
): void {
  window.loadURL(address).catch((error: NodeJS.ErrnoException) => {
    if (window.isDestroyed() || error.code === 'ERR_ABORTED') return;
    log.error('page not loaded', { page: new URL(address).pathname, code: error.code ?? 'unknown' });
    lost();
  });
}
