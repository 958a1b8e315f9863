// `npm run tour`: does the main job unattended and leaves pictures, the prompt and a report.
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jobIds, jobs } from '../shared/catalogue/jobs.ts';
import { buildApp, root } from './bundle.ts';
import { clearPictures } from './clear-pictures.ts';
import { electronBinary } from './electron-binary.ts';
import { launchInChromiumHost } from './launch/chromium-host.ts';
import { launchInElectron } from './launch/electron.ts';
import { takeTour } from './tour/take-tour.ts';
import { readTourTarget } from './tour/target.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    job: { type: 'string' },
    api: { type: 'string' },
    guided: { type: 'boolean', default: false },
  },
});
const job = jobIds.find((id) => id === (values.job ?? 'purge-pages'));
if (job === undefined) {
  console.error(`There is no job "${values.job}". The jobs are: ${jobIds.join(', ')}.`);
  process.exit(2);
}

if (values.guided && values.api !== undefined) {
  console.error('--guided goes through the practice dashboard, so it can’t be had with --api.');
  process.exit(2);
}

const out = resolve(values.out ?? join(root, 'out', 'tour'));
await clearPictures(out);
const target = await readTourTarget(values.api ?? null, process.stdin);
const { main } = await buildApp({ mode: 'development' });
const { prompt, report } = await takeTour(
  { job: jobs[job], target, guided: values.guided },
  out,
  (options) =>
    electronBinary() === undefined ? launchInChromiumHost(main, options) : launchInElectron(options),
);
await writeFile(join(out, 'prompt.txt'), `${prompt}\n`);
await writeFile(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);

const { canary, pictures, fromNewSlipToPrompt: hands } = report;
console.log(`${pictures.length} pictures, the prompt and the report are in ${out}`);
console.log(`From "New slip" to the copied prompt: ${hands.clicks} clicks, ${hands.keys} key presses.`);
console.log(`Looked for the secret in ${canary.searched.length} places, found it in ${canary.found.length}.`);
for (const place of canary.found) console.error(`The secret was found in: ${place}`);
process.exitCode = canary.found.length === 0 ? 0 : 1;
