import type { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { heldUntil, OwnersGate } from '../../../electron/broker/gate.ts';
import type { Store } from '../../../electron/core/store.ts';
import { ApprovalWindow } from '../../../electron/shell/approval-window.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { heldChange, sampleSession } from '../../fakes/broker-sessions.ts';
import { countedLetters } from '../../fakes/counted-letters.ts';
import { KeptLog } from '../../fakes/kept-log.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const made = vi.hoisted(() => ({ windows: [] as { readonly webContents: EventEmitter }[], fails: false }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class BrowserWindow extends Emitter {
    readonly webContents = Object.assign(new Emitter(), { send: () => undefined });
    isGone = false;
    constructor() {
      super();
      made.windows.push(this);
    }
    loadURL = async () => {
      if (made.fails) throw Object.assign(new Error('in vain'), { code: 'ERR_FAILED' });
    };
    setAlwaysOnTop = () => undefined;
    setContentProtection = () => undefined;
    isDestroyed = () => this.isGone;
    destroy = () => {
      this.isGone = true;
      this.emit('closed');
    };
  }
  return { BrowserWindow, powerMonitor: new Emitter() };
});

beforeEach(() => Object.assign(made, { windows: [], fails: false }));

/* A question that an agent asks, and what the app is told while its window lives or dies. */
function ask() {
  const clock = new ManualClock(undefined, { passesByItself: 0 });
  const gate = new OwnersGate({ clock, random: countedLetters() });
  const told: unknown[] = [];
  const store: Pick<Store, 'publish' | 'tell' | 'snapshot'> = {
    publish: () => undefined,
    tell: (problem) => void told.push(problem),
    snapshot: { reminding: { settings: { showNames: true } } } as unknown as Snapshot,
  };
  const window = new ApprovalWindow({
    session: {} as Electron.Session,
    preload: '/preload-approvals.cjs',
    icon: '/icon.png',
    devTools: false,
    store,
    clock,
    log: new KeptLog(),
    notifier: { show: () => undefined } as never,
  });
  window.attach(gate);
  const decision = gate.decide(heldChange(sampleSession()), new AbortController().signal, heldUntil(clock));
  return { gate, told, decision };
}

it.each([
  ['whose page can’t be loaded', true],
  ['whose page crashes', false],
])('a window %s denies what waits, and the owner is told', async (_what, fails) => {
  made.fails = fails;
  const { gate, told, decision } = ask();
  expect(gate.cards()).toHaveLength(1);
  if (!fails) made.windows[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(await decision).toMatchObject({ kind: 'stopped' });
  expect([gate.cards(), told, made.windows.length]).toEqual([[], [{ code: 'approvals-lost' }], 1]);
});
