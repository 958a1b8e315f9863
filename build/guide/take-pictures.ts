import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type SceneRequest, sceneQuery } from './scene.ts';

/** Where the page of the pictures is found by the browser alone. */
export const pageOrigin = 'http://guide.invalid';

/** How the window looks in which a picture is taken. A zoom of 200 % halves the space that a page has. */
export type Look = {
  readonly name: string;
  readonly dark: boolean;
  readonly width: number;
  readonly height: number;
};

export const looks = {
  light: { name: 'light', dark: false, width: 1040, height: 720 },
  dark: { name: 'dark', dark: true, width: 1040, height: 720 },
  narrow: { name: 'narrow', dark: false, width: 380, height: 720 },
  zoom: { name: 'zoom', dark: false, width: 520, height: 360 },
} as const satisfies Readonly<Record<string, Look>>;

/** Takes one picture, as high as what it shows. */
export async function takePicture(
  page: Page,
  request: SceneRequest,
  look: Look,
  folder: string,
): Promise<string> {
  const { width, height } = look;
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
  await page.goto(`${pageOrigin}/pictures.html?${sceneQuery(request)}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const whole = await page.evaluate(() => {
    const scroller = document.getElementById('root')?.firstElementChild;
    return Math.max(scroller?.scrollHeight ?? 0, document.documentElement.scrollHeight);
  });
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  const step = String(request.step).padStart(2, '0');
  const file = `${request.form}-${step}-${look.name}.png`;
  await page.screenshot({ path: join(folder, file), animations: 'disabled' });
  return file;
}
