import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { type Chromium, launchChromium } from '../chromium.ts';
import type { ClipboardItem, HostNotification, HostTray } from './desktop.ts';
import type { HostWindow } from './window.ts';

/** How the stand-in is started: with the main bundle to run, for a person to see or not, for tests to look into. */
export type HostOptions = {
  readonly main: string;
  readonly headed: boolean;
  readonly inspectable: boolean;
  /** Starts no Chromium: the app opens and closes its windows as ever, but nothing ever loads in them. */
  readonly pageless?: true;
  /** Shows notifications on the desktop, too. Linux only. */
  readonly notifies?: boolean;
};

/** Everything the app did to the desktop, for tests and for `npm start`; says `changed` when it does more. */
class Host extends EventEmitter<{ changed: [] }> {
  options: HostOptions = { main: '', headed: false, inspectable: false };
  isReady = false;
  isDark = false;
  endpoint: string | undefined;
  readonly windows: HostWindow[] = [];
  readonly trays: HostTray[] = [];
  readonly notifications: HostNotification[] = [];
  readonly openedLinks: string[] = [];
  /** Folders and files that the app had the system show. */
  readonly openedPaths: string[] = [];
  /** Where the next dialogs lead to, one after the other; null closes a dialog without a choice, as does none left. */
  readonly dialogAnswers: (string | null)[] = [];
  /** Takes the place of a file dialog, where a person uses the app. */
  askForPath: ((proposed: string) => string) | undefined;
  clipboard: ClipboardItem[] = [];
  /** The system's clipboard, where a person uses the app; without it the clipboard is only in memory. */
  systemClipboard: { read(): Promise<string>; write(text: string): Promise<void> } | undefined;
  private freePage: Page | undefined;
  private launched: Promise<Chromium> | undefined;

  changed = () => this.emit('changed');

  /** Starts Chromium at first use, and again after a person has closed its last window. */
  launch(): Promise<Chromium> {
    this.launched ??= launchChromium(this.options).then(async (chromium) => {
      const { context } = chromium;
      this.endpoint = chromium.endpoint;
      this.freePage = context.pages()[0];
      context.once('close', () => {
        this.launched = undefined;
      });
      // Pages of windows have routes of their own. Any other page is one that a page tries to open.
      const tried: string[] = [];
      await context.route('**/*', (route) => {
        tried.push(route.request().url());
        return route.abort('blockedbyclient');
      });
      context.on('page', async (page) => {
        const opener = await page.opener();
        if (opener === null) return;
        const url = page.url().startsWith('chrome-error:') ? tried.shift() : page.url();
        await page.close();
        for (const window of this.windows) await window.refusePopup(opener, url ?? '');
      });
      return chromium;
    });
    return this.launched;
  }

  async newPage(): Promise<Page> {
    const { context } = await this.launch();
    const free = this.freePage;
    this.freePage = undefined;
    return free ?? context.newPage();
  }

  async closeChromium(): Promise<void> {
    await this.launched?.then(({ close }) => close()).catch(() => undefined);
  }
}

export const host = new Host();

/** Refuses what Electron refuses before the app is ready. */
export function mustBeReady(what: string): void {
  if (!host.isReady) throw new Error(`Cannot use ${what} before app is ready`);
}
