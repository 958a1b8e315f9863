import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { Screen } from '../../shared/ipc/contract.ts';
import { type Slip, stampOf } from '../../shared/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Store } from '../core/store.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly iconFolder: string;
  readonly show: (screen?: Screen) => void;
  readonly copyPrompt: (id: string) => void;
  readonly quit: () => void;
};

/** How many slips the menu lists; a longer one is not usable. */
const mostSlips = 8;

/** The tray icon and its menu. Where a desktop has no tray nothing is lost: the window does all of it, too. */
export class SlipTray {
  readonly #parts: Parts;
  /* A tray that nothing holds on to is collected and vanishes. */
  readonly #tray: Tray | null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#tray = this.#create();
    this.#draw(parts.store.snapshot);
    parts.store.subscribe((snapshot) => this.#draw(snapshot));
    nativeTheme.on('updated', () => this.#draw(parts.store.snapshot));
  }

  #create(): Tray | null {
    try {
      const tray = new Tray(this.#icon());
      tray.setToolTip('Permission Slip');
      tray.on('click', () => this.#parts.show());
      return tray;
    } catch (error) {
      this.#parts.log.error('no tray', { error: error instanceof Error ? error.name : 'unknown' });
      return null;
    }
  }

  #draw(snapshot: Snapshot): void {
    this.#tray?.setImage(this.#icon());
    /* On Linux a changed menu is only seen when it is set again. */
    this.#tray?.setContextMenu(Menu.buildFromTemplate(menuTemplate(snapshot, this.#parts)));
  }

  #icon() {
    const { iconFolder } = this.#parts;
    if (process.platform === 'darwin') return nativeImage.createFromPath(`${iconFolder}/trayTemplate.png`);
    return nativeImage.createFromPath(
      `${iconFolder}/tray-${nativeTheme.shouldUseDarkColors ? 'light' : 'dark'}.png`,
    );
  }
}

/** What the tray's menu shows for a snapshot. */
export function menuTemplate(
  snapshot: Snapshot,
  { clock, show, copyPrompt, quit }: Pick<Parts, 'clock' | 'show' | 'copyPrompt' | 'quit'>,
): Electron.MenuItemConstructorOptions[] {
  const live = snapshot.slips.filter(({ revoked }) => revoked === null).toReversed();
  return [
    { label: 'New slip', click: () => show({ name: 'wizard' }) },
    { type: 'separator' },
    ...live.slice(0, mostSlips).map((slip) => slipItem(slip, clock.now(), show, copyPrompt)),
    ...(live.length > mostSlips ? [{ label: 'All slips', click: () => show({ name: 'home' }) }] : []),
    ...(live.length === 0 ? [{ label: 'No slips yet', enabled: false }] : []),
    { type: 'separator' },
    { label: 'Open Permission Slip', click: () => show() },
    { label: 'Quit', click: quit },
  ];
}

function slipItem(
  slip: Slip,
  now: Date,
  show: Parts['show'],
  copyPrompt: Parts['copyPrompt'],
): Electron.MenuItemConstructorOptions {
  return {
    label: `${slip.number}. ${jobOf(slip.job).title}, ${placeText(slip.place)} (${stampOf(slip, now).toLowerCase()})`,
    submenu: [
      { label: 'Copy prompt', click: () => copyPrompt(slip.id) },
      { label: 'Open', click: () => show({ name: 'slip', id: slip.id }) },
    ],
  };
}
