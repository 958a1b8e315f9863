// `npm run guide`: takes the pictures of the guide, from the same components that the app shows.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jobIds } from '../shared/catalogue/jobs.ts';
import { guideLength } from '../shared/guide/guide.ts';
import type { GuideForm } from '../shared/guide/guide-plan.ts';
import { root } from './bundle.ts';
import { launchChromium } from './chromium.ts';
import { clearPictures } from './clear-pictures.ts';
import { type Look, looks, pageOrigin, takePicture } from './guide/take-pictures.ts';
import { bundlePage, servePage } from './page-bundle.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    job: { type: 'string', default: 'purge-pages' },
    /* Both forms, in light, dark, beside a browser, zoomed, and on paper. */
    all: { type: 'boolean', default: false },
  },
});
const job = jobIds.find((id) => id === values.job);
if (job === undefined) {
  console.error(`There is no job "${values.job}". The jobs are: ${jobIds.join(', ')}.`);
  process.exit(2);
}

const out = resolve(values.out ?? join(root, 'docs', 'pictures', 'guide'));
await clearPictures(out);
const forms: readonly GuideForm[] = values.all ? ['account', 'user'] : ['account'];
const wanted: readonly Look[] = values.all ? Object.values(looks) : [looks.light];
const steps = Array.from({ length: guideLength }, (_, index) => index + 1);
const paper = values.all ? (['print'] as const) : [];

const { folder, drop } = await bundlePage('build/guide/pictures.html', 'production');
const { context } = await launchChromium({ headed: false });
let count = 0;
try {
  await servePage(context, pageOrigin, folder);
  const page = await context.newPage();
  for (const form of forms) {
    for (const look of wanted) {
      for (const step of [...steps, ...paper]) {
        await takePicture(page, { job, form, step, narrow: look === looks.narrow }, look, out);
        count += 1;
      }
    }
  }
} finally {
  await context.close();
  await drop();
}
console.log(`${count} pictures of the guide are in ${out}`);
