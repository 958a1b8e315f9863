// `npm start`: the app in Electron, or, where Electron's binary can't be had, in the chromium-host.
import { spawn } from 'node:child_process';
import { constants, homedir } from 'node:os';
import { basename, join } from 'node:path';
import { buildApp, root } from './bundle.ts';
import { hasOwnSandbox, noChromium } from './chromium.ts';
import { fetchElectron } from './electron-binary.ts';
import { ensureSystemPackages, findChromium } from './system-packages.mjs';

const isBlind = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

/** Runs Electron on the project's folder and resolves to its exit code. */
function runElectron(binary: string): Promise<number> {
  const args = [...(hasOwnSandbox ? [] : ['--no-sandbox']), root, ...process.argv.slice(2)];
  const child = spawn(binary, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}

/** Opens a link as the system would, where that is possible, and always says which. */
function openLink(link: string): void {
  console.log(`Link: ${link}`);
  const [program, ...args] = {
    darwin: ['open', link],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', link],
  }[process.platform as string] ?? ['xdg-open', link];
  spawn(`${program}`, args, { stdio: 'ignore', detached: true })
    .once('error', () => undefined)
    .unref();
}

/** Runs the app in the chromium-host, with this terminal in the place of tray and notifications. */
async function runChromiumHost(main: string): Promise<void> {
  const { host } = await import('./chromium-host/host.ts');
  const { app } = await import('./chromium-host/app.ts');
  const { runApp } = await import('./chromium-host/run.ts');
  const { pageClipboard } = await import('./page-clipboard.ts');
  host.systemClipboard = pageClipboard(() => host.windows.at(-1)?.page);
  let isQuitting = false;
  host.askForPath = (proposed) => {
    const path = join(homedir(), basename(proposed || 'permission-slips.json'));
    console.log(`File: ${path} (file dialogs can't be shown here)`);
    return path;
  };
  const told = { links: 0, paths: 0, notifications: 0, windows: 0 };
  host.on('changed', () => {
    for (const link of host.openedLinks.slice(told.links)) openLink(link);
    for (const path of host.openedPaths.slice(told.paths)) openLink(path);
    for (const { options } of host.notifications.slice(told.notifications)) {
      console.log(`Notification: ${options.title ?? ''} ${options.body ?? ''}`);
    }
    if (told.windows > 0 && host.windows.length === 0 && !isQuitting) {
      console.log(
        'The window is closed and the app goes on, as in a tray. Enter opens it again, Ctrl+C quits.',
      );
    }
    told.links = host.openedLinks.length;
    told.paths = host.openedPaths.length;
    told.notifications = host.notifications.length;
    told.windows = host.windows.length;
  });
  process.stdin
    .on('data', () => app.emit('activate', {}, host.windows.length > 0))
    .on('error', () => undefined);
  app.once('before-quit', () => {
    isQuitting = true;
  });
  await runApp({ main, headed: true, inspectable: false });
}

if (isBlind) {
  console.error(
    'There is no screen here (DISPLAY is not set) to open a window on; `npm run tour` needs none and takes pictures.',
  );
  process.exit(1);
}
const [{ main }, electron] = await Promise.all([buildApp({ mode: 'development' }), fetchElectron()]);
if (electron !== undefined) {
  process.exit(await runElectron(electron));
}
console.log('Electron’s binary can’t be had here: opening the same app in Chromium instead.');
if (findChromium() === undefined && !ensureSystemPackages(['chromium'])) {
  process.exit(1);
}
if (findChromium() === undefined) {
  console.error(noChromium);
  process.exit(1);
}
await runChromiumHost(main);
