import { launchChromium } from '../chromium.ts';
import { bundlePage, servePage } from '../page-bundle.ts';
import { type SceneRequest, sceneQuery } from './scene.ts';

/** Where the page of the pictures is found by the browser alone. */
const pageOrigin = 'http://guide.invalid';

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

/** The file that a picture is kept in. */
export function pictureFile({ form, step }: SceneRequest, { name }: Look): string {
  return `${form}-${String(step).padStart(2, '0')}-${name}.png`;
}

/** The guide in a real Chromium. Nothing listens: the browser is handed the files. */
export type GuidePictures = {
  /** A picture as a PNG, as high as what it shows. */
  readonly take: (request: SceneRequest, look: Look) => Promise<Buffer>;
  readonly close: () => Promise<void>;
};

export async function openGuidePictures(): Promise<GuidePictures> {
  const { folder, drop } = await bundlePage('build/guide/pictures.html');
  const { context, close } = await launchChromium({ headed: false, steady: true });
  await servePage(context, pageOrigin, folder);
  const page = await context.newPage();
  return {
    take: async (request, { dark, width, height }) => {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.goto(`${pageOrigin}/pictures.html?${sceneQuery(request)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.evaluate(() => document.fonts.ready);
      const whole = await page.evaluate(() => {
        const scroller = document.getElementById('root')?.firstElementChild;
        return Math.max(scroller?.scrollHeight ?? 0, document.documentElement.scrollHeight);
      });
      await page.setViewportSize({ width, height: Math.max(height, whole) });
      return page.screenshot({ animations: 'disabled' });
    },
    close: async () => {
      await close();
      await drop();
    },
  };
}
