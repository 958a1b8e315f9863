import { BrowserWindow, screen, type WebContents } from 'electron';
import type { PracticeDashboard } from '../core/ports.ts';
import type { Store } from '../core/store.ts';
import { pageAddress } from './app-address.ts';
import { leftOfStrip } from './beside.ts';
import { contentsOf, loadPage, type PageParts, pageOptions } from './page-window.ts';
import type { PracticeDesk } from './practice-desk.ts';

type Parts = PageParts & {
  readonly store: Pick<Store, 'snapshot' | 'subscribe'>;
  readonly desk: Pick<PracticeDesk, 'begin' | 'forget' | 'showsToken'>;
};

/**
 * The window that plays Cloudflare's own pages for the practice account, and for a practice slip also while the app is in
 * the owner's own. There is one at most.
 */
export class PracticeDashboardWindow implements PracticeDashboard {
  readonly #parts: Parts;
  #window: BrowserWindow | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    let before = parts.store.snapshot.world;
    parts.store.subscribe(({ world }) => {
      if (before === 'practice' && world !== 'practice') this.close();
      before = world;
    });
  }

  get contents(): WebContents | null {
    return contentsOf(this.#window);
  }

  /** Opens the page that stands in for this address of Cloudflare's, or brings the window to the front. */
  readonly open = (address: string): void => {
    const { desk, log } = this.#parts;
    const window = this.#raise() ?? this.#create();
    /* A token that is shown this one time is not taken away by a second press of the button that led here. */
    if (desk.showsToken) return;
    desk.begin(address);
    loadPage(window, pageAddress('practice.html'), log, () => window.destroy());
  };

  close(): void {
    this.#window?.destroy();
  }

  #raise(): BrowserWindow | null {
    if (this.#window?.isMinimized() === true) this.#window.restore();
    this.#window?.focus();
    return this.#window;
  }

  #create(): BrowserWindow {
    const { desk, devTools } = this.#parts;
    const window = new BrowserWindow({
      ...pageOptions(this.#parts),
      ...leftOfStrip(screen.getPrimaryDisplay().workArea),
      minWidth: 480,
      minHeight: 420,
      title: 'Practice dashboard',
    });
    window.setContentProtection(!devTools);
    window.once('ready-to-show', () => window.show());
    window.on('closed', () => {
      desk.forget();
      if (this.#window === window) this.#window = null;
    });
    window.webContents.on('render-process-gone', () => window.destroy());
    this.#window = window;
    return window;
  }
}
