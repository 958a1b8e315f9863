import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** One entry of a menu, as a person sees it. */
export type MenuEntry = {
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isSeparator: boolean;
  readonly entries: readonly MenuEntry[];
};

/** What a running app shows outside of its pages, as plain data. */
export type Desktop = {
  readonly windows: readonly {
    /** The file of the page that the window shows, such as index.html; empty until it shows one. */
    readonly file: string;
    readonly isShown: boolean;
    readonly isOnTop: boolean;
    /** In pixels. */
    readonly width: number;
  }[];
  /** Null while there is no tray icon. */
  readonly tray: { readonly toolTip: string; readonly entries: readonly MenuEntry[] } | null;
  readonly notifications: readonly { readonly title: string; readonly body: string }[];
  /** The links the app handed to the system's browser; none of them was opened. */
  readonly openedLinks: readonly string[];
  /** The folders and files that the app had the system show; none of them was shown. */
  readonly openedPaths: readonly string[];
  readonly clipboard: { readonly text: string; readonly types: readonly string[] };
};

/** How to start the app. */
export type LaunchOptions = {
  /** Variables for the app, such as those of a keychain session. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the app is started with, such as what a start at login adds. */
  readonly args?: readonly string[];
  /** The app's data folder; a new, empty one if not given. It is only deleted at the end if it is the app's own. */
  readonly dataFolder?: string;
};

/** A running app that a test or the tour can look at and use, in real Electron or in the chromium-host. */
export type LaunchedApp = {
  readonly kind: 'chromium-host' | 'electron';
  readonly dataFolder: string;
  /** The home that the app has to itself; null where it has the person's own. */
  readonly home: string | null;
  /** The page of the latest window, or of the one that shows this file, once there is one and it has loaded. */
  page(file?: string): Promise<Page>;
  desktop(): Promise<Desktop>;
  /** Waits until the desktop looks as wanted; fails when that takes far too long. */
  until(isWanted: (desktop: Desktop) => boolean): Promise<Desktop>;
  /** Clicks the entry that these labels lead to; a label may be the beginning of the entry's. */
  clickTrayEntry(...labels: readonly string[]): Promise<void>;
  clickTrayIcon(): Promise<void>;
  /** Clicks the latest notification. */
  clickNotification(): Promise<void>;
  /** Comes back from sleep. */
  wakeUp(): Promise<void>;
  setDark(isDark: boolean): Promise<void>;
  putOnClipboard(text: string): Promise<void>;
  /** Chooses a file in the next file dialog, or, with null, closes it without a choice. */
  answerDialog(path: string | null): Promise<void>;
  closeWindow(): Promise<void>;
  /** Ends the page's process as a crash would. */
  crashPage(): Promise<void>;
  /** Throws an error in the app's main process that nobody catches. */
  throwInside(text: string): Promise<void>;
  /** Starts the app once more beside this one, and answers with the exit code of that start. */
  startAgain(): Promise<number>;
  /** Waits until the app has ended by itself, and answers with its exit code. */
  ended(): Promise<number>;
  /** Everything the app's process has printed since it was launched. */
  output(): string;
  /** Quits as a person would, and starts again with the same data. Fails where it does not end by itself. */
  restart(): Promise<void>;
  /** Ends the process at once, as a power cut would, and starts again with the same data; `meanwhile` runs in between. */
  restartAfterKill(meanwhile?: () => void): Promise<void>;
  /** Quits, and deletes what was the app's own. */
  close(): Promise<void>;
};

/** The place that one launched app has to itself. */
export type Place = {
  readonly dataFolder: string;
  /** Null where it is the person's own. */
  readonly home: string | null;
  readonly env: Readonly<Record<string, string>>;
  clear(): void;
};

/**
 * Prepares a place for an app: its own data folder and, on Linux, a home and settings of its own and no session bus, so
 * that it reaches neither the person's files nor keychain unless `options` say so.
 */
export async function preparePlace({ env = {}, dataFolder }: LaunchOptions): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'slip-app-'));
  const own = {
    HOME: '',
    XDG_CONFIG_HOME: 'config',
    XDG_DATA_HOME: 'share',
    XDG_CACHE_HOME: 'cache',
    XDG_RUNTIME_DIR: 'run',
  };
  const linux = Object.fromEntries(Object.entries(own).map(([name, part]) => [name, join(folder, part)]));
  const temporary = join(folder, 'tmp');
  for (const path of [temporary, ...Object.values(linux)])
    await mkdir(path, { recursive: true, mode: 0o700 });
  const inherited = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && !/^(PERMISSION_SLIP_|DBUS_|NODE_OPTIONS|NODE_V8|VITEST)/.test(name),
  );
  const clear = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    process.off('exit', clear);
  };
  process.once('exit', clear);
  const data = dataFolder ?? join(folder, 'data');
  return {
    dataFolder: data,
    home: process.platform === 'linux' ? (env.HOME ?? join(folder, own.HOME)) : null,
    env: {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      ...(process.platform === 'linux' ? linux : {}),
      ...(process.platform === 'win32' ? { TEMP: temporary, TMP: temporary } : { TMPDIR: temporary }),
      PERMISSION_SLIP_DATA: data,
      /* The stand-in's tray is nowhere to be seen, and is there all the same. */
      PERMISSION_SLIP_TRAY: 'seen',
      ...env,
    },
    clear,
  };
}

/** The file that an address of the app names. */
export function fileOf(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname.slice(1) : '';
}
