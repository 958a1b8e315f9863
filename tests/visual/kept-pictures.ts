import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { findHeadlessChromium } from '../../build/system-packages.mjs';
import type { Look } from './open-gallery.ts';
import { asKept, drawPage, type Picture, paletteOf } from './picture.ts';
import { documentsFolder } from './readme-pictures.ts';

const root = join(import.meta.dirname, '../..');
/** Where the pictures are that the scenes are held against. */
export const keptFolder = join(import.meta.dirname, 'kept');
/** Where a picture goes that differs, beside one that shows where. */
export const differingFolder = join(root, 'out/visual');

/** The looks in which a scene is kept. */
export function keptLooks(all: readonly Look[]): readonly Look[] {
  return all.filter(({ name }) => ['light', 'dark', 'paper'].includes(name));
}

/* Another Chromium may draw the edge of a letter a little differently: how far apart two colours may be, on a scale where
   black and white are 1 apart, and how many pixels of any square may be further apart. */
const threshold = 0.05;
const [square, mostInSquare] = [32, 24];
/* How often a picture that does not keep still is drawn. */
const mostDraws = 10;

/** Whether this Chromium draws as the one that the pictures are kept of. Every other has softer or harder letters. */
export const drawsAsKept = findHeadlessChromium()?.endsWith('chromium-headless-shell') ?? false;

/** The file of a scene in a look. */
export function keptName(scene: string, look: string): string {
  return `${scene.replace(/[^a-z0-9]+/gi, '-')}-${look}.png`;
}

/** Keeps how a page looks now. */
export async function keepPicture(page: Page, file: string): Promise<void> {
  await writeFile(join(keptFolder, file), paletteOf(await settled(() => drawPage(page))));
}

/** How a page differs from its kept picture, in a line that names where to look; no line where it does not. */
export async function differenceToKept(page: Page, file: string): Promise<readonly string[]> {
  return difference(join(keptFolder, file), PNG.sync.read, () => drawPage(page));
}

/** How a picture of the documents, by its file in their folder, differs from the PNG that is taken. */
export async function differenceToDocuments(
  file: string,
  take: () => Promise<Buffer>,
): Promise<readonly string[]> {
  return difference(join(documentsFolder, file), asKept, async () => asKept(await take()));
}

async function difference(
  keptFile: string,
  read: (bytes: Buffer) => Picture,
  draw: () => Promise<Picture>,
): Promise<readonly string[]> {
  const file = basename(keptFile);
  const bytes = await readFile(keptFile).catch(() => null);
  if (bytes === null)
    return [`${relative(root, keptFile)} is not there. docs/testing.md says how it is made.`];
  const kept = read(bytes);
  const first = await draw();
  if (compare(kept, first).most <= mostInSquare) return [];
  const now = await settled(draw, first);
  const { width, height } = now;
  if (kept.width !== width || kept.height !== height) {
    const [path] = await writeDiffering(file, now);
    return [`${file}: it is ${width} x ${height}, and was ${kept.width} x ${kept.height}. See ${path}`];
  }
  const { most, where } = compare(kept, now);
  if (most <= mostInSquare) return [];
  const [path] = await writeDiffering(file, now, where);
  return [`${file}: ${most} pixels of a square differ. See ${path}`];
}

/** The most pixels of any square that are not alike, and a picture of where; all of them where the sizes differ. */
function compare(kept: Picture, now: Picture): { readonly most: number; readonly where: Picture } {
  const { width, height } = now;
  const where: Picture = { width, height, data: Buffer.alloc(now.data.length) };
  if (kept.width !== width || kept.height !== height) return { most: width * height, where };
  const most = pixelmatch(kept.data, now.data, where.data, width, height, {
    threshold,
    windowSize: square,
  });
  return { most, where };
}

/** Draws until two in a row are the same: Chromium may hand out a frame in which a layer is not there yet. */
async function settled(draw: () => Promise<Picture>, first?: Picture): Promise<Picture> {
  let before = first ?? (await draw());
  for (let draws = 0; draws < mostDraws; draws += 1) {
    const now = await draw();
    if (now.data.equals(before.data)) return now;
    before = now;
  }
  throw new Error(`No two pictures of ${mostDraws} in a row are the same.`);
}

/** Writes a picture, and beside it where it differs. */
async function writeDiffering(file: string, ...pictures: readonly Picture[]): Promise<readonly string[]> {
  await mkdir(differingFolder, { recursive: true });
  return Promise.all(
    pictures.map(async ({ width, height, data }, at) => {
      const png = new PNG({ width, height });
      data.copy(png.data);
      const path = join(differingFolder, at === 0 ? file : file.replace(/\.png$/, '-difference.png'));
      await writeFile(path, PNG.sync.write(png));
      return relative(root, path);
    }),
  );
}
