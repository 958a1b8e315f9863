import type { Page } from 'playwright-core';
import { launchChromium } from '../../build/chromium.ts';
import { bundlePage, servePage } from '../../build/page-bundle.ts';

const origin = 'http://gallery.invalid';

/** How a window looks in which a scene is seen. A zoom of 200 % halves the space that a page has. */
export type Look = {
  readonly name: string;
  readonly dark: boolean;
  readonly width: number;
  readonly height: number;
};

export const looks: readonly Look[] = [
  { name: 'light', dark: false, width: 1040, height: 720 },
  { name: 'dark', dark: true, width: 1040, height: 720 },
  { name: 'small', dark: false, width: 760, height: 560 },
  { name: 'beside', dark: false, width: 380, height: 720 },
];

/** The scenes of the app in a real Chromium. Nothing listens: the browser is handed the files. */
export type Gallery = {
  readonly names: readonly string[];
  /** Opens a new page at a scene. */
  readonly play: (name: string) => Promise<Page>;
  readonly close: () => Promise<void>;
};

export async function openGallery(): Promise<Gallery> {
  const { folder, drop } = await bundlePage('tests/visual/gallery.html', 'development');
  const { context } = await launchChromium({ headed: false });
  await servePage(context, origin, folder);
  const blank = async () => {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(`${origin}/gallery.html`);
    await page.waitForFunction(() => window.playScene !== undefined);
    return page;
  };
  const first = await blank();
  const names = await first.evaluate(() => window.sceneNames);
  await first.close();
  return {
    names,
    play: async (name) => {
      const page = await blank();
      await page.evaluate((scene) => window.playScene(scene), name);
      return page;
    },
    close: async () => {
      await context.close();
      await drop();
    },
  };
}

/** Lays the page out anew. */
export async function wear(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: look.width, height: look.height });
}
