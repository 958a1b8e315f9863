import type { WebContents } from 'electron';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandHandlers } from '../../../electron/core/desk.ts';
import { registerCommands } from '../../../electron/shell/registrar.ts';
import { commandNames, commands } from '../../../shared/ipc/contract.ts';
import { KeptLog } from '../../fakes/kept-log.ts';
import { accountToken } from '../../fakes/tokens.ts';

type Listener = (event: unknown, argument: unknown) => unknown;

const ipc = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (name: string, listener: Listener) => {
      if (ipc.listeners.has(name)) throw new Error(`a second handler for ${name}`);
      ipc.listeners.set(name, listener);
    },
  },
}));

const ownPage = { parent: null, url: 'app://bundle/index.html' };
const window = { contents: {} as WebContents | null };
let received: { readonly name: string; readonly argument: unknown }[] = [];
let log = new KeptLog();
let failure: Error | null = null;

beforeEach(() => {
  ipc.listeners.clear();
  received = [];
  log = new KeptLog();
  failure = null;
  const handlers = Object.fromEntries(
    commandNames.map((name) => [
      name,
      async (argument: unknown) => {
        received.push({ name, argument });
        if (failure !== null) throw failure;
        return { ok: true, value: null };
      },
    ]),
  );
  window.contents = {} as WebContents;
  registerCommands(
    { page: 'index.html', window, commands, handlers: handlers as unknown as CommandHandlers },
    log,
  );
});

const send = (name: string, argument: unknown, frame: unknown = ownPage, sender: unknown = window.contents) =>
  ipc.listeners.get(name)?.({ sender, senderFrame: frame }, argument);
const refused = { ok: false, problem: { code: 'request-malformed' } };

describe('a command is answered', () => {
  it('for each name of the contract, and for no other', () => {
    expect([...ipc.listeners.keys()]).toEqual(commandNames);
  });

  it('when it comes from the top frame of the app', async () => {
    expect(await send('snapshot:get', undefined)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['a frame that is gone', null],
    ['a frame inside of a page', { parent: ownPage, url: 'app://bundle/index.html' }],
    ['another website', { parent: null, url: 'https://evil.example/' }],
    ['a host that begins like this one', { parent: null, url: 'app://bundle.evil/index.html' }],
    ['another host of the scheme', { parent: null, url: 'app://evil/index.html' }],
    ['another page of the app', { parent: null, url: 'app://bundle/practice.html' }],
    ['no page of the app', { parent: null, url: 'app://bundle/' }],
    ['a file', { parent: null, url: 'file:///index.html' }],
    ['an empty page', { parent: null, url: 'about:blank' }],
    ['a page of data', { parent: null, url: 'data:text/html,hello' }],
    ['no address', { parent: null, url: '' }],
  ])('not when it comes from %s', async (_who, frame) => {
    const answers = await Promise.all(commandNames.map((name) => send(name, undefined, frame)));
    expect([answers, received]).toEqual([commandNames.map(() => refused), []]);
  });
});

describe('a page that gave itself the address of this one', () => {
  it.each([
    ['open', {} as WebContents],
    ['closed', null],
  ])('is answered nothing while the window of this one is %s', async (_what, contents) => {
    window.contents = contents;
    const answers = await Promise.all(commandNames.map((name) => send(name, undefined, ownPage, {})));
    expect([answers, received]).toEqual([commandNames.map(() => refused), []]);
  });
});

describe('an argument', () => {
  const anything = fc.oneof(
    fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withBigInt: true,
      withNullPrototype: true,
      withSparseArray: true,
    }),
    fc.record(
      {
        id: fc.string(),
        draft: fc.anything(),
        request: fc.anything(),
        route: fc.anything(),
        world: fc.anything(),
        pasted: fc.anything(),
        account: fc.anything(),
        keep: fc.anything(),
        fresh: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );

  it.each(commandNames)('of %s that is not of its form never reaches its handler', async (name) => {
    await fc.assert(
      fc.asyncProperty(anything, async (argument) => {
        received = [];
        const answer = await send(name, argument);
        const fits = commands[name].argument.safeParse(argument).success;
        expect(answer).toEqual(fits ? { ok: true, value: null } : refused);
        expect(received.length).toBe(fits ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[(typeof commandNames)[number], unknown]>([
    ['snapshot:get', {}],
    ['snapshot:get', null],
    ['world:choose', { world: 'moon' }],
    ['world:choose', { world: 'practice', also: 1 }],
    ['key:offer', { pasted: 'x'.repeat(100_001) }],
    ['key:offer', { pasted: ['x'] }],
    ['key:connect', { account: '' }],
    ['places:list', { fresh: 'yes' }],
    ['slip:prompt', { id: '../../etc/passwd' }],
    ['slip:prompt', { id: 'slip-AAAAAAAAAAAAAAAA' }],
    ['slip:prompt', { id: 'slip-aaaaaaaaaaaaaaaa', extra: true }],
    ['slip:copy-token', { id: 'setup-key' }],
    [
      'slip:set-route',
      { id: 'slip-aaaaaaaaaaaaaaaa', route: { kind: 'environment', name: 'A B; rm -rf /' } },
    ],
    ['slip:set-route', { id: 'slip-aaaaaaaaaaaaaaaa', route: { kind: 'elsewhere' } }],
    ['link:open', { to: 'https://evil.example/' }],
    ['link:open', 'https://dash.cloudflare.com/'],
  ])('of %s: %j is refused', async (name, argument) => {
    expect([await send(name, argument), received]).toEqual([refused, []]);
  });

  it('that carries a prototype does not bring it along', async () => {
    await send('world:choose', JSON.parse('{"world":"practice","__proto__":{"evil":true}}'));
    expect((received[0]?.argument as { evil?: boolean } | undefined)?.evil).toBeUndefined();
  });
});

describe('a mistake of ours', () => {
  it('is answered without its words, which may hold anything', async () => {
    failure = new TypeError(`cannot read ${accountToken}`);
    expect(await send('snapshot:get', undefined)).toEqual({ ok: false, problem: { code: 'unexpected' } });
    expect(log.lines).toEqual(['command failed {"command":"snapshot:get","error":"TypeError"}']);
  });
});
