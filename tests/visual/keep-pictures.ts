// `npx node tests/visual/keep-pictures.ts [--only <part of a name>]`: keeps how every scene looks now, in light and dark.
import { mkdir, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { keepPicture, keptFolder, keptLooks, keptName } from './kept-pictures.ts';
import { openGallery, wear } from './open-gallery.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
if (values.only === '') await rm(keptFolder, { recursive: true, force: true });
await mkdir(keptFolder, { recursive: true });
const gallery = await openGallery();
let count = 0;
try {
  for (const name of gallery.names.filter((one) => one.includes(values.only))) {
    const page = await gallery.play(name);
    for (const look of keptLooks) {
      await wear(page, look);
      await keepPicture(page, keptName(name, look.name));
      count += 1;
    }
    gallery.leave(page);
  }
} finally {
  await gallery.close();
}
console.log(`${count} pictures are kept in ${keptFolder}`);
