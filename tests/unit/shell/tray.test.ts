import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { iconFile, menuActions, menuTemplate, SlipTray, toolTip } from '../../../electron/shell/tray.ts';
import { ok } from '../../../shared/result.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { KeptLog } from '../../fakes/kept-log.ts';
import { noAgents } from '../../fakes/no-agents.ts';
import { openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';

const icons = join(import.meta.dirname, '../../../build/icons');

const tray = vi.hoisted(() => ({
  menus: 0,
  images: [] as string[],
  clicked: (): void => undefined,
}));
vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (template: unknown) => template },
  nativeImage: { createFromPath: (path: string) => path },
  nativeTheme: { on: () => undefined },
  Tray: class {
    on = (_name: 'click', listener: () => void) => {
      tray.clicked = listener;
    };
    setToolTip = () => undefined;
    setImage = (path: string) => void tray.images.push(path);
    setContextMenu = () => {
      tray.menus += 1;
    };
  },
}));

async function deskWithSlips(count: number) {
  const office = await openDesk();
  for (let made = 0; made < count; made += 1) await office.call['slip:issue']({ request: purgeRequest });
  return office;
}

function menuOf(snapshot: Snapshot, now: () => Date) {
  const done: unknown[] = [];
  const items = menuTemplate(snapshot, {
    clock: { now, wait: async () => undefined },
    show: (screen) => done.push(screen ?? 'window'),
    copyPrompt: (id) => done.push(`copy ${id}`),
    pause: (pause) => done.push(`pause ${pause}`),
    showQuestions: () => done.push('questions'),
    stopAgents: () => done.push('stop agents'),
    quit: () => done.push('quit'),
  });
  const click = (item: Electron.MenuItemConstructorOptions | undefined) =>
    (item?.click as (() => void) | undefined)?.();
  return { items, click, done, labels: items.map(({ label, type }) => label ?? type) };
}

describe("what the tray's menu starts", () => {
  it('is told of in the window where it failed, and not otherwise', async () => {
    const office = await deskWithSlips(1);
    const shown: unknown[] = [];
    const { call, desk } = office;
    const actions = menuActions({
      store: desk.store,
      show: (screen) => shown.push(screen),
      copyPrompt: (id) => call['slip:copy-prompt']({ id }),
      pause: (pause) => call['reminders:pause']({ pause }),
      stopAgents: () => call['agents:stop']({ id: null }),
    });
    actions.pause('hour');
    await vi.waitFor(() => expect(desk.store.snapshot.reminding.pausedUntil).not.toBeNull());
    expect([shown, desk.store.snapshot.notices]).toEqual([[], []]);
    office.clipboard.broken = true;
    actions.copyPrompt(desk.store.snapshot.slips[0]?.id ?? '');
    await vi.waitFor(() => expect(shown).toEqual([{ name: 'home' }]));
    expect(desk.store.snapshot.notices).toEqual([{ code: 'clipboard-failed' }]);
  });
});

