import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { wear } from './open-gallery.ts';

/** Where the pictures of the documents are. The guide's are in a folder within. */
export const documentsFolder = join(import.meta.dirname, '../../docs/pictures');

const screen = { width: 1040, height: 720 };

/** The README's pictures, apart from the guide's: a scene each, in a window of its size. */
export const readmePictures = [
  { file: 'wizard-job.png', scene: 'question 2', ...screen },
  { file: 'ready.png', scene: 'ready, through this app', ...screen },
  { file: 'question.png', scene: 'question: a change', width: 720, height: 720 },
  { file: 'home.png', scene: 'home with slips', ...screen },
] as const;

/** Takes a picture of a page that is at its scene, as a PNG. */
export async function takeReadmePicture(
  page: Page,
  { width, height }: (typeof readmePictures)[number],
): Promise<Buffer> {
  await wear(page, { name: 'light', dark: false, width, height });
  await page.evaluate(() => document.fonts.ready);
  return page.screenshot({ animations: 'disabled' });
}
