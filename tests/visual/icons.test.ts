import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chromium, launchChromium } from '../../build/chromium.ts';
import { drawIcon } from '../../build/icons/draw-icon.ts';
import { drawings, icnsDrawings, icnsOf, icoDrawings, icoOf } from '../../build/icons/drawings.ts';

const icons = join(import.meta.dirname, '../../build/icons');

let chromium: Chromium;
let page: Page;
beforeAll(async () => {
  chromium = await launchChromium({ headed: false });
  page = await chromium.context.newPage();
});
afterAll(() => chromium?.close());

/** How much two pictures differ, from 0 for not at all to 255; Infinity for two of different sizes. */
function difference(one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (sources) => {
      const [first, second] = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (!first || !second || first.data.length !== second.data.length) return Number.POSITIVE_INFINITY;
      const sum = first.data.reduce(
        (total, value, index) => total + Math.abs(value - (second.data[index] ?? 0)),
        0,
      );
      return sum / first.data.length;
    },
    [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`),
  );
}

/* Another Chromium may draw an edge a little softer. */
const tolerance = 1;

it.each(drawings)('$file is drawn as $svg', async (drawing) => {
  const kept = await readFile(join(icons, drawing.file));
  expect(await difference(kept, await drawIcon(page, drawing))).toBeLessThan(tolerance);
});

it("holds Windows' icon in all its sizes, drawn from app.svg", async () => {
  const kept = await readFile(join(icons, 'app.ico'));
  expect(kept.readUInt16LE(4)).toBe(icoDrawings.length);
  const pictures = icoDrawings.map((drawing, index) => {
    const at = 6 + 16 * index;
    const start = kept.readUInt32LE(at + 12);
    return { drawing, size: drawing.size, png: kept.subarray(start, start + kept.readUInt32LE(at + 8)) };
  });
  expect(icoOf(pictures).equals(kept)).toBe(true);
  for (const { drawing, png } of pictures) {
    expect(await difference(png, await drawIcon(page, drawing))).toBeLessThan(tolerance);
  }
});

it("holds macOS' icon in all its sizes, drawn from app.svg", async () => {
  const kept = await readFile(join(icons, 'app.icns'));
  let at = 8;
  const pictures = icnsDrawings.map((drawing) => {
    const length = kept.readUInt32BE(at + 4);
    const picture = { drawing, type: drawing.type, png: kept.subarray(at + 8, at + length) };
    at += length;
    return picture;
  });
  expect(icnsOf(pictures).equals(kept)).toBe(true);
  for (const { drawing, png } of pictures) {
    expect(await difference(png, await drawIcon(page, drawing))).toBeLessThan(tolerance);
  }
});
