import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { BrowserContext } from 'playwright-core';
import { build } from 'vite';
import { root } from './bundle.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/**
 * Bundles a page of pictures from the app's own components into a folder of its own, apart from the app. React tells when
 * it has settled in its development build alone.
 */
export async function bundlePage(
  page: string,
): Promise<{ readonly folder: string; readonly drop: () => Promise<void> }> {
  const input = join(root, page);
  const folder = await mkdtemp(join(tmpdir(), 'permission-slip-page-'));
  await build({
    configFile: false,
    mode: 'development',
    define: { 'process.env.NODE_ENV': JSON.stringify('development') },
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    root: dirname(input),
    base: '/',
    plugins: [react()],
    css: { modules: { localsConvention: 'camelCaseOnly' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome150',
      reportCompressedSize: false,
      rolldownOptions: { input },
    },
  });
  return { folder, drop: () => rm(folder, { recursive: true, force: true }) };
}

/** Lets the browser's pages find a bundle at an origin that the browser alone knows; nothing listens there. */
export async function servePage(context: BrowserContext, origin: string, folder: string): Promise<void> {
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await readFile(join(folder, pathname)).catch(() => null);
    if (body === null) return route.fulfill({ status: 404 });
    return route.fulfill({ body, contentType: types[extname(pathname)] ?? 'application/octet-stream' });
  });
}
