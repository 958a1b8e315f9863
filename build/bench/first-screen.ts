import type { Session } from 'electron';
import { app } from '../chromium-host/app.ts';
import { host } from '../chromium-host/host.ts';
import { runApp } from '../chromium-host/run.ts';
import { session } from '../chromium-host/session.ts';
import { HostWindow } from '../chromium-host/window.ts';
import { ownFolder } from './own-folder.ts';

/*
 * Runs the app in the chromium-host in a process of its own and prints, as one line of JSON: how long its first screen
 * takes to be usable and how long the same Chromium takes for an empty page (milliseconds, in turn).
 */

const [, , main] = process.argv;
if (main === undefined) throw new Error('Which bundle?');
const rounds = 9;

process.env.PERMISSION_SLIP_DATA = ownFolder();
await runApp({ main, headed: false, inspectable: false });
await usable();
await closeWindow();

const empty = session.fromPartition('empty');
/* As the app has locked its own session; in another nothing loads. */
for (const [name, value] of session.fromPartition('permission-slip').notes) empty.notes.set(name, value);
empty.on('will-download', () => undefined);
empty.protocol.handle(
  'app',
  () =>
    new Response('<!doctype html><title>Empty</title><h1>Empty</h1>', {
      headers: { 'Content-Type': 'text/html' },
    }),
);

const firstScreen: number[] = [];
const emptyPage: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  firstScreen.push(await timed(openWindow));
  await closeWindow();
  emptyPage.push(await timed(openEmptyPage));
}
process.stdout.write(`${JSON.stringify({ firstScreen, emptyPage })}\n`);
app.quit();

async function openWindow(): Promise<void> {
  app.emit('activate');
  await usable();
}

/* The first heading is there once the snapshot has arrived and the screen is drawn. */
async function usable(): Promise<void> {
  while (host.windows.length === 0) await new Promise<void>((done) => host.once('changed', () => done()));
  const page = await host.windows.at(-1)?.page;
  await page?.locator('h1').waitFor();
}

async function closeWindow(): Promise<void> {
  const pages = await Promise.all(host.windows.map(({ page }) => page));
  const closed = pages.map((page) => page.waitForEvent('close'));
  for (const window of [...host.windows]) window.close();
  await Promise.all(closed);
}

/* The same way a page of the app takes: a window, an address that is answered from here, a first heading. */
async function openEmptyPage(): Promise<void> {
  const window = new HostWindow({
    width: 1040,
    height: 720,
    webPreferences: { session: empty as unknown as Session },
  });
  void window.loadURL('app://bundle/index.html');
  const page = await window.page;
  await page.locator('h1').waitFor();
  await closeWindow();
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
