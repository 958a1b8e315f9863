import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type * as Electron from 'electron';
import type { Frame, Page, Route } from 'playwright-core';
import { app } from './app.ts';
import { startBridge } from './bridge.ts';
import { carry, complete, noting, preventable, withEvents } from './complete.ts';
import { host, mustBeReady } from './host.ts';
import { centred, workArea } from './screen.ts';
import { type HostSession, original, session, standIn } from './session.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];
type Asked = 'id' | 'send' | 'isDestroyed' | 'getURL';
type Locks = 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy';
type Contents = Pick<Electron.WebContents, Asked | Locks>;
type Shown =
  | 'loadURL'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'minimize'
  | 'isMinimized'
  | 'restore';
type State = 'close' | 'destroy' | 'isDestroyed' | 'id';
type Placed = 'getBounds' | 'setBounds' | 'isMaximized' | 'maximize' | 'unmaximize';
type Setters = 'setContentProtection' | 'removeMenu' | 'setAlwaysOnTop' | 'setTitle' | 'setMinimumSize';
type Window = Pick<Electron.BrowserWindow, Shown | State | Placed>;

const handlers = new Map<string, Handler>();
const ipc: Pick<Electron.IpcMain, 'handle' | 'removeHandler'> = {
  handle: (channel, handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel) => void handlers.delete(channel),
};
/** Electron's `ipcMain`. */
export const ipcMain = complete('ipcMain', withEvents(ipc));

/** Hands a page's message to the app. An error crosses as text alone, as in Electron. */
async function receive(kind: string, event: Electron.IpcMainInvokeEvent, channel: string, args: unknown[]) {
  if (kind === 'send') return { value: void ipcMain.emit(channel, event, ...args) };
  try {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { value: carry<unknown>(await handler(event, ...args)) };
  } catch (error) {
    return { error: String(error) };
  }
}

/** The frame that a message comes from, as far as a check of the sender needs it. */
function frameOf(frame: Frame): Pick<Electron.WebFrameMain, 'url' | 'origin' | 'parent'> {
  const [url, parent] = [original(frame.url()), frame.parentFrame()];
  const origin = /^[a-z]+:\/\/[^/]+/.exec(url)?.[0] ?? 'null';
  return complete('WebFrameMain', {
    url,
    origin,
    parent: parent && (frameOf(parent) as Electron.WebFrameMain),
  });
}

/** Asks the app what a window's page would ask: for programs whose windows never load. A window must be meant to show it. */
export async function askApp(url: string, channel: string, argument: unknown): Promise<unknown> {
  const sender = host.windows.find(({ meant }) => meant === url)?.webContents;
  const senderFrame = complete('WebFrameMain', { url, origin: new URL(url).protocol, parent: null });
  const event = { sender, senderFrame } as unknown as Electron.IpcMainInvokeEvent;
  const { value, error } = await receive('invoke', event, channel, [carry(argument)]);
  if (error !== undefined) throw new Error(error);
  return value;
}

const binding = '__chromiumHost';
let lastId = 0;

