import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppPage } from '../../electron/shell/app-address.ts';
import { registerCommands } from '../../electron/shell/registrar.ts';
import {
  commands as approvalCommands,
  eventNames as approvalEvents,
} from '../../shared/ipc/approvals-contract.ts';
import type { Contract, HandlersOf } from '../../shared/ipc/command.ts';
import { commands, eventNames } from '../../shared/ipc/contract.ts';
import { commands as practiceCommands } from '../../shared/ipc/practice-contract.ts';
import { KeptLog } from '../fakes/kept-log.ts';

type Listener = (event: unknown, argument: unknown) => unknown;
const ipc = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ipcMain: { handle: (name: string, listener: Listener) => ipc.listeners.set(name, listener) },
}));

const pages = [
  { page: 'index.html', commands: commands as Contract, preload: 'preload.cjs', events: eventNames },
  {
    page: 'practice.html',
    commands: practiceCommands as Contract,
    preload: 'preload-practice.cjs',
    events: [],
  },
  {
    page: 'approvals.html',
    commands: approvalCommands as Contract,
    preload: 'preload-approvals.cjs',
    events: approvalEvents,
  },
] as const;

/** What each page's own window shows. */
const contents = new Map(pages.map(({ page }) => [page, {} as WebContents]));
let answered: string[] = [];

beforeEach(() => {
  ipc.listeners.clear();
  answered = [];
  for (const one of pages) {
    const answer = (name: string) => async () => answered.push(name);
    const handlers = Object.fromEntries(Object.keys(one.commands).map((name) => [name, answer(name)]));
    const window = { contents: contents.get(one.page) ?? null };
    registerCommands(
      { ...one, window, handlers: handlers as unknown as HandlersOf<Contract> },
      new KeptLog(),
    );
  }
});

describe.each(pages)('the contract of $page', ({ page, commands: own, preload, events }) => {
  const others = pages.filter((one) => one.page !== page);
  const ownNames = Object.keys(own);
  const otherNames = others.flatMap((one) => Object.keys(one.commands));

  it('shares no channel with another', () => {
    expect(ownNames.filter((name) => otherNames.includes(name))).toEqual([]);
  });

  /* A page of a standard scheme may change its path by itself, and with it what its frame says that it is. */
  it.each([
    ['', (other: AppPage) => other],
    [' that says it is this one', () => page],
  ])('is answered to no other page of the app%s', async (_what, saysItIs) => {
    for (const name of ownNames) {
      for (const other of others) {
        const sender = contents.get(other.page);
        const senderFrame = { parent: null, url: `app://bundle/${saysItIs(other.page)}` };
        expect(await ipc.listeners.get(name)?.({ sender, senderFrame }, undefined)).toEqual({
          ok: false,
          problem: { code: 'request-malformed' },
        });
      }
    }
    expect(answered).toEqual([]);
  });

  it('is all that its preload script knows', () => {
    const script = readFileSync(join(resolve(import.meta.dirname, '../../dist/preload'), preload), 'utf8');
    const known = [...ownNames, ...events];
    expect(known.filter((name) => !script.includes(name))).toEqual([]);
    expect(otherNames.filter((name) => script.includes(name))).toEqual([]);
    expect(script.match(/require\(["'`][^)]*\)/g)).toEqual([expect.stringMatching(/electron/)]);
  });
});
