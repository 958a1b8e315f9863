import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  differenceToDocuments,
  differenceToKept,
  drawsAsKept,
  keptFolder,
  keptLooks,
  keptName,
} from './kept-pictures.ts';
import { layoutFindings } from './layout-findings.ts';
import { type Gallery, openGallery, wear } from './open-gallery.ts';
import { readmePictures, takeReadmePicture } from './readme-pictures.ts';
import { wordingFindings } from './wording-findings.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

/** What is found in a scene, one line each. */
type Found = {
  readonly worded: string[];
  /** In any of its looks. */
  readonly laidOut: string[];
  /** How it differs from its pictures. */
  readonly drawn: string[];
};

async function lookAt(name: string): Promise<Found> {
  const page = await gallery.play(name);
  const worded = (await wordingFindings(page)).map((line) => `${name}: ${line}`);
  const looks = gallery.looksOf(name);
  const drawn: string[] = [];
  /* First, since what comes next may move the focus. */
  for (const look of drawsAsKept ? keptLooks(looks) : []) {
    await wear(page, look);
    drawn.push(...(await differenceToKept(page, keptName(name, look.name))));
  }
  for (const picture of drawsAsKept ? readmePictures.filter(({ scene }) => scene === name) : [])
    drawn.push(...(await differenceToDocuments(picture.file, () => takeReadmePicture(page, picture))));
  const laidOut: string[] = [];
  for (const look of looks) {
    await wear(page, look);
    const lines = [...(await layoutFindings(page, look))];
    /* Colours are all that the dark changes. */
    if (look === looks[0]) lines.push(...(await page.evaluate(() => window.findings('all'))));
    if (look.name === 'dark') lines.push(...(await page.evaluate(() => window.findings('contrast'))));
    laidOut.push(...lines.map((line) => `${name}, ${look.name}: ${line}`));
  }
  gallery.leave(page);
  return { worded, laidOut, drawn };
}

const found: Found = { worded: [], laidOut: [], drawn: [] };

beforeAll(async () => {
  const waiting = [...gallery.names];
  const goOn = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { worded, laidOut, drawn } = await lookAt(name).catch((error: unknown) => ({
        worded: [],
        laidOut: [`${name} could not be played: ${String(error).split('\n')[0]}`],
        drawn: [],
      }));
      found.worded.push(...worded);
      found.laidOut.push(...laidOut);
      found.drawn.push(...drawn);
    }
  };
  await Promise.all([goOn(), goOn(), goOn()]);
}, 1_800_000);

test('every scene fits into each window, and axe finds nothing in light or dark', () => {
  expect(gallery.names.length).toBeGreaterThan(50);
  expect(found.laidOut).toEqual([]);
});

test('every scene has one main heading, and words for a grade 7 reader', () => {
  expect(found.worded).toEqual([]);
});

test.skipIf(!drawsAsKept)(
  'every scene looks as in the pictures that are kept of it, also in the README',
  () => {
    expect(found.drawn).toEqual([]);
  },
);

test('no picture is kept of a scene that there is no more', async () => {
  const scenes = new Set(
    gallery.names.flatMap((name) =>
      keptLooks(gallery.looksOf(name)).map((look) => keptName(name, look.name)),
    ),
  );
  expect((await readdir(keptFolder)).filter((file) => !scenes.has(file))).toEqual([]);
  expect(readmePictures.filter(({ scene }) => !gallery.names.includes(scene))).toEqual([]);
});
