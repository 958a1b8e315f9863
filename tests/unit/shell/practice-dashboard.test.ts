import type { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Session } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../electron/core/store.ts';
import { pageOptions } from '../../../electron/shell/page-window.ts';
import { PracticeDashboardWindow } from '../../../electron/shell/practice-dashboard.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { KeptLog } from '../../fakes/kept-log.ts';

const made = vi.hoisted(() => ({ windows: [] as unknown[], fails: false }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class BrowserWindow extends Emitter {
    readonly done: string[] = [];
    readonly options: unknown;
    readonly webContents = new Emitter();
    constructor(options: unknown) {
      super();
      this.options = options;
      made.windows.push(this);
    }
    loadURL = async (url: string) => {
      this.done.push(url);
      if (made.fails) throw Object.assign(new Error('in vain'), { code: 'ERR_FAILED' });
    };
    isDestroyed = () => false;
    setContentProtection = (on: boolean) => this.done.push(`protected: ${on}`);
    isMinimized = () => this.done.includes('minimized');
    restore = () => this.done.push('restore');
    show = () => this.done.push('show');
    focus = () => this.done.push('focus');
    destroy = () => this.emit('closed');
  }
  const screen = { getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1440, height: 900 } }) };
  return { BrowserWindow, screen };
});

type FakeWindow = EventEmitter & {
  readonly options: BrowserWindowConstructorOptions;
  readonly done: string[];
  readonly webContents: EventEmitter;
  readonly destroy: () => void;
};
const windows = () => made.windows as FakeWindow[];
const address = 'app://bundle/practice.html';

function open(world: Snapshot['world'] = 'practice') {
  const listeners: ((snapshot: Snapshot) => void)[] = [];
  let snapshot = { world } as Snapshot;
  const store: Pick<Store, 'snapshot' | 'subscribe'> = {
    get snapshot() {
      return snapshot;
    },
    subscribe: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
  };
  const desk = { begun: [] as string[], forgotten: 0, showsToken: false };
  const parts = {
    session: { name: 'the locked session' } as unknown as Session,
    preload: '/preload-practice.cjs',
    icon: '/icon.png',
    devTools: false,
    log: new KeptLog(),
    store,
    desk: {
      begin: (one: string) => void desk.begun.push(one),
      forget: () => {
        desk.forgotten += 1;
      },
      get showsToken() {
        return desk.showsToken;
      },
    },
  };
  const change = (to: Snapshot['world']) => {
    snapshot = { ...snapshot, world: to };
    for (const listener of listeners) listener(snapshot);
  };
  return { window: new PracticeDashboardWindow(parts), desk, change, parts };
}

beforeEach(() => {
  made.windows.length = 0;
  made.fails = false;
});

describe('the practice dashboard', () => {
  it('is a window as locked as the main one, with its own page and preload script', () => {
    const { window, parts, desk } = open();
    window.open('https://dash.cloudflare.com/');
    expect(windows()[0]?.options).toMatchObject(pageOptions(parts));
    expect(windows()[0]?.options.webPreferences?.preload).toBe('/preload-practice.cjs');
    expect([windows()[0]?.done, desk.begun]).toEqual([
      ['protected: true', address],
      ['https://dash.cloudflare.com/'],
    ]);
  });

  it('leaves the strip beside it its room', () => {
    open().window.open('');
    expect(windows()[0]?.options).toMatchObject({ x: 0, width: 1060 });
  });

  it('shows itself when it has something to show', () => {
    open().window.open('');
    windows()[0]?.emit('ready-to-show');
    expect(windows()[0]?.done.at(-1)).toBe('show');
  });

  it('is one window, brought to the front and led to the new address', () => {
    const { window, desk } = open();
    window.open('first');
    windows()[0]?.done.push('minimized');
    window.open('second');
    expect(windows().length).toBe(1);
    expect(windows()[0]?.done.slice(-3)).toEqual(['restore', 'focus', address]);
    expect(desk.begun).toEqual(['first', 'second']);
  });

  it('is not led away from a token that it shows', () => {
    const { window, desk } = open();
    window.open('first');
    desk.showsToken = true;
    window.open('second');
    expect([windows()[0]?.done.at(-1), desk.begun]).toEqual(['focus', ['first']]);
  });

  it('opens for a practice slip also in the own account, and stays', () => {
    const { window, desk, change } = open('cloudflare');
    window.open('');
    change('cloudflare');
    change('practice');
    expect([windows().length, desk.forgotten]).toEqual([1, 0]);
  });

  it('closes when the owner leaves the practice account, and lets go of the token', () => {
    const { window, desk, change } = open();
    window.open('');
    change('practice');
    const before = desk.forgotten;
    change('cloudflare');
    expect([before, desk.forgotten]).toEqual([0, 1]);
    change('practice');
    window.open('');
    expect(windows().length).toBe(2);
  });

  it('closes when its page can’t be loaded', async () => {
    made.fails = true;
    const { window, desk } = open();
    window.open('');
    await new Promise((resolve) => setImmediate(resolve));
    expect(desk.forgotten).toBe(1);
  });

  it('closes when its page crashes', () => {
    const { window, desk } = open();
    window.open('');
    windows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(desk.forgotten).toBe(1);
  });
});
