import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type * as Electron from 'electron';
import { complete, noting } from './complete.ts';
import { host, mustBeReady } from './host.ts';
import { showThroughLibnotify } from './libnotify.ts';

/** Electron's `nativeImage`; a file that is not there is an empty image. */
export const nativeImage = {
  createFromPath: (path: string) =>
    nativeImage.createFromBuffer(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer): Pick<Electron.NativeImage, 'isEmpty' | 'toPNG'> =>
    complete('NativeImage', { isEmpty: () => bytes.length === 0, toPNG: () => bytes }),
};

export type HostMenuItem = Omit<Electron.MenuItemConstructorOptions, 'submenu'> & { submenu?: HostMenu };
/** Electron's `Menu`. */
export class HostMenu {
  items: HostMenuItem[] = [];
  static buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): HostMenu {
    const item = ({ submenu, ...rest }: Electron.MenuItemConstructorOptions): HostMenuItem => {
      if (!rest.label && !rest.role && !rest.type)
        throw new TypeError('A menu item needs a label, role or type.');
      return Array.isArray(submenu) ? { ...rest, submenu: HostMenu.buildFromTemplate(submenu) } : rest;
    };
    return complete('Menu', Object.assign(new HostMenu(), { items: template.map(item) }));
  }
  static setApplicationMenu(_menu: HostMenu | null): void {}
}

type TraySetters = 'setImage' | 'setToolTip' | 'setTitle' | 'setContextMenu';
/** Electron's `Tray`. */
export class HostTray extends EventEmitter {
  /** What the app has set, by the name of the call. */
  readonly notes = new Map<string, unknown>();
  constructor(icon: unknown) {
    super();
    mustBeReady('Tray');
    if (typeof icon === 'string' && !existsSync(icon))
      throw new Error(`Failed to load image from path '${icon}'`);
    this.notes.set('setImage', icon);
    host.trays.push(this);
    host.changed();
    const names: TraySetters[] = ['setImage', 'setToolTip', 'setTitle', 'setContextMenu'];
    Object.assign(this, noting<Pick<Electron.Tray, TraySetters>>(this.notes, names, host.changed));
  }
}

/** Electron's `Notification`: a test clicks it by emitting `click`. */
export class HostNotification extends EventEmitter implements Pick<Electron.Notification, 'show' | 'close'> {
  static isSupported = () => true;
  readonly options: Electron.NotificationConstructorOptions;
  private takeAway: (() => void) | undefined;
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.options = options;
  }
  show(): void {
    mustBeReady('Notification');
    const { id, title = '', body = '' } = this.options;
    // An id is nothing to Electron on Linux: there a second notification stands beside the first.
    const replaced =
      process.platform === 'linux'
        ? -1
        : host.notifications.findIndex((shown) => id !== undefined && shown.options.id === id);
    host.notifications.splice(replaced < 0 ? host.notifications.length : replaced, 1, this);
    if (host.options.notifies) {
      const [clicked, closed] = [() => void this.emit('click', {}), () => this.gone()];
      this.takeAway = showThroughLibnotify(title, body, { clicked, closed });
    }
    this.emit('show', {});
    host.changed();
  }
  close(): void {
    this.takeAway?.();
    this.gone();
  }
  private gone(): void {
    const place = host.notifications.indexOf(this);
    if (place < 0) return;
    host.notifications.splice(place, 1);
    this.emit('close', {});
    host.changed();
  }
}

/** Electron's `ClipboardItem`. */
export class ClipboardItem implements Pick<Electron.ClipboardItem, 'types'> {
  readonly types: string[];
  private readonly items: Readonly<Record<string, unknown>>;
  constructor(items: Record<string, unknown>) {
    this.items = items;
    this.types = Object.keys(items);
  }
  async getType(type: string): Promise<Blob> {
    const value = await this.items[type];
    if (value === undefined) throw new Error(`The clipboard holds no ${type}.`);
    return value instanceof Blob ? value : new Blob([String(value)], { type });
  }
}

const textOf = async (items: ClipboardItem[]) => {
  const item = items.find(({ types }) => types.includes('text/plain'));
  return (await (await item?.getType('text/plain'))?.text()) ?? '';
};
type Items = { read(): Promise<ClipboardItem[]>; write(items: ClipboardItem[]): Promise<void> };
/** Electron's `clipboard`, in memory unless a person uses the app. */
export const clipboard: Pick<Electron.Clipboard, 'clear' | 'has' | 'readText' | 'writeText'> & Items = {
  clear: () => void clipboard.write([]),
  has: async (type) => host.clipboard.some(({ types }) => types.includes(type)),
  read: async () => host.clipboard,
  readText: () => host.systemClipboard?.read() ?? textOf(host.clipboard),
  write: async (items) => {
    host.clipboard = items;
    await host.systemClipboard?.write(await textOf(items));
    host.changed();
  },
  writeText: (text) => clipboard.write([new ClipboardItem({ 'text/plain': text })]),
};

/** Electron's `shell`: a link or a folder is noted, not opened. */
export const shell: Pick<Electron.Shell, 'openExternal' | 'openPath'> = {
  openPath: async (path) => {
    host.openedPaths.push(path);
    host.changed();
    return existsSync(path) ? '' : 'There is no such file or folder.';
  },
  openExternal: async (url) => {
    host.openedLinks.push(url);
    host.changed();
  },
};

const pathFor = ({ defaultPath = '' }: Pick<Electron.SaveDialogOptions, 'defaultPath'>) =>
  host.askForPath?.(defaultPath) ?? host.dialogAnswers.shift() ?? null;
type Asking<O, A> = (window: unknown, options: O) => Promise<A>;
/** Electron's `dialog`: a test says beforehand which file the person chooses. */
export const dialog: {
  showSaveDialog: Asking<Electron.SaveDialogOptions, Electron.SaveDialogReturnValue>;
  showOpenDialog: Asking<Electron.OpenDialogOptions, Electron.OpenDialogReturnValue>;
  showMessageBox: (options: Electron.MessageBoxOptions) => Promise<Electron.MessageBoxReturnValue>;
} = {
  showSaveDialog: async (_window, options) => {
    const path = pathFor(options);
    return { canceled: path === null, filePath: path ?? '' };
  },
  showOpenDialog: async (_window, options) => {
    const path = pathFor(options);
    return { canceled: path === null, filePaths: path === null ? [] : [path] };
  },
  showMessageBox: async ({ message, detail = '' }) => {
    console.warn(`${message}. ${detail}`);
    return { response: 0, checkboxChecked: false };
  },
};

const isDark = { enumerable: true, get: () => host.isDark };
type Theme = Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'>;
/** Electron's `nativeTheme`. */
export const nativeTheme = complete(
  'nativeTheme',
  Object.defineProperties(new EventEmitter(), {
    shouldUseDarkColors: isDark,
    shouldUseDarkColorsForSystemIntegratedUI: isDark,
  }) as EventEmitter & Theme,
);
/** Electron's `powerMonitor`: a test emits its events. */
export const powerMonitor = complete('powerMonitor', new EventEmitter());
