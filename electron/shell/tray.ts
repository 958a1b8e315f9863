import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { Screen } from '../../shared/ipc/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { type Pause, quietUntil } from '../../shared/reminder-settings.ts';
import { remindersAt, type TrayState, trayStateOf } from '../../shared/reminders.ts';
import type { Result } from '../../shared/result.ts';
import { type Slip, stampOf } from '../../shared/slip.ts';
import { isElsewhere } from '../../shared/slip-import.ts';
import { placeText } from '../../shared/slip-paper.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { hasNewVersion } from '../../shared/update.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Store } from '../core/store.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly iconFolder: string;
  readonly platform: NodeJS.Platform;
  readonly show: (screen?: Screen) => void;
  readonly copyPrompt: (id: string) => Promise<Result<unknown, Problem>>;
  readonly pause: (pause: Pause | null) => Promise<Result<unknown, Problem>>;
  readonly showQuestions: () => void;
  readonly stopAgents: () => Promise<Result<unknown, Problem>>;
  readonly quit: () => void;
};

/** How many slips the menu lists; a longer one is not usable. */
const mostSlips = 8;

/** The tray icon and its menu. Where a desktop has no tray nothing is lost: the window does all of it, too. */
export class SlipTray {
  readonly #parts: Parts;
  /* A tray that nothing holds on to is collected and vanishes. */
  readonly #tray: Tray | null;
  /* What stands there: drawn anew only where it differs, since that closes a menu which is open. */
  #drawn = '';

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#tray = this.#create();
    this.#draw(parts.store.snapshot);
    parts.store.subscribe((snapshot) => this.#draw(snapshot));
    nativeTheme.on('updated', () => this.#draw(parts.store.snapshot));
  }

  /** Whether there is an icon that the window can be opened from. */
  get isThere(): boolean {
    return this.#tray !== null;
  }

  #create(): Tray | null {
    try {
      const tray = new Tray(nativeImage.createFromPath(this.#icon('calm')));
      /* On macOS a click opens the menu, which has an entry for the window. */
      if (this.#parts.platform !== 'darwin') tray.on('click', () => this.#parts.show());
      return tray;
    } catch (error) {
      this.#parts.log.error('no tray', { error: error instanceof Error ? error.name : 'unknown' });
      return null;
    }
  }

  #draw(snapshot: Snapshot): void {
    const list = remindersAt(snapshot, snapshot.reminding.settings, this.#parts.clock.now());
    const waiting = snapshot.agents.asks.waiting.length;
    const reminded = trayStateOf(list);
    const state = reminded === 'calm' && waiting > 0 ? 'attention' : reminded;
    const [icon, tip] = [this.#icon(state), toolTip(state, list.length + waiting)];
    const { clock, show, showQuestions, quit } = this.#parts;
    const menu = menuTemplate(snapshot, { clock, show, showQuestions, quit, ...menuActions(this.#parts) });
    const drawn = JSON.stringify([icon, tip, menu]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#tray?.setImage(nativeImage.createFromPath(icon));
    this.#tray?.setToolTip(tip);
    /* On Linux a changed menu is only seen when it is set again. */
    this.#tray?.setContextMenu(Menu.buildFromTemplate(menu));
  }

  #icon(state: TrayState): string {
    const { iconFolder, platform } = this.#parts;
    const isBarDark = platform === 'win32' && nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    return `${iconFolder}/${iconFile(state, platform, isBarDark)}`;
  }
}

/**
 * The file of the tray's icon. macOS draws a template in the colour of its menu bar, and Windows says whether its taskbar
 * is dark, which has nothing to do with the windows. Linux says nothing: its icon is seen on both.
 */
export function iconFile(state: TrayState, platform: NodeJS.Platform, isBarDark: boolean): string {
  const name = state === 'calm' ? 'tray' : 'tray-attention';
  if (platform === 'darwin') return `${name}Template.png`;
  if (platform !== 'win32') return `${name}-any.png`;
  return `${name}-${isBarDark ? 'light' : 'dark'}.png`;
}

/** What the tray says when it is pointed at: never a name, since it may be read over a shoulder. */
export function toolTip(state: TrayState, count: number): string {
  if (state === 'calm') return 'Permission Slip';
  const look = count === 1 ? 'one thing needs' : `${count} things need`;
  return `Permission Slip: ${look} a look${state === 'stopped' ? ', an agent has no access' : ''}`;
}

type MenuParts = Pick<Parts, 'clock' | 'show' | 'showQuestions' | 'quit'> & MenuActions;

/** What the menu starts, and nobody waits for. */
type MenuActions = {
  readonly copyPrompt: (id: string) => void;
  readonly pause: (pause: Pause | null) => void;
  readonly stopAgents: () => void;
};

/** The menu has no room to say that something went wrong, so the window does. */
export function menuActions({
  store,
  show,
  copyPrompt,
  pause,
  stopAgents,
}: Pick<Parts, 'store' | 'show' | 'copyPrompt' | 'pause' | 'stopAgents'>): MenuActions {
  const watch = async (done: Promise<Result<unknown, Problem>>) => {
    const answer = await done;
    if (answer.ok) return;
    store.tell(answer.problem);
    show({ name: 'home' });
  };
  return {
    copyPrompt: (id) => void watch(copyPrompt(id)),
    pause: (until) => void watch(pause(until)),
    stopAgents: () => void watch(stopAgents()),
  };
}

/** What the tray's menu shows for a snapshot. */
export function menuTemplate(snapshot: Snapshot, parts: MenuParts): Electron.MenuItemConstructorOptions[] {
  const { clock, show, copyPrompt, quit } = parts;
  const live = snapshot.slips.filter(({ revoked }) => revoked === null).toReversed();
  return [
    ...questionItems(snapshot, parts),
    ...updateItems(snapshot, parts),
    { label: 'New slip', click: () => show({ name: 'wizard' }) },
    { type: 'separator' },
    ...live.slice(0, mostSlips).map((slip) => slipItem(slip, clock.now(), show, copyPrompt)),
    ...(live.length > mostSlips ? [{ label: 'More…', click: () => show({ name: 'home' }) }] : []),
    ...(live.length === 0 ? [{ label: 'No slips yet', enabled: false }] : []),
    { type: 'separator' },
    ...agentItems(snapshot, parts),
    ...(snapshot.reminding.settings.on ? [pauseItem(snapshot, parts)] : []),
    { label: 'Open Permission Slip', click: () => show() },
    { label: 'Quit', click: quit },
  ];
}

/* First of all: an agent waits, and not for long. */
function questionItems(
  { agents: { asks } }: Snapshot,
  { showQuestions }: MenuParts,
): Electron.MenuItemConstructorOptions[] {
  const count = asks.waiting.length;
  if (count === 0) return [];
  const label = count === 1 ? 'An agent waits for your answer' : `${count} questions wait for your answer`;
  return [{ label, click: showQuestions }, { type: 'separator' }];
}

function updateItems({ update }: Snapshot, { show }: MenuParts): Electron.MenuItemConstructorOptions[] {
  if (!hasNewVersion(update)) return [];
  return [{ label: 'A new version is ready', click: () => show({ name: 'updates' }) }, { type: 'separator' }];
}

/* Pausing is offered as long as anybody could come in, at work or not. */
function agentItems(
  { agents: { letIn, atWork } }: Snapshot,
  { stopAgents }: MenuParts,
): Electron.MenuItemConstructorOptions[] {
  if (letIn.length === 0) return [];
  const isAtWork = atWork.some(({ slip, inUse }) => inUse && letIn.includes(slip));
  return [
    ...(isAtWork ? [{ label: 'An agent is at work', enabled: false }] : []),
    { label: 'Pause all agents', click: stopAgents },
    { type: 'separator' as const },
  ];
}

function pauseItem(
  { reminding: { pausedUntil } }: Snapshot,
  { clock, pause }: MenuParts,
): Electron.MenuItemConstructorOptions {
  const isPaused = quietUntil({ quietHours: null }, pausedUntil, clock.now()) !== null;
  if (isPaused) return { label: 'Remind me again', click: () => pause(null) };
  return {
    label: 'Pause reminders',
    submenu: [
      { label: 'For 1 hour', click: () => pause('hour') },
      { label: 'Until tomorrow', click: () => pause('tomorrow') },
    ],
  };
}

function slipItem(
  slip: Slip,
  now: Date,
  show: Parts['show'],
  copyPrompt: MenuParts['copyPrompt'],
): Electron.MenuItemConstructorOptions {
  return {
    /* Two accounts may have slips of the same number and name. */
    id: slip.id,
    label: `${slip.number}. ${jobOf(slip.job).title}, ${placeText(slip.place)} (${stampOf(slip, now).toLowerCase()})`,
    submenu: [
      /* The prompt names this computer, and the token is on another. */
      ...(isElsewhere(slip) ? [] : [{ label: 'Copy prompt', click: () => copyPrompt(slip.id) }]),
      { label: 'Open', click: () => show({ name: 'slip', id: slip.id }) },
    ],
  };
}
