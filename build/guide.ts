// `npm run guide`: takes the pictures of the guide, from the same components that the app shows.
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jobIds } from '../shared/catalogue/jobs.ts';
import { guideLength } from '../shared/guide/guide.ts';
import type { GuideForm } from '../shared/guide/guide-plan.ts';
import { root } from './bundle.ts';
import { clearPictures } from './clear-pictures.ts';
import { type Look, looks, openGuidePictures, pictureFile } from './guide/take-pictures.ts';

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

const guide = await openGuidePictures();
let count = 0;
try {
  for (const form of forms) {
    for (const look of wanted) {
      for (const step of [...steps, ...paper]) {
        const request = { job, form, step, narrow: look === looks.narrow };
        await writeFile(join(out, pictureFile(request, look)), await guide.take(request, look));
        count += 1;
      }
    }
  }
} finally {
  await guide.close();
}
console.log(`${count} pictures of the guide are in ${out}`);
