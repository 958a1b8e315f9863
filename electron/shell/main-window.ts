import { BrowserWindow, type WebContents } from 'electron';
import { carry } from '../../shared/ipc/carried-snapshot.ts';
import type { EventName, Events, Screen } from '../../shared/ipc/contract.ts';
import { screenSearch } from '../../shared/screen-address.ts';
import type { Clock } from '../core/ports.ts';
import type { Store } from '../core/store.ts';
import { pageAddress } from './app-address.ts';
import { leastSize, placeBeside } from './beside.ts';
import { contentsOf, loadPage, type PageParts, pageOptions } from './page-window.ts';

type Parts = PageParts & {
  readonly store: Store;
  /** Called when the window is gone, whether it was closed or its page crashed. */
  readonly gone: () => void;
  /** Called when the page has crashed so often that it is not opened again by itself. */
  readonly keepsCrashing: () => void;
  /** Called each time that its page can't be loaded. */
  readonly doesNotOpen: () => void;
  readonly clock: Pick<Clock, 'now'>;
};

/* A page that crashes so often within so short a time would do so again. */
const mostCrashes = 3;
const crashSpanMs = 60_000;

/** The main window. It is made when needed and destroyed when closed, so that nothing of it runs while hidden. */
export class MainWindow {
  readonly #parts: Parts;
  #window: BrowserWindow | null = null;
  /** Takes the place beside the browser back; null while the window is in its usual place. */
  #putBack: (() => void) | null = null;

  /** Whether the window's page has something to show. */
  #isThere = false;
  #crashes: readonly number[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.store.subscribe((snapshot) => this.#send('snapshot:changed', carry(snapshot)));
  }

  /** The window that is open; null while there is none. */
  get open(): BrowserWindow | null {
    return this.#window === null || this.#window.isDestroyed() ? null : this.#window;
  }

  get contents(): WebContents | null {
    return contentsOf(this.#window);
  }

  /** Opens the window, or brings it to the front, at a screen if one is named. */
  show(screen?: Screen): void {
    const open = this.#window;
    if (open === null || open.isDestroyed()) {
      this.#window = this.#create(screen);
      return;
    }
    if (open.isMinimized()) open.restore();
    open.show();
    open.focus();
    if (screen === undefined) return;
    /* A page that is not there yet hears nothing. */
    if (this.#isThere) this.#send('screen:show', screen);
    else this.#load(open, screen);
  }

  /** Makes the open window narrow and keeps it on top, beside the browser, or puts it back. */
  beside(on: boolean): void {
    const window = this.#window;
    if (window === null || window.isDestroyed() || on === (this.#putBack !== null)) return;
    if (on) {
      this.#putBack = placeBeside(window);
      return;
    }
    this.#putBack?.();
    this.#putBack = null;
  }

  #create(screen?: Screen): BrowserWindow {
    this.#putBack = null;
    this.#isThere = false;
    const window = new BrowserWindow({
      ...pageOptions(this.#parts),
      width: 1040,
      height: 720,
      minWidth: leastSize.width,
      minHeight: leastSize.height,
      title: 'Permission Slip',
      /* In a space of its own on macOS it could not stand beside the browser. */
      fullscreenable: false,
    });
    /* Tokens are pasted here: a screen recording should not see even that moment. macOS and Windows only. */
    window.setContentProtection(!this.#parts.devTools);
    window.once('ready-to-show', () => {
      this.#isThere = true;
      window.show();
    });
    window.on('closed', () => {
      if (this.#window === window) this.#window = null;
      this.#parts.gone();
    });
    /* A page that dies before it was ever there would die again; the tray and the next start can still open it. */
    window.webContents.on('render-process-gone', () => {
      const wasThere = this.#isThere;
      window.destroy();
      if (!wasThere) return;
      if (this.#crashesOften()) this.#parts.keepsCrashing();
      else this.show();
    });
    this.#load(window, screen);
    return window;
  }

  #load(window: BrowserWindow, screen?: Screen): void {
    const address = `${pageAddress('index.html')}${screen === undefined ? '' : screenSearch(screen)}`;
    loadPage(window, address, this.#parts.log, () => {
      window.destroy();
      this.#parts.doesNotOpen();
    });
  }

  #crashesOften(): boolean {
    const now = this.#parts.clock.now().getTime();
    this.#crashes = [...this.#crashes.filter((at) => Math.abs(now - at) < crashSpanMs), now];
    return this.#crashes.length >= mostCrashes;
  }

  #send<E extends EventName>(event: E, value: Events[E]): void {
    this.contents?.send(event, value);
  }
}
