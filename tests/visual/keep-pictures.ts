// `npx node tests/visual/keep-pictures.ts [--only <part of a name>]`: keeps how every scene looks now, in light and dark, and
// in the README.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepPicture, keptFolder, keptLooks, keptName } from './kept-pictures.ts';
import { openGallery, wear } from './open-gallery.ts';
import { documentsFolder, readmePictures, takeReadmePicture } from './readme-pictures.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
if (values.only === '') await rm(keptFolder, { recursive: true, force: true });
await mkdir(keptFolder, { recursive: true });
const gallery = await openGallery();
let count = 0;
try {
  for (const name of gallery.names.filter((one) => one.includes(values.only))) {
    const page = await gallery.play(name);
    for (const look of keptLooks(gallery.looksOf(name))) {
      await wear(page, look);
      await keepPicture(page, keptName(name, look.name));
      count += 1;
    }
    for (const picture of readmePictures.filter(({ scene }) => scene === name)) {
      await writeFile(join(documentsFolder, picture.file), await takeReadmePicture(page, picture));
      count += 1;
    }
    gallery.leave(page);
  }
} finally {
  await gallery.close();
}
console.log(`${count} pictures are kept`);