/** Electron's `BrowserWindow`: a page of Chromium. */
export class HostWindow extends EventEmitter implements Window {
  readonly id = ++lastId;
  readonly options: Electron.BrowserWindowConstructorOptions;
  /** What the app has set, by the name of the call. */
  readonly notes = new Map<string, unknown>();
  readonly session: HostSession;
  readonly webContents: Contents & EventEmitter;
  /** The real page. */
  readonly page: Promise<Page>;
  isShown: boolean;
  private bounds: Electron.Rectangle;
  private minimized = false;
  private maximized = false;
  private gone = false;
  private url = '';
  /** The address that the app wants to see in it. */
  meant = '';
  private expected: string | undefined;
  private onOpen: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' });

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    mustBeReady('BrowserWindow');
    const { preload, partition = '', session: given } = options.webPreferences ?? {};
    this.options = options;
    this.isShown = options.show ?? true;
    const { x, y, width = 800, height = 600 } = options;
    this.bounds = {
      ...centred({ width, height }),
      ...(x === undefined ? {} : { x }),
      ...(y === undefined ? {} : { y }),
    };
    this.session = (given as unknown as HostSession | undefined) ?? session.fromPartition(partition);
    const contents: Contents = {
      id: this.id,
      isDestroyed: () => this.gone,
      getURL: () => this.url,
      send: (channel, ...args) => this.send(channel, carry(args)),
      setWindowOpenHandler: (handler) => {
        this.onOpen = handler;
      },
      setWebRTCIPHandlingPolicy: (policy) => void this.notes.set('setWebRTCIPHandlingPolicy', policy),
    };
    const guard = this.guard;
    this.webContents = complete('WebContents', Object.assign(withEvents(contents), { guard }));
    this.page = host.options.pageless ? new Promise(() => undefined) : this.open(preload);
    this.page.catch((error: unknown) =>
      this.webContents.emit('did-fail-load', preventable({}), -2, String(error)),
    );
    host.windows.push(this);
    app.emit('browser-window-created', preventable({}), this);
    app.emit('web-contents-created', preventable({}), this.webContents);
    const names: Setters[] = [
      'setContentProtection',
      'removeMenu',
      'setAlwaysOnTop',
      'setTitle',
      'setMinimumSize',
    ];
    Object.assign(this, noting<Pick<Electron.BrowserWindow, Setters>>(this.notes, names, host.changed));
  }

  /** A window or its contents that is gone may only be asked whether it is. */
  guard = (key: string): void => {
    const isFine =
      !this.gone || key in EventEmitter.prototype || /^(_|isDestroyed|destroy|id|gone)/.test(key);
    if (!isFine) throw new TypeError('Object has been destroyed');
  };

  private async open(preload: string | undefined): Promise<Page> {
    const page = await host.newPage();
    await page.exposeBinding(binding, ({ frame }, kind: string, channel: string, args: unknown[]) => {
      const event = {
        sender: this.webContents,
        senderFrame: frameOf(frame),
      } as unknown as Electron.IpcMainInvokeEvent;
      return receive(kind, complete('IpcMainEvent', event), channel, args);
    });
    const code =
      preload === undefined ? 'null' : `(require, exports) => {${readFileSync(preload, 'utf8')}\n}`;
    await page.addInitScript(`(${startBridge})(${JSON.stringify(binding)}, ${carry}, ${code})`);
    await page.route('**/*', (route) => this.answer(route));
    page.on('framenavigated', () => {
      this.url = original(page.url());
      host.changed();
    });
    page.on('load', () => {
      this.webContents.emit('did-finish-load');
      this.emit('ready-to-show');
    });
    const crashed = { reason: 'crashed', exitCode: 1 };
    page.on('crash', () => this.webContents.emit('render-process-gone', preventable({}), crashed));
    page.once('close', () => this.close(true));
    return this.dress(page);
  }

  /** Gives the page the window's size and the system's colours. */
  async dress(page: Page): Promise<Page> {
    if (host.options.headed) return page;
    const { width, height } = this.getBounds();
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: host.isDark ? 'dark' : 'light' });
    return page;
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request();
    if (request.isNavigationRequest() && request.url() !== this.expected) {
      const isMainFrame = request.frame().parentFrame() === null;
      const event = preventable({ url: original(request.url()), isMainFrame, isSameDocument: false });
      if (isMainFrame) this.webContents.emit('will-navigate', event, event.url);
      this.webContents.emit('will-frame-navigate', event);
      if (event.defaultPrevented) return route.abort('aborted');
    }
    this.expected = undefined;
    await this.session.answer(route);
  }

  /** Asks the app about a page that one of its pages tries to open. The stand-in itself opens none. */
  async refusePopup(opener: Page, url: string): Promise<void> {
    if (opener !== (await this.page)) return;
    const { action } = this.onOpen({ url: original(url) } as Electron.HandlerDetails);
    if (action === 'allow') throw new Error('The chromium-host opens no child windows.');
  }

  private send(channel: string, args: unknown[]): void {
    const deliver = (page: Page) =>
      page.evaluate(
        ({ key, channel, args }) =>
          (globalThis as unknown as Record<string, (...all: unknown[]) => void>)[key]?.(channel, args),
        { key: `${binding}:deliver`, channel, args },
      );
    // A page that is gone, or on its way to another, hears nothing, as in Electron.
    void this.page.then(deliver).catch(() => undefined);
  }

  async loadURL(url: string): Promise<void> {
    this.session.mustBeLocked();
    this.meant = url;
    if (!this.notes.has('setWebRTCIPHandlingPolicy')) throw new Error('The page may use WebRTC.');
    const page = await this.page;
    this.expected = standIn(url);
    try {
      await page.goto(this.expected, { timeout: 0 });
    } catch (error) {
      /* Playwright gives no such reason where another load took its place. */
      const [, code = 'ERR_ABORTED'] = /net::(ERR_\w+)/.exec(String(error)) ?? [];
      throw Object.assign(new Error(`${code} loading '${url}'`), { code });
    }
  }

  getBounds = () => ({ ...(this.maximized ? workArea : this.bounds) });
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    Object.assign(this.bounds, bounds);
    this.become('resize', { maximized: false });
    void this.page.then((page) => this.dress(page)).catch(() => undefined);
  }
  isMaximized = () => this.maximized;
  maximize = () => this.become('maximize', { maximized: true });
  unmaximize = () => this.become('unmaximize', { maximized: false });

  isVisible = () => this.isShown && !this.minimized;
  isMinimized = () => this.minimized;
  isDestroyed = () => this.gone;
  show = () => this.become('show', { isShown: true });
  showInactive = () => this.become('show', { isShown: true });
  hide = () => this.become('hide', { isShown: false });
  minimize = () => this.become('minimize', { minimized: true });
  restore = () => this.become('restore', { minimized: false });

  focus(): void {
    if (host.options.headed) void this.page.then((page) => page.bringToFront()).catch(() => undefined);
    this.become('focus', {});
  }

  /** A person who closes the real window can't be stopped; the app hears of it all the same. */
  close(byPerson = false): void {
    const event = preventable({});
    if (!this.gone) this.emit('close', event);
    if (byPerson || !event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.gone) return;
    host.windows.splice(
      host.windows.findIndex(({ id }) => id === this.id),
      1,
    );
    void this.page.then((page) => page.close()).catch(() => undefined);
    this.webContents.emit('destroyed');
    this.become('closed', { gone: true });
    if (host.windows.length === 0 && !app.emit('window-all-closed')) app.quit();
  }

  private become(
    event: string,
    state: { isShown?: boolean; minimized?: boolean; maximized?: boolean; gone?: boolean },
  ): void {
    Object.assign(this, state);
    this.emit(event);
    host.changed();
  }
}
