import { BrowserWindow, type WebContents } from 'electron';
import type { ApprovalView } from '../../shared/approvals/card.ts';
import type { ApprovalCommands, ApprovalEvents } from '../../shared/ipc/approvals-contract.ts';
import type { HandlersOf } from '../../shared/ipc/command.ts';
import { failed, ok } from '../../shared/result.ts';
import type { OwnersGate } from '../broker/gate.ts';
import type { Clock, Notifier } from '../core/ports.ts';
import type { Store } from '../core/store.ts';
import { pageAddress } from './app-address.ts';
import { contentsOf, loadPage, type PageParts, pageOptions } from './page-window.ts';
import { onScreenLock } from './screen-lock.ts';

type Parts = PageParts & {
  readonly store: Pick<Store, 'publish' | 'tell' | 'snapshot'>;
  readonly clock: Clock;
  readonly notifier: Notifier;
};

/**
 * The window in which the owner answers agents' questions. It comes up on top when one is asked, without taking the
 * keyboard from what the owner is typing, and goes when there is none.
 */
export class ApprovalWindow {
  readonly #parts: Parts;
  #gate: OwnersGate | null = null;
  #window: BrowserWindow | null = null;
  #known: readonly string[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    /* Nobody is there to answer, and whoever comes back may be another. */
    onScreenLock(() => this.#gate?.stop(null));
  }

  get contents(): WebContents | null {
    return contentsOf(this.#window);
  }

  /** Shows the questions of this gate from now on. */
  attach(gate: OwnersGate): void {
    this.#gate = gate;
    gate.subscribe(() => this.#follow());
  }

  /** Brings the window to the front; false if there is no question. */
  show(): boolean {
    if ((this.#gate?.cards().length ?? 0) === 0) return false;
    const window = this.#window ?? this.#create();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return true;
  }

  readonly handlers: HandlersOf<ApprovalCommands> = {
    'approvals:get': async () => ok(this.#view()),
    'approvals:look': async ({ id }) => {
      this.#gate?.look(id);
      return ok(null);
    },
    'approvals:answer': async ({ id, answer }) =>
      this.#gate?.answer(id, answer) ?? failed({ code: 'approval-gone' }),
  };

  #view(): ApprovalView {
    return { now: this.#parts.clock.now().toISOString(), cards: this.#gate?.cards() ?? [] };
  }

  #follow(): void {
    const gate = this.#gate;
    if (gate === null) return;
    const { store } = this.#parts;
    store.publish({ asks: { waiting: gate.waiting(), alike: gate.alike() } });
    this.#send('approvals:changed', this.#view());
    const known = this.#known;
    this.#known = gate.cards().map(({ id }) => id);
    if (this.#known.length === 0) this.#window?.destroy();
    else if (this.#known.some((id) => !known.includes(id))) this.#tellOfNew();
  }

  #tellOfNew(): void {
    const { notifier, store } = this.#parts;
    const { showNames } = store.snapshot.reminding.settings;
    const latest = this.#gate?.cards().at(-1);
    if (latest === undefined) return;
    notifier.show({
      id: 'approvals',
      title: `${showNames ? latest.agent : 'An agent'} asks to change something`,
      body: 'Nothing happens until you say yes. Open Permission Slip to see what it is.',
      screen: { name: 'questions' },
    });
    const open = this.#window;
    if (open === null) this.#create();
    else if (!open.isVisible()) open.showInactive();
  }

  #create(): BrowserWindow {
    const window = new BrowserWindow({
      ...pageOptions(this.#parts),
      width: 720,
      height: 640,
      minWidth: 360,
      minHeight: 320,
      fullscreenable: false,
      title: 'An agent asks',
    });
    window.setAlwaysOnTop(true);
    window.setContentProtection(!this.#parts.devTools);
    window.once('ready-to-show', () => window.showInactive());
    const leave = () => this.#gate?.look(null);
    window.on('hide', leave);
    window.on('minimize', leave);
    window.on('closed', () => {
      if (this.#window === window) this.#window = null;
      leave();
    });
    const lost = () => {
      this.#window = null;
      window.destroy();
      this.#gate?.stop(null);
      this.#parts.store.tell({ code: 'approvals-lost' });
    };
    window.webContents.on('render-process-gone', lost);
    this.#window = window;
    loadPage(window, pageAddress('approvals.html'), this.#parts.log, lost);
    return window;
  }

  #send<E extends keyof ApprovalEvents>(event: E, value: ApprovalEvents[E]): void {
    this.contents?.send(event, value);
  }
}
