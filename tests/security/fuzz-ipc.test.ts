import type { WebContents } from 'electron';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { randomFrom } from '../../build/random-from.ts';
import { findsCanary } from '../../build/tour/find-canary.ts';
import { registerCommands } from '../../electron/shell/registrar.ts';
import { commands as approvalCommands } from '../../shared/ipc/approvals-contract.ts';
import type { Contract, HandlersOf } from '../../shared/ipc/command.ts';
import { commands } from '../../shared/ipc/contract.ts';
import { commands as practiceCommands } from '../../shared/ipc/practice-contract.ts';
import { KeptLog } from '../fakes/kept-log.ts';
import { type Office, openConnectedDesk } from '../fakes/open-desk.ts';
import { purgeRequest } from '../fakes/requests.ts';

type Listener = (event: unknown, argument: unknown) => Promise<unknown>;
const ipc = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ipcMain: { handle: (name: string, listener: Listener) => ipc.listeners.set(name, listener) },
}));

const calls = 50_000;
const canary = 'cfat_Kx7Qm2Vt9Zp4Lw8Rb3Yc6Nd1Hf5Jg0SaEu7TiOo2d4c8a1f';
const contracts: Readonly<Record<'index.html' | 'practice.html' | 'approvals.html', Contract>> = {
  'index.html': commands as Contract,
  'practice.html': practiceCommands as Contract,
  'approvals.html': approvalCommands as Contract,
};
const pageOf = new Map(
  Object.entries(contracts).flatMap(([page, contract]) =>
    Object.keys(contract).map((name) => [name, page] as const),
  ),
);
const names = [...pageOf.keys()];
const sender = {} as WebContents;
const fields = [
  'id',
  'world',
  'draft',
  'pasted',
  'typed',
  'account',
  'keep',
  'on',
  'settings',
  'request',
  'answer',
];

/** A value as a hostile page could send one: whatever can be copied from process to process. */
function anyValue(random: () => number, depth = 0): unknown {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const nested = () => anyValue(random, depth + 1);
  const plain = [
    () => null,
    () => undefined,
    () => random() * 1e6,
    () => pick([Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** 53, -1]),
    () => random() < 0.5,
    () =>
      pick([
        '',
        canary,
        '../../etc/passwd',
        '__proto__',
        '\0',
        '\u202e',
        'slip-aaaaaaaaaaaaaaaa',
        'practice',
      ]),
    () => 'x'.repeat(Math.floor(random() * 5000)),
    () => new Date(random() * 1e12),
    () => BigInt(Math.floor(random() * 1e9)),
    () => new Map([[canary, random()]]),
    () => new Uint8Array(8),
  ];
  const deep = [
    () => Array.from({ length: Math.floor(random() * 4) }, nested),
    () => Object.fromEntries(fields.filter(() => random() < 0.3).map((field) => [field, nested()])),
    () => JSON.parse(`{"__proto__":{"id":"${canary}"},"constructor":{"prototype":{}}}`) as unknown,
    () => {
      const loop: Record<string, unknown> = { id: canary };
      loop.self = loop;
      return loop;
    },
  ];
  return pick(depth > 3 ? plain : [...plain, ...deep, ...deep])?.();
}

describe('malformed calls on every channel', () => {
  let office: Office;
  const log = new KeptLog();
  const reached: string[] = [];

  beforeAll(async () => {
    office = await openConnectedDesk();
    await office.call['slip:issue']({ request: purgeRequest });
    for (const [page, contract] of Object.entries(contracts)) {
      const handlers = Object.fromEntries(
        Object.keys(contract).map((name) => [
          name,
          async (argument: never) => {
            reached.push(name);
            const answer = (office.call as Readonly<Record<string, (argument: never) => unknown>>)[name];
            return answer?.(argument);
          },
        ]),
      );
      registerCommands(
        {
          page: page as keyof typeof contracts,
          window: { contents: sender },
          commands: contract,
          handlers: handlers as unknown as HandlersOf<Contract>,
        },
        log,
      );
    }
  });

  it('change nothing, reach nobody, and bring no secret back', async () => {
    const seed = Math.floor(Math.random() * 1e9);
    const random = randomFrom(seed);
    const before = structuredClone(office.desk.store.snapshot);
    const answers = new Set<string>();
    const asked = new Set<string>();
    let sent = 0;
    while (sent < calls) {
      const name = names[Math.floor(random() * names.length)] ?? '';
      const page = pageOf.get(name) ?? '';
      const argument = anyValue(random);
      const isWellFormed =
        contracts[page as keyof typeof contracts][name]?.argument.safeParse(argument).success;
      /* What happens to be well formed comes from a page that may not ask. */
      const senderFrame = isWellFormed
        ? { parent: null, url: 'https://bundle/index.html' }
        : { parent: null, url: `app://bundle/${page}` };
      answers.add(JSON.stringify(await ipc.listeners.get(name)?.({ sender, senderFrame }, argument)));
      asked.add(name);
      sent += 1;
    }
    expect({ seed, reached }).toEqual({ seed, reached: [] });
    expect(asked.size).toBe(names.length);
    expect([...answers]).toEqual(['{"ok":false,"problem":{"code":"request-malformed"}}']);
    expect(office.desk.store.snapshot).toEqual(before);
    expect(findsCanary(log.lines.join('\n'), canary)).toBe(false);
    expect(({} as { id?: unknown }).id).toBeUndefined();
  }, 180_000);

  it('are told from calls that are right, which are answered', async () => {
    const senderFrame = { parent: null, url: 'app://bundle/index.html' };
    const answer = await ipc.listeners.get('snapshot:get')?.({ sender, senderFrame }, undefined);
    expect(answer).toMatchObject({ ok: true });
    expect(reached).toEqual(['snapshot:get']);
  });
});
