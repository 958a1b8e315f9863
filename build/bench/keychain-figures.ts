import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createOsKeychain } from '../../electron/adapters/os-keychain.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { createPracticeWorld } from '../../electron/shell/practice-world.ts';
import { openBenchDesk } from './bench-desk.ts';
import { ownFolder } from './own-folder.ts';

/*
 * Runs in a session with a real keychain and prints, as one line of JSON and in milliseconds: how long it takes from
 * "Create this token" to the prompt against the practice account, and how long the app's and secret-tool's reading of
 * one keychain item take, in turn.
 */

const slips = 9;
const reads = 60;
const folder = ownFolder();
const keychain = createOsKeychain(process.platform);
const { access } = await createPracticeWorld(folder, systemClock);
const { makeSlip } = await openBenchDesk(access, keychain, folder);

const createToPrompt: number[] = [];
let item = '';
for (let made = 0; made < slips; made += 1) {
  const start = performance.now();
  item = await makeSlip();
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
