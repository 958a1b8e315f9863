import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createBookFile } from '../../electron/adapters/book-file.ts';
import { createOsKeychain } from '../../electron/adapters/os-keychain.ts';
import { randomLetters } from '../../electron/adapters/random-letters.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { Desk } from '../../electron/core/desk.ts';
import { createPracticeWorld } from '../../electron/shell/practice-world.ts';
import { jobs } from '../../shared/catalogue/jobs.ts';

/*
 * Runs in a session with a real keychain and prints, as one line of JSON and in milliseconds: how long it takes from
 * "Create this token" to the prompt against the practice account, and how long the app's and secret-tool's reading of
 * one keychain item take, in turn.
 */

const slips = 9;
const reads = 60;
const folder = mkdtempSync(join(tmpdir(), 'permission-slip-bench-'));
const keychain = createOsKeychain(process.platform);
const { access: practice } = await createPracticeWorld(folder, systemClock);
let clipboard = '';
const desk = new Desk({
  worlds: { practice, cloudflare: practice },
  keychain,
  repository: createBookFile(folder),
  clipboard: {
    read: async () => clipboard,
    write: async (text) => {
      clipboard = text;
    },
    clear: async () => undefined,
  },
  opener: { open: async () => undefined },
  practiceDashboard: { open: () => undefined },
  windowPlace: { beside: () => undefined },
  clock: systemClock,
  random: randomLetters,
  log: { info: () => undefined, error: () => undefined },
  platform: 'linux',
  version: 'bench',
});
await desk.open();
await desk.handlers['world:choose']({ world: 'practice' });
const places = await desk.handlers['places:list']({ fresh: false });
const zone = places.ok ? places.value.zones[0] : undefined;
if (zone === undefined) throw new Error('The practice account has no website.');

const createToPrompt: number[] = [];
let item = '';
for (let made = 0; made < slips; made += 1) {
  const start = performance.now();
  const issued = await desk.handlers['slip:issue']({
    request: {
      who: { agent: 'codex', name: '' },
      job: 'purge-pages',
      access: 'change',
      task: jobs['purge-pages'].examples[0]?.replace('{site}', zone.name) ?? '',
      place: {
        account: zone.account,
        reach: { kind: 'one-zone', zone: { id: zone.id, name: zone.name } },
        pagesProject: null,
        hostname: null,
        path: null,
      },
      until: { kind: 'days', days: 30 },
    },
  });
  if (!issued.ok) throw new Error(`No slip was made: ${issued.problem.code}`);
  item = issued.value.id;
  const copied = await desk.handlers['slip:copy-prompt']({ id: item });
  if (!copied.ok) throw new Error(`No prompt was copied: ${copied.problem.code}`);
  createToPrompt.push(performance.now() - start);
}

const ownRead: number[] = [];
const secretTool: number[] = [];
const lookup = promisify(execFile);
for (let read = 0; read < reads; read += 1) {
  ownRead.push(await timed(() => keychain.get(item)));
  secretTool.push(
    await timed(() => lookup('secret-tool', ['lookup', 'service', 'permission-slip', 'username', item])),
  );
}
process.stdout.write(`${JSON.stringify({ createToPrompt, ownRead, secretTool })}\n`);
process.exit(0);

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
