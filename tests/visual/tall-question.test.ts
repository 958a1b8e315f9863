import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gallery, openGallery } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

it('shows a tall question from its top, with its answers in sight unless the window is very low', async () => {
  const page = await gallery.play('question: none');
  const shownAt = async (width: number, height: number) => {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => window.playScene('question: a plan'));
    return page.evaluate(() => ({
      from: window.scrollY,
      answersEnd: Math.max(
        ...[...document.querySelectorAll('article > :last-child button')].map(
          (button) => button.getBoundingClientRect().bottom,
        ),
      ),
    }));
  };
  const usual = await shownAt(720, 640);
  expect(usual.from).toBe(0);
  expect(usual.answersEnd).toBeLessThan(640);
  const low = await shownAt(380, 280);
  expect(low.from).toBe(0);
  expect(low.answersEnd).toBeGreaterThan(280);
});
