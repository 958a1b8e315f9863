import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Drawing } from './drawings.ts';

/** Draws one picture as PNG, on any page. A canvas does it, as a busy browser may not come to show so small a window. */
export async function drawIcon(page: Page, { svg, size, color, margin }: Drawing): Promise<Buffer> {
  const source = await readFile(join(import.meta.dirname, `${svg}.svg`), 'utf8');
  const coloured = source.replace('<svg ', `<svg color="${color}" `);
  const png = await page.evaluate(
    async ({ address, size, margin }) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = size;
      canvas.height = size;
      const inner = size - 2 * margin;
      canvas.getContext('2d')?.drawImage(image, margin, margin, inner, inner);
      return canvas.toDataURL('image/png').replace(/^.*,/, '');
    },
    {
      address: `data:image/svg+xml;base64,${Buffer.from(coloured).toString('base64')}`,
      size,
      margin: Math.round(size * margin),
    },
  );
  return Buffer.from(png, 'base64');
}