describe("the tray's menu", () => {
  it('without slips says so', async () => {
    const { desk, clock } = await openDesk();
    expect(menuOf(desk.store.snapshot, clock.now).labels).toEqual([
      'New slip',
      'separator',
      'No slips yet',
      'separator',
      'Pause reminders',
      'Open Permission Slip',
      'Quit',
    ]);
  });

  it('points to a new version, and gets nothing by itself', async () => {
    const { desk, clock } = await openDesk();
    const update = { kind: 'found', version: '0.2.0' } as const;
    const { items, click, done, labels } = menuOf({ ...desk.store.snapshot, update }, clock.now);
    expect(labels[0]).toBe('A new version is ready');
    click(items[0]);
    expect(done).toEqual([{ name: 'updates' }]);
  });

  it('offers no prompt of a slip whose token is on another computer', async () => {
    const { desk, clock } = await deskWithSlips(1);
    const { snapshot } = desk.store;
    const offered = (slips: Snapshot['slips']) =>
      menuOf({ ...snapshot, slips }, clock.now).items.flatMap(({ submenu, label }) =>
        Array.isArray(submenu) && label?.startsWith('1.') ? submenu.map((item) => item.label) : [],
      );
    const elsewhere = snapshot.slips.map((slip) => ({
      ...slip,
      checked: {
        at: clock.now().toISOString(),
        outcome: 'elsewhere' as const,
        ending: slip.token.ending,
      },
    }));
    expect([offered(snapshot.slips), offered(elsewhere)]).toEqual([['Copy prompt', 'Open'], ['Open']]);
  });

  it('leads to the questions that wait, before anything else', async () => {
    const { desk, clock } = await deskWithSlips(1);
    const slip = desk.store.snapshot.slips[0]?.id ?? '';
    const waiting = [{ id: 'approval-a', slip, says: 'Adds a record.' }];
    const menu = menuOf(
      { ...desk.store.snapshot, agents: { ...noAgents, asks: { waiting, alike: [] } } },
      clock.now,
    );
    expect(menu.labels[0]).toBe('An agent waits for your answer');
    menu.click(menu.items[0]);
    expect(menu.done).toEqual(['questions']);
  });

  it('says when an agent is at work, and offers to pause all of them while any is let in', async () => {
    const { desk, clock } = await deskWithSlips(1);
    const slip = desk.store.snapshot.slips[0]?.id ?? '';
    const atWork = [{ slip, inUse: true, today: 1, lastRequest: null, lastChange: null, lastOutcome: null }];
    const busy = menuOf(
      { ...desk.store.snapshot, agents: { ...noAgents, letIn: [slip], stopped: [], atWork } },
      clock.now,
    );
    expect(busy.labels).toContain('An agent is at work');
    busy.click(busy.items.find(({ label }) => label === 'Pause all agents'));
    expect(busy.done).toEqual(['stop agents']);
    const calm = menuOf(
      { ...desk.store.snapshot, agents: { ...noAgents, letIn: [slip], stopped: [], atWork: [] } },
      clock.now,
    );
    expect(calm.labels).toContain('Pause all agents');
    expect(calm.labels).not.toContain('An agent is at work');
    const stopped = menuOf(
      { ...desk.store.snapshot, agents: { ...noAgents, letIn: [], stopped: [slip], atWork } },
      clock.now,
    );
    expect(stopped.labels).not.toContain('Pause all agents');
  });

  it('lists the newest slips first, with job, place and stamp', async () => {
    const { desk, clock } = await deskWithSlips(2);
    expect(menuOf(desk.store.snapshot, clock.now).labels.slice(2, 4)).toEqual([
      '2. Show visitors the new page, bakery.example (ready)',
      '1. Show visitors the new page, bakery.example (ready)',
    ]);
  });

  it('copies the prompt of a slip, and opens it', async () => {
    const { desk, clock } = await deskWithSlips(1);
    const { items, click, done } = menuOf(desk.store.snapshot, clock.now);
    const submenu = items[2]?.submenu as Electron.MenuItemConstructorOptions[];
    for (const item of submenu) click(item);
    const { id } = desk.store.snapshot.slips[0] ?? {};
    expect(done).toEqual([`copy ${id}`, { name: 'slip', id }]);
  });

  it('leaves out what was revoked', async () => {
    const { desk, call, clock } = await deskWithSlips(1);
    await call['slip:revoke']({ id: desk.store.snapshot.slips[0]?.id ?? '' });
    expect(menuOf(desk.store.snapshot, clock.now).labels).toContain('No slips yet');
  });

  it('stays short, and then points to the rest', async () => {
    const { desk, clock } = await deskWithSlips(9);
    const { labels } = menuOf(desk.store.snapshot, clock.now);
    expect([
      labels.filter((label) => label?.includes('bakery.example')).length,
      labels.includes('More…'),
    ]).toEqual([8, true]);
  });

  it('pauses reminders for an hour or until tomorrow, and takes that back', async () => {
    const { desk, call, clock } = await openDesk();
    const { items, click, done } = menuOf(desk.store.snapshot, clock.now);
    const pause = items.find(({ label }) => label === 'Pause reminders');
    const submenu = pause?.submenu;
    for (const item of Array.isArray(submenu) ? submenu : []) click(item);
    await call['reminders:pause']({ pause: 'hour' });
    const paused = menuOf(desk.store.snapshot, clock.now);
    paused.click(paused.items.find(({ label }) => label === 'Remind me again'));
    expect([...done, ...paused.done]).toEqual(['pause hour', 'pause tomorrow', 'pause null']);
    await clock.advance(3_600_001);
    expect(menuOf(desk.store.snapshot, clock.now).labels).toContain('Pause reminders');
  });

  it('has nothing to pause while reminders are off', async () => {
    const { desk, call, clock } = await openDesk();
    const { settings } = desk.store.snapshot.reminding;
    await call['reminders:set']({ settings: { ...settings, on: false } });
    expect(menuOf(desk.store.snapshot, clock.now).labels).not.toContain('Pause reminders');
  });

  it('can quit', async () => {
    const { desk, clock } = await openDesk();
    const { items, click, done } = menuOf(desk.store.snapshot, clock.now);
    click(items.at(-1));
    expect(done).toEqual(['quit']);
  });
});

