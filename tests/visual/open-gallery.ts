import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { root } from '../../build/bundle.ts';
import { launchChromium } from '../../build/chromium.ts';

const origin = 'http://gallery.invalid';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

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
  const folder = await bundleGallery();
  const { context } = await launchChromium({ headed: false });
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await readFile(join(folder, pathname)).catch(() => null);
    if (body === null) return route.fulfill({ status: 404 });
    return route.fulfill({ body, contentType: types[extname(pathname)] ?? 'application/octet-stream' });
  });
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Lays the page out anew. */
export async function wear(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: look.width, height: look.height });
}

async function bundleGallery(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'permission-slip-gallery-'));
  await build({
    configFile: false,
    /* React tells when it has settled in its development build alone. */
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    root: join(root, 'tests', 'visual'),
    base: '/',
    plugins: [react()],
    css: { modules: { localsConvention: 'camelCaseOnly' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome150',
      reportCompressedSize: false,
      rolldownOptions: { input: join(root, 'tests', 'visual', 'gallery.html') },
    },
  });
  return folder;
}
