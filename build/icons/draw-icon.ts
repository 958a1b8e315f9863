import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import type { Drawing } from './drawings.ts';

/** Draws one picture as PNG. */
export async function drawIcon(
  context: BrowserContext,
  { svg, size, color, margin }: Drawing,
): Promise<Buffer> {
  const page = await context.newPage();
  try {
    await page.setViewportSize({ width: size, height: size });
    const source = await readFile(join(import.meta.dirname, `${svg}.svg`), 'utf8');
    const inner = `width:${size * (1 - 2 * margin)}px;height:${size * (1 - 2 * margin)}px;padding:${size * margin}px`;
    await page.setContent(
      `<body style="margin:0;color:${color}"><div style="${inner}">${source}</div></body>`,
    );
    return await page.screenshot({ omitBackground: true });
  } finally {
    await page.close();
  }
}
