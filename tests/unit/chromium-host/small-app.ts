import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchInChromiumHost } from '../../../build/launch/chromium-host.ts';
import type { LaunchedApp } from '../../../build/launch/launched-app.ts';

const page = '<!doctype html><title>Small</title><h1>Small app</h1><script>window.inline = true</script>';
const policy = "default-src 'none'; script-src 'self'";

/** What every small app begins with: one window on a page of its own scheme, under a strict policy. */
const beginning = `
  const { app, BrowserWindow, ipcMain, protocol, session, Menu, Tray, Notification, clipboard, shell, nativeImage } = require('electron');
  const say = (text) => process.stdout.write(text + '\\n');
  const attempt = async (name, run) => {
    try { say(name + ': ' + JSON.stringify(await run())); } catch (error) { say(name + ' threw: ' + error.message); }
  };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  app.setPath('userData', process.env.PERMISSION_SLIP_DATA);
  const openWindow = (preload) => {
    const own = session.fromPartition('own');
    if (!globalThis.served) own.protocol.handle('app', () => new Response(${JSON.stringify(page)}, {
      headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': ${JSON.stringify(policy)} },
    }));
    globalThis.served = true;
    const window = new BrowserWindow({ webPreferences: { session: own, ...(preload ? { preload } : {}) } });
    window.loadURL('app://bundle/index.html');
    return window;
  };
`;

/** Runs a main bundle of a few lines in the stand-in, and closes it when the test is over. */
export async function withSmallApp(
  main: string,
  use: (app: LaunchedApp) => Promise<void>,
  preload = '',
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'small-app-'));
  await writeFile(join(folder, 'preload.cjs'), preload);
  await writeFile(join(folder, 'main.cjs'), `${beginning}\n${main}`);
  const app = await launchInChromiumHost(join(folder, 'main.cjs'));
  try {
    await use(app);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The preload script of a small app, by its path as the main bundle sees it. */
export const preloadPath = "require('node:path').join(__dirname, 'preload.cjs')";
