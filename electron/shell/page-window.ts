import type { BrowserWindowConstructorOptions, Session } from 'electron';

/** What every page of the app is made with. */
export type PageParts = {
  readonly session: Session;
  /** The preload script of this page: its own contract, and nothing else. */
  readonly preload: string;
  readonly icon: string;
  readonly devTools: boolean;
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
