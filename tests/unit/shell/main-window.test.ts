import type { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Session } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Notebook } from '../../../electron/core/notebook.ts';
import { Store } from '../../../electron/core/store.ts';
import { MainWindow } from '../../../electron/shell/main-window.ts';
import { KeptLog } from '../../fakes/kept-log.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryBook } from '../../fakes/memory-book.ts';

const made = vi.hoisted(() => ({
  windows: [] as unknown[],
  beside: [] as string[],
  gone: [] as number[],
  /** How each load ends; null where the page is loaded. */
  failure: null as string | null,
}));
vi.mock('../../../electron/shell/beside.ts', () => ({
  leastSize: { width: 560, height: 420 },
  placeBeside: () => {
    made.beside.push('beside');
    return () => made.beside.push('back');
  },
}));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class BrowserWindow extends Emitter {
    readonly options: unknown;
    readonly sent: unknown[] = [];
    readonly loaded: string[] = [];
    readonly done: string[] = [];
    destroyed = false;
    isProtected = false;
    readonly webContents = Object.assign(new Emitter(), {
      send: (...message: unknown[]) => this.sent.push(message),
    });
    constructor(options: unknown) {
      super();
      this.options = options;
      made.windows.push(this);
    }
    loadURL = async (url: string) => {
      this.loaded.push(url);
      if (made.failure !== null) throw Object.assign(new Error('in vain'), { code: made.failure });
    };
    setContentProtection = (on: boolean) => {
      this.isProtected = on;
    };
    show = () => this.done.push('show');
    focus = () => this.done.push('focus');
    restore = () => this.done.push('restore');
    isMinimized = () => false;
    isDestroyed = () => this.destroyed;
    destroy = () => {
      this.destroyed = true;
      this.emit('closed');
    };
  }
  return { BrowserWindow };
});

type FakeWindow = EventEmitter & {
  readonly options: BrowserWindowConstructorOptions;
  readonly sent: unknown[];
  readonly loaded: string[];
  readonly done: string[];
  readonly isProtected: boolean;
  readonly webContents: EventEmitter;
  readonly destroy: () => void;
};

const windows = () => made.windows as FakeWindow[];
const settled = () => new Promise((resolve) => setImmediate(resolve));
const session = { name: 'the locked session' } as unknown as Session;

function open(devTools = false) {
  const store = new Store(
    new Notebook(new MemoryBook()),
    { version: '0', platform: 'linux' },
    {
      isUnderWay: () => false,
      lets: () => ({ letIn: [], stopped: [] }),
    },
  );
  const clock = new ManualClock();
  return {
    store,
    clock,
    window: new MainWindow({
      session,
      store,
      preload: '/preload.cjs',
      icon: '/icon.png',
      devTools,
      log: new KeptLog(),
      gone: () => made.gone.push(windows().length),
      keepsCrashing: () => made.beside.push('keeps crashing'),
      doesNotOpen: () => made.beside.push('does not open'),
      clock,
    }),
  };
}

beforeEach(() => {
  made.windows.length = 0;
  made.beside.length = 0;
  made.gone.length = 0;
  made.failure = null;
});

describe('the window', () => {
  it('is locked as the checklist wants it', () => {
    open().window.show();
    expect(windows()[0]?.options.webPreferences).toEqual({
      session,
      preload: '/preload.cjs',
      devTools: false,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
    });
  });

  it('loads the app and nothing else, and can not be recorded', () => {
    open().window.show();
    expect([windows()[0]?.loaded, windows()[0]?.isProtected]).toEqual([['app://bundle/index.html'], true]);
  });

  it('shows itself when it has something to show, at the screen that was asked for', () => {
    open().window.show({ name: 'wizard' });
    const [window] = windows();
    const before = window?.done.length;
    window?.emit('ready-to-show');
    expect([before, window?.done, window?.loaded]).toEqual([0, ['show'], ['app://bundle/index.html?wizard']]);
  });

  it('is brought to the front rather than opened twice', () => {
    const { window } = open();
    window.show();
    windows()[0]?.emit('ready-to-show');
    window.show({ name: 'home' });
    expect([windows().length, windows()[0]?.done, windows()[0]?.sent]).toEqual([
      1,
      ['show', 'show', 'focus'],
      [['screen:show', { name: 'home' }]],
    ]);
  });

  it('opens at the screen that was asked for last while its page was not there yet', () => {
    const { window } = open();
    window.show();
    window.show({ name: 'slip', id: 'slip-abcdefghijklmnop' });
    expect([windows().length, windows()[0]?.loaded.at(-1), windows()[0]?.sent]).toEqual([
      1,
      'app://bundle/index.html?slip=slip-abcdefghijklmnop',
      [],
    ]);
  });

  it('is made anew after it was closed, or after its page crashed', () => {
    const { window } = open();
    window.show();
    windows()[0]?.destroy();
    window.show();
    windows()[1]?.emit('ready-to-show');
    windows()[1]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(windows().length).toBe(3);
  });

  it('is not made anew over and over when its page dies before it was there', () => {
    const { window } = open();
    window.show();
    windows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(windows().length).toBe(1);
  });

  it('is let go of where its page can’t be loaded, says so each time, and is made anew at the next wish', async () => {
    made.failure = 'ERR_FAILED';
    const { window } = open();
    window.show();
    await settled();
    window.show();
    await settled();
    expect([windows().length, window.open, made.beside]).toEqual([
      2,
      null,
      ['does not open', 'does not open'],
    ]);
  });

  it('stays where another load took the place of the one before', async () => {
    made.failure = 'ERR_ABORTED';
    const { window } = open();
    window.show();
    await settled();
    expect([window.open === null, made.beside]).toEqual([false, []]);
  });

  it('is not made anew for ever when its page crashes again and again, and says so', async () => {
    const { window, clock } = open();
    const crash = () => {
      windows().at(-1)?.emit('ready-to-show');
      windows().at(-1)?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    };
    window.show();
    crash();
    crash();
    await clock.advance(61_000);
    crash();
    expect([windows().length, made.beside]).toEqual([4, []]);
    crash();
    crash();
    expect([windows().length, made.beside]).toEqual([5, ['keeps crashing']]);
    window.show();
    expect(windows().length).toBe(6);
  });

  it('says when it is gone, closed or crashed, so that nothing goes on that only it shows', () => {
    const { window } = open();
    window.show();
    windows()[0]?.destroy();
    window.show();
    windows()[1]?.emit('ready-to-show');
    windows()[1]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(made.gone).toEqual([1, 2]);
  });

  it('hears of each change while it is open, and of none after', () => {
    const { window, store } = open();
    window.show();
    store.publish();
    windows()[0]?.destroy();
    store.publish();
    expect(windows()[0]?.sent).toMatchObject([['snapshot:changed', { revision: 1 }]]);
  });
});

describe('the place beside the browser', () => {
  it('is taken once and given back once, however often it is asked for', () => {
    const { window } = open();
    window.show();
    for (const on of [false, true, true, false, false]) window.beside(on);
    expect(made.beside).toEqual(['beside', 'back']);
  });

  it('is forgotten with the window that had it', () => {
    const { window } = open();
    window.beside(true);
    window.show();
    window.beside(true);
    windows()[0]?.destroy();
    window.show();
    window.beside(false);
    window.beside(true);
    expect(made.beside).toEqual(['beside', 'beside']);
  });
});
