import { createBookFile } from '../../electron/adapters/book-file.ts';
import { randomLetters } from '../../electron/adapters/random-letters.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { Desk } from '../../electron/core/desk.ts';
import type { WorldAccess } from '../../electron/core/key-ring.ts';
import type { Clipboard, Keychain } from '../../electron/core/ports.ts';
import { systemFacts } from '../../electron/shell/system-facts.ts';
import { jobs } from '../../shared/catalogue/jobs.ts';
import type { ListedZone } from '../../shared/places.ts';
import { ok } from '../../shared/result.ts';

/** A desk to measure: the app's own core over a world and a keychain, with everything else out of the way. */
export type BenchDesk = {
  readonly desk: Desk;
  /** From "Create this token" to the copied prompt; answers the slip's id. */
  readonly makeSlip: () => Promise<string>;
};

/** Opens the desk in the practice world, with its websites listed. */
export async function openBenchDesk(
  practice: WorldAccess,
  keychain: Keychain,
  folder: string,
): Promise<BenchDesk> {
  const desk = new Desk({
    worlds: { practice, cloudflare: practice },
    keychain,
    repository: createBookFile(folder),
    clipboard: memoryClipboard(),
    opener: { open: async () => undefined },
    practiceDashboard: { open: () => undefined },
    windowPlace: { beside: () => undefined },
    notifier: { show: () => undefined },
    files: { save: async () => ok('cancelled'), open: async () => ok(null) },
    updater: {
      canUpdate: false,
      look: async () => ({ kind: 'newest' }),
      fetch: async () => false,
      install: async () => undefined,
    },
    logTail: { read: async () => '' },
    licences: { read: async () => ok('') },
    systemFacts: systemFacts(false),
    awakenings: { listen: () => undefined },
    loginItem: { read: async () => 'off', set: async () => 'off' },
    dataFolder: { path: folder, isWritable: async () => true, open: async () => true },
    routeFiles: {
      read: async () => null,
      write: async () => ok(null),
      remove: async () => ok(null),
    },
    practiceAgent: { run: async () => undefined },
    localServer: {
      open: async () => ok(20_000),
      serves: async () => false,
      agentChanges: {
        list: async () => [],
        undo: async () => ok(null),
        askAgain: async () => undefined,
        activity: async () => ({ isUntouched: true, lines: [] }),
        showQuestions: () => undefined,
      },
      slipsChanged: () => undefined,
      close: async () => undefined,
    },
    clock: systemClock,
    random: randomLetters,
    log: { error: () => undefined },
    platform: 'linux',
    version: 'bench',
  });
  await desk.open();
  await desk.handlers['world:choose']({ world: 'practice' });
  const places = await desk.handlers['places:list']({ fresh: false });
  const zone = places.ok ? places.value.zones[0] : undefined;
  if (zone === undefined) throw new Error('The practice account has no website.');
  return { desk, makeSlip: () => makeSlip(desk, zone) };
}

async function makeSlip(desk: Desk, { id, name, account }: ListedZone): Promise<string> {
  const issued = await desk.handlers['slip:issue']({
    request: {
      who: { agent: 'codex', name: '' },
      job: 'purge-pages',
      access: 'change',
      task: jobs['purge-pages'].examples[0]?.replace('{site}', name) ?? '',
      place: {
        account,
        reach: { kind: 'one-zone', zone: { id, name } },
        pagesProject: null,
        hostname: null,
        path: null,
      },
      until: { kind: 'days', days: 30 },
    },
  });
  if (!issued.ok) throw new Error(`No slip was made: ${issued.problem.code}`);
  const copied = await desk.handlers['slip:copy-prompt']({ id: issued.value.id });
  if (!copied.ok) throw new Error(`No prompt was copied: ${copied.problem.code}`);
  return issued.value.id;
}

function memoryClipboard(): Clipboard {
  let held = '';
  return {
    read: async () => held,
    write: async (text) => {
      held = text;
    },
    clear: async () => undefined,
  };
}
