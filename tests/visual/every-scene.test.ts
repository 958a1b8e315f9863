import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gallery, looks, openGallery, wear } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

/** What reaches over the side of the window, or is cut off in its box although nobody can scroll there. */
function outOfSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
    const width = document.documentElement.clientWidth;
    const isHidden = (element: Element) => {
      const { width: wide, height } = element.getBoundingClientRect();
      return wide <= 1 || height <= 1;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => !isHidden(element) && element.closest('svg, pre') === null)
      .flatMap((element) => {
        const { left, right } = element.getBoundingClientRect();
        if (left < -1 || right > width + 1) return [`${name(element)} reaches from ${left} to ${right}`];
        const { overflowX, textOverflow } = getComputedStyle(element);
        const cut = element.scrollWidth > element.clientWidth + 1 && overflowX === 'hidden';
        return cut && textOverflow !== 'ellipsis' ? [`${name(element)} is cut off`] : [];
      });
  });
}

/** What is wrong with a scene in any of its looks, one line each. */
async function lookAt(name: string): Promise<readonly string[]> {
  const page = await gallery.play(name);
  const found: string[] = [];
  for (const look of looks) {
    await wear(page, look);
    const lines = [...(await outOfSight(page))];
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
