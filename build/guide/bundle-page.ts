import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { BrowserContext } from 'playwright-core';
import { build } from 'vite';
import { root } from '../bundle.ts';

/** Where the page of the pictures is found by the browser alone; nothing listens there. */
export const pageAddress = 'http://guide.invalid/pictures.html';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Bundles the page of the pictures from the app's own components into a folder of its own, apart from the app. */
export async function bundlePage(): Promise<{ readonly folder: string; readonly drop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'permission-slip-guide-'));
  await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    root: join(root, 'build', 'guide'),
    base: '/',
    plugins: [react()],
    css: { modules: { localsConvention: 'camelCaseOnly' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome150',
      reportCompressedSize: false,
      rolldownOptions: { input: join(root, 'build', 'guide', 'pictures.html') },
    },
  });
  return { folder, drop: () => rm(folder, { recursive: true, force: true }) };
}

/** Lets the browser's pages find the bundle. */
export async function servePage(context: BrowserContext, folder: string): Promise<void> {
  await context.route('http://guide.invalid/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await readFile(join(folder, pathname)).catch(() => null);
    if (body === null) return route.fulfill({ status: 404 });
    return route.fulfill({ body, contentType: types[extname(pathname)] ?? 'application/octet-stream' });
  });
}
