import { afterAll, beforeAll, expect, test } from 'vitest';
import { layoutFindings } from './layout-findings.ts';
import { type Gallery, looks, openGallery, wear } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

/** What is wrong with a scene in any of its looks, one line each. */
async function lookAt(name: string): Promise<readonly string[]> {
  const page = await gallery.play(name);
  const found: string[] = [];
  for (const look of looks) {
    await wear(page, look);
    const lines = [...(await layoutFindings(page, look))];
    /* Colours are all that the dark changes. */
    if (look.name === 'light') lines.push(...(await page.evaluate(() => window.findings('all'))));
    if (look.name === 'dark') lines.push(...(await page.evaluate(() => window.findings('contrast'))));
    found.push(...lines.map((line) => `${name}, ${look.name}: ${line}`));
  }
  gallery.leave(page);
  return found;
}

test('every scene fits into each window, and axe finds nothing in light or dark', async () => {
  const waiting = [...gallery.names];
  const found: string[] = [];
  const goOn = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      found.push(...(await lookAt(name)));
    }
  };
  await Promise.all([goOn(), goOn(), goOn()]);
  expect(gallery.names.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
}, 600_000);
