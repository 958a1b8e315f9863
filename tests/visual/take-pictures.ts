// `npx node tests/visual/take-pictures.ts --out <folder> [--only <part of a name>]`: every scene in every look.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openGallery, wear } from './open-gallery.ts';

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'pictures' }, only: { type: 'string', default: '' } },
});
const out = resolve(values.out);
await mkdir(out, { recursive: true });
const gallery = await openGallery();
let count = 0;
try {
  for (const name of gallery.names.filter((one) => one.includes(values.only))) {
    const page = await gallery.play(name);
    for (const look of gallery.looksOf(name)) {
      await wear(page, look);
      const file = `${name.replace(/[^a-z0-9]+/gi, '-')}-${look.name}.png`;
      await page.screenshot({ path: join(out, file), animations: 'disabled', fullPage: true });
      count += 1;
    }
    gallery.leave(page);
  }
} finally {
  await gallery.close();
}
console.log(`${count} pictures are in ${out}`);
