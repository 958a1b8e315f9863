import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** A picture in memory: rows of red, green, blue and opacity, a byte each. */
export type Picture = { readonly width: number; readonly height: number; readonly data: Buffer };

/** Draws a page as it is kept: at half its size, in few colours. */
export async function drawPage(page: Page): Promise<Picture> {
  await page.evaluate(() => document.fonts.ready);
  return asKept(await page.screenshot({ animations: 'disabled', fullPage: true }));
}

/** What is kept of a PNG. */
export function asKept(png: Buffer): Picture {
  return inFewColours(halved(PNG.sync.read(png)));
}

/** Each pixel is the mean of four. */
function halved({ width: wide, height: high, data: whole }: Picture): Picture {
  const [width, height] = [wide >> 1, high >> 1];
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (2 * y * wide + 2 * x) * 4 + channel;
        const below = at + wide * 4;
        const sum = [at, at + 4, below, below + 4].reduce((total, one) => total + (whole[one] ?? 0), 0);
        data[(y * width + x) * 4 + channel] = Math.round(sum / 4);
      }
    }
  }
  return { width, height, data };
}

/** Of colours that are much alike the most frequent takes the place of all, so that plain grounds keep theirs. */
function inFewColours({ width, height, data: many }: Picture): Picture {
  const counts = new Map<number, number>();
  for (let at = 0; at < many.length; at += 4) {
    const colour = many.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const kin = (colour: number) => colour & 0xf0f0f0;
  const most = new Map<number, number>();
  for (const [colour, count] of counts) {
    const known = most.get(kin(colour));
    if (known === undefined || count > (counts.get(known) ?? 0)) most.set(kin(colour), colour);
  }
  const data = Buffer.from(many);
  for (let at = 0; at < data.length; at += 4) {
    const colour = data.readUIntBE(at, 3);
    data.writeUIntBE(most.get(kin(colour)) ?? colour, at, 3);
  }
  return { width, height, data };
}

/**
 * Writes a picture as a PNG with a palette, which takes half of what pngjs writes without one.
 * @throws RangeError where it has more than 256 colours.
 */
export function paletteOf({ width, height, data }: Picture): Buffer {
  const colours = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = data.readUIntBE(pixel * 4, 3);
    const index = colours.get(colour) ?? colours.size;
    if (index > 255) throw new RangeError('The picture has more than 256 colours.');
    colours.set(colour, index);
    rows[pixel + Math.floor(pixel / width) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const palette = Buffer.alloc(colours.size * 3);
  for (const [colour, index] of colours) palette.writeUIntBE(colour, index * 3, 3);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
