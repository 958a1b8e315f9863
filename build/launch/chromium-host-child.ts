// The process of one app in the chromium-host; the process that started it looks in and acts through messages.
import { app } from '../chromium-host/app.ts';
import { clipboard, type HostMenu, nativeTheme, powerMonitor } from '../chromium-host/desktop.ts';
import { host } from '../chromium-host/host.ts';
import { runApp } from '../chromium-host/run.ts';
import { type Desktop, fileOf, type MenuEntry } from './launched-app.ts';

const entriesOf = (menu: HostMenu | null | undefined): MenuEntry[] =>
  (menu?.items ?? []).map(({ label = '', enabled = true, type, submenu }) => ({
    label,
    isEnabled: enabled,
    isSeparator: type === 'separator',
    entries: entriesOf(submenu),
  }));

const trayMenu = () => host.trays.at(-1)?.notes.get('setContextMenu') as HostMenu | undefined;

async function desktop(): Promise<Desktop> {
  const tray = host.trays.at(-1);
  return {
    windows: host.windows.map((window) => ({
      file: fileOf(window.webContents.getURL()),
      isShown: window.isShown,
      isOnTop: window.notes.get('setAlwaysOnTop') === true,
      width: window.getBounds().width,
    })),
    tray:
      tray === undefined
        ? null
        : { toolTip: String(tray.notes.get('setToolTip') ?? ''), entries: entriesOf(trayMenu()) },
    notifications: host.notifications.map(({ options: { title = '', body = '' } }) => ({ title, body })),
    openedLinks: host.openedLinks,
    openedPaths: host.openedPaths,
    clipboard: { text: await clipboard.readText(), types: host.clipboard.flatMap(({ types }) => types) },
  };
}

const front = (file?: string) => {
  const window = host.windows.findLast(
    ({ webContents }) => file === undefined || fileOf(webContents.getURL()) === file,
  );
  if (window === undefined) throw new Error('There is no window.');
  return window;
};

/** What the other process may ask for. */
export const requests = {
  desktop,
  /** DevTools' name for the page of the window in front, or of one file, once it shows something of the app's. */
  frontTarget: async (file?: string) => {
    const page = await front(file).page;
    await page.waitForURL(/\.app\.invalid\//, { waitUntil: 'commit' });
    const session = await page.context().newCDPSession(page);
    return (await session.send('Target.getTargetInfo')).targetInfo.targetId;
  },
  endpoint: async () => {
    await host.launch();
    return host.endpoint;
  },
  /* Found and clicked in one go: the menu may change at any moment. */
  clickTrayEntry: (labels: readonly string[]) => {
    let menu = trayMenu();
    let click: (() => void) | undefined;
    for (const label of labels) {
      const entry = menu?.items.find((one) => one.label?.startsWith(label));
      if (entry === undefined)
        throw new Error(`The menu has no "${label}": ${JSON.stringify(entriesOf(menu))}`);
      if (entry.enabled === false) throw new Error(`"${entry.label}" is greyed out.`);
      click = entry.click as (() => void) | undefined;
      menu = entry.submenu;
    }
    click?.();
  },
  clickTrayIcon: () => void host.trays.at(-1)?.emit('click'),
  clickNotification: () => void host.notifications.at(-1)?.emit('click', {}),
  wakeUp: () => void powerMonitor.emit('resume'),
  setDark: async (isDark: boolean) => {
    host.isDark = isDark;
    nativeTheme.emit('updated');
    for (const window of host.windows) await window.dress(await window.page);
  },
  putOnClipboard: (text: string) => clipboard.writeText(text),
  answerDialog: (path: string | null) => void host.dialogAnswers.push(path),
  closeWindow: async () => {
    const page = await front().page;
    const closed = page.waitForEvent('close');
    await page.close();
    await closed;
  },
  crashPage: async () => {
    const page = await front().page;
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined);
    await crashed;
  },
  throwInside: (text: string) => {
    setTimeout(() => {
      throw new Error(text);
    });
  },
  quit: () => app.quit(),
};

type Request = {
  readonly id: number;
  readonly name: keyof typeof requests;
  readonly args: readonly unknown[];
};

if (process.send !== undefined) {
  process.on('message', async ({ id, name, args }: Request) => {
    try {
      const value: unknown = await (requests[name] as (...args: readonly unknown[]) => unknown)(...args);
      process.send?.({ id, value });
    } catch (error) {
      process.send?.({ id, error: String(error) });
    }
  });
  host.on('changed', () => process.send?.({ changed: true }));
  // Nobody is left to use this app.
  process.once('disconnect', () => app.exit());
}

await runApp({
  main: String(process.argv[2]),
  headed: false,
  inspectable: true,
  notifies: process.env.CHROMIUM_HOST_NOTIFIES === 'yes',
});
process.send?.({ ready: true });
