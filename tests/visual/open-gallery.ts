import type { Page } from 'playwright-core';
import { launchChromium } from '../../build/chromium.ts';
import { bundlePage, servePage } from '../../build/page-bundle.ts';

const origin = 'http://gallery.invalid';

/** How a window looks in which a scene is seen. A zoom of 200 % halves the space that a page has. */
export type Look = {
  readonly name: string;
  readonly dark: boolean;
  /** The system's own few colours instead of the app's, as Windows' contrast themes have it. */
  readonly forced?: true;
  readonly printed?: true;
  readonly width: number;
  readonly height: number;
};

export const looks = [
  { name: 'light', dark: false, width: 1040, height: 720 },
  { name: 'dark', dark: true, width: 1040, height: 720 },
  { name: 'small', dark: false, width: 760, height: 560 },
  { name: 'beside', dark: false, width: 380, height: 720 },
  { name: 'zoomed', dark: false, width: 380, height: 280 },
  { name: 'forced', dark: true, forced: true, width: 1040, height: 720 },
] as const satisfies readonly Look[];

/** What A4 leaves between the margins of a printer. Chromium prints in light colours alone. */
const paper = { name: 'paper', dark: false, printed: true, width: 718, height: 1047 } as const;

/** The scenes of the app in a real Chromium. Nothing listens: the browser is handed the files. */
export type Gallery = {
  readonly names: readonly string[];
  /** In which looks a scene is seen. */
  readonly looksOf: (name: string) => readonly Look[];
  /** A page at a scene. */
  readonly play: (name: string) => Promise<Page>;
  /** Gives a page back for another scene, since loading one takes longer than most scenes do. */
  readonly leave: (page: Page) => void;
  readonly close: () => Promise<void>;
};

export async function openGallery(): Promise<Gallery> {
  const { folder, drop } = await bundlePage('tests/visual/gallery.html');
  const { context, close } = await launchChromium({ headed: false, steady: true });
  await servePage(context, origin, folder);
  const blank = async () => {
    const page = await context.newPage();
    await page.goto(`${origin}/gallery.html`);
    await page.waitForFunction(() => window.playScene !== undefined);
    return page;
  };
  const first = await blank();
  const free = [first];
  const printed = await first.evaluate(() => window.paperNames);
  return {
    names: await first.evaluate(() => window.sceneNames),
    looksOf: (name) => (printed.includes(name) ? [paper] : looks),
    play: async (name) => {
      const page = free.pop() ?? (await blank());
      await wear(page, looks[0]);
      await page.evaluate((scene) => window.playScene(scene), name);
      return page;
    },
    leave: (page) => void free.push(page),
    close: async () => {
      await close();
      await drop();
    },
  };
}

/** Lays the page out anew. */
export async function wear(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({
    media: look.printed ? 'print' : 'screen',
    colorScheme: look.dark ? 'dark' : 'light',
    forcedColors: look.forced ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  await page.setViewportSize({ width: look.width, height: look.height });
}
