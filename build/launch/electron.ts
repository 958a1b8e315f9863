import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type * as Electron from 'electron';
import { _electron, type ElectronApplication } from 'playwright-core';
import { root } from '../bundle.ts';
import { hasOwnSandbox } from '../chromium.ts';
import { electronBinary } from '../electron-binary.ts';
import {
  type Desktop,
  fileOf,
  type LaunchedApp,
  type LaunchOptions,
  type MenuEntry,
  preparePlace,
} from './launched-app.ts';
import { patience } from './patience.ts';

/** What electron-probe.cjs keeps in the main process. */
type Seen = {
  readonly trays: readonly {
    readonly tray: Electron.Tray;
    readonly menu: Electron.Menu | null;
    readonly toolTip: string;
  }[];
  readonly notifications: readonly Electron.Notification[];
  readonly openedLinks: readonly string[];
  readonly openedPaths: readonly string[];
  readonly dialogAnswers: (string | null)[];
};
declare global {
  var desktopSeen: Seen;
}

/** Launches the bundles in real Electron, whose binary must be there already. */
export async function launchInElectron(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const binary = electronBinary();
  if (binary === undefined) throw new Error('Electron’s binary is not here.');
  const place = await preparePlace(options);
  const flags = hasOwnSandbox ? [] : ['--no-sandbox'];
  let electron: ElectronApplication;
  let ended: Promise<number>;
  let output = '';

  const start = async () => {
    const probe = join(import.meta.dirname, 'electron-probe.cjs');
    electron = await _electron.launch({
      args: ['-r', probe, root, ...(options.args ?? [])],
      cwd: root,
      env: { ...place.env },
      chromiumSandbox: hasOwnSandbox,
    });
    ended = once(electron.process(), 'exit').then(([code]) => (code as number | null) ?? 1);
    for (const stream of [electron.process().stdout, electron.process().stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
  };
  const desktop = (): Promise<Desktop> =>
    electron.evaluate(async ({ BrowserWindow, clipboard }) => {
      const entriesOf = (menu: Electron.Menu | null | undefined): MenuEntry[] =>
        (menu?.items ?? []).map(({ label, enabled, type, submenu }) => ({
          label,
          isEnabled: enabled,
          isSeparator: type === 'separator',
          entries: entriesOf(submenu),
        }));
      const { trays, notifications, openedLinks, openedPaths } = globalThis.desktopSeen;
      const tray = trays.at(-1);
      return {
        windows: BrowserWindow.getAllWindows().map((window) => ({
          file: URL.parse(window.webContents.getURL())?.pathname.slice(1) ?? '',
          isShown: window.isVisible(),
          isOnTop: window.isAlwaysOnTop(),
          width: window.getBounds().width,
        })),
        tray: tray === undefined ? null : { toolTip: tray.toolTip, entries: entriesOf(tray.menu) },
        notifications: notifications.map(({ title, body }) => ({ title, body })),
        openedLinks: [...openedLinks],
        openedPaths: [...openedPaths],
        clipboard: {
          text: await clipboard.readText(),
          types: (await clipboard.read()).flatMap(({ types }) => types),
        },
      };
    });
  const until = async (isWanted: (desktop: Desktop) => boolean): Promise<Desktop> => {
    for (const deadline = Date.now() + patience; ; await pause(50)) {
      const now = await desktop();
      if (isWanted(now)) return now;
      if (Date.now() > deadline)
        throw new Error(`The desktop did not become as wanted: ${JSON.stringify(now)}`);
    }
  };
  /** The page in front: the latest window, or the latest that shows a file. */
  const page = async (file?: string) => {
    const isWanted = (shown: string) => file === undefined || shown === file;
    await until(({ windows }) => windows.some((window) => isWanted(window.file)));
    for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(50)) {
      // Playwright may hear of a window, and of what it shows, a little later than the app itself.
      const found = electron.windows().findLast((one) => !one.isClosed() && isWanted(fileOf(one.url())));
      if (found === undefined) continue;
      await found.waitForLoadState();
      return found;
    }
    throw new Error(`The page of the window did not show up.\n${output}`);
  };
  const front = async () => electron.browserWindow(await page());

  await start().catch((error: unknown) => {
    place.clear();
    throw error;
  });
  return {
    kind: 'electron',
    dataFolder: place.dataFolder,
    home: place.home,
    page,
    desktop,
    until,
    clickTrayEntry: async (...labels) => {
      await until((now) => now.tray !== null && now.tray.entries.length > 0);
      /* Found and clicked in one go: the menu may change at any moment. */
      await electron.evaluate((_electron, wanted) => {
        let menu = globalThis.desktopSeen.trays.at(-1)?.menu;
        let entry: Electron.MenuItem | undefined;
        for (const label of wanted) {
          entry = menu?.items.find((one) => one.label.startsWith(label));
          if (entry === undefined) throw new Error(`The menu has no "${label}".`);
          if (!entry.enabled) throw new Error(`"${entry.label}" is greyed out.`);
          menu = entry.submenu;
        }
        entry?.click();
      }, labels);
    },
    clickTrayIcon: () =>
      electron.evaluate(() => void globalThis.desktopSeen.trays.at(-1)?.tray.emit('click')),
    clickNotification: () =>
      electron.evaluate(() => void globalThis.desktopSeen.notifications.at(-1)?.emit('click')),
    wakeUp: () => electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume')),
    setDark: (isDark) =>
      electron.evaluate(({ nativeTheme }, dark) => {
        nativeTheme.themeSource = dark ? 'dark' : 'light';
      }, isDark),
    putOnClipboard: (text) => electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text),
    answerDialog: (path) =>
      electron.evaluate((_electron, chosen) => void globalThis.desktopSeen.dialogAnswers.push(chosen), path),
    closeWindow: async () => {
      const closing = await page();
      const closed = closing.waitForEvent('close');
      await (await electron.browserWindow(closing)).evaluate((window) => window.close());
      await closed;
    },
    /* The app hears of it first, so it has shown what it shows then. */
    crashPage: async () =>
      (await front()).evaluate(
        ({ webContents }) =>
          new Promise<void>((crashed) => {
            webContents.once('render-process-gone', () => crashed());
            webContents.forcefullyCrashRenderer();
          }),
      ),
    throwInside: (text) =>
      electron.evaluate((_electron, message) => {
        setTimeout(() => {
          throw new Error(message);
        });
      }, text),
    startAgain: async () => {
      const second = spawn(binary, [...flags, root], { cwd: root, env: { ...place.env }, stdio: 'ignore' });
      const [code] = await once(second, 'exit');
      return (code as number | null) ?? 1;
    },
    ended: () => ended,
    output: () => output,
    restart: async () => {
      await electron.close();
      await start();
    },
    restartAfterKill: async (meanwhile) => {
      electron.process().kill('SIGKILL');
      await ended;
      meanwhile?.();
      await start();
    },
    close: async () => {
      await electron.close();
      place.clear();
    },
  };
}