describe('the icon of the tray', () => {
  const nothing = async () => ok(null);
  const parts = {
    log: new KeptLog(),
    iconFolder: icons,
    platform: 'linux' as const,
    show: () => undefined,
    copyPrompt: nothing,
    pause: nothing,
    showQuestions: () => undefined,
    stopAgents: nothing,
    quit: () => undefined,
  };

  it.each([
    ['linux', 1],
    ['win32', 1],
    /* There the click opens the menu. */
    ['darwin', 0],
  ] as const)('opens the window at a click on %s: %d', async (platform, times) => {
    const { desk, clock } = await openDesk();
    tray.clicked = () => undefined;
    const show = vi.fn();
    new SlipTray({ ...parts, store: desk.store, clock, platform, show });
    tray.clicked();
    expect(show).toHaveBeenCalledTimes(times);
  });

  it('is left alone, and its menu too, where nothing that it shows has changed', async () => {
    const { desk, call, clock } = await deskWithSlips(1);
    Object.assign(tray, { menus: 0, images: [] });
    new SlipTray({ ...parts, store: desk.store, clock });
    desk.store.publish({});
    desk.store.publish({});
    expect([tray.menus, tray.images.length]).toEqual([1, 1]);
    await call['slip:revoke']({ id: desk.store.snapshot.slips[0]?.id ?? '' });
    /* Once for a slip that waits to be stopped, and once for one that is. */
    expect(tray.menus).toBe(3);
  });

  it.each([
    ['calm', 'darwin', false, 'trayTemplate.png'],
    ['attention', 'darwin', true, 'tray-attentionTemplate.png'],
    ['calm', 'linux', false, 'tray-any.png'],
    ['calm', 'win32', true, 'tray-light.png'],
    ['attention', 'win32', false, 'tray-attention-dark.png'],
    ['stopped', 'linux', false, 'tray-attention-any.png'],
  ] as const)('when %s on %s is a file that is there', (state, platform, isDark, file) => {
    expect([iconFile(state, platform, isDark), existsSync(join(icons, file))]).toEqual([file, true]);
  });

  it('says how much there is to look at, and no name', () => {
    expect([toolTip('calm', 0), toolTip('attention', 1), toolTip('stopped', 2)]).toEqual([
      'Permission Slip',
      'Permission Slip: one thing needs a look',
      'Permission Slip: 2 things need a look, an agent has no access',
    ]);
  });
});
