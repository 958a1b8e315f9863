// `npx node tests/visual/readme-pictures.ts`: renews the pictures of the README, apart from the guide's (`npm run guide`).
import { join } from 'node:path';
import { openGallery, wear } from './open-gallery.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');
const screen = { width: 1040, height: 720 };
const pictures = [
  { file: 'wizard-job.png', scene: 'question 2', ...screen },
  { file: 'ready.png', scene: 'ready, through this app', ...screen },
  { file: 'question.png', scene: 'question: a change', width: 720, height: 720 },
  { file: 'home.png', scene: 'home with slips', ...screen },
];

const gallery = await openGallery();
try {
  for (const { file, scene, width, height } of pictures) {
    const page = await gallery.play(scene);
    await wear(page, { name: 'light', dark: false, width, height });
    await page.screenshot({ path: join(folder, file), animations: 'disabled' });
    await page.close();
  }
} finally {
  await gallery.close();
}
console.log(`${pictures.length} pictures are in ${folder}`);
