import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import { patience } from './launch/patience.ts';
import { findChromium, findHeadlessChromium } from './system-packages.mjs';

/** The most that is said to a person when there is no Chromium. */
export const noChromium =
  'No Chromium, Chrome or Edge was found; install one, or set CHROMIUM_PATH to its program.';

/** What Chromium is started with everywhere in this project: quiet, and without a way to the network. */
const chromiumFlags: readonly string[] = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

const steadyFlags: readonly string[] = [
  '--lang=en-US',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
];

/** Chromium's own sandbox cannot start for root on Linux. */
export const hasOwnSandbox = !(process.platform === 'linux' && process.getuid?.() === 0);

export type ChromiumOptions = {
  /** A window that a person sees, without tabs and address bar, instead of none at all. */
  readonly headed: boolean;
  /** Opens a DevTools port on loopback, for a second Playwright to look at the same pages. */
  readonly inspectable?: boolean;
  /** The same language, time zone and drawing of letters on every computer, for pictures that are held against others. */
  readonly steady?: boolean;
};

export type Chromium = {
  readonly context: BrowserContext;
  /** Where a second Playwright connects; undefined unless asked for. */
  readonly endpoint: string | undefined;
  /** Ends once the browser is gone, and its profile with it. */
  readonly close: () => Promise<void>;
};

/** Starts a Chromium with an empty profile of its own, which is deleted when it closes. */
export async function launchChromium({
  headed,
  inspectable = false,
  steady = false,
}: ChromiumOptions): Promise<Chromium> {
  const executablePath = headed ? findChromium() : findHeadlessChromium();
  if (executablePath === undefined) throw new Error(noChromium);
  // Loaded late: a second start of the app only tells the first and needs no browser.
  const { chromium } = await import('playwright-core');
  const profile = mkdtempSync(join(tmpdir(), 'permission-slip-chromium-'));
  const dropProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', dropProfile);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: !headed,
    chromiumSandbox: hasOwnSandbox,
    serviceWorkers: 'block',
    acceptDownloads: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    colorScheme: headed ? null : 'light',
    viewport: headed ? null : { width: 1040, height: 720 },
    ...(steady ? { locale: 'en-US', timezoneId: 'UTC', deviceScaleFactor: 1 } : {}),
    args: [
      ...chromiumFlags,
      ...(steady ? steadyFlags : []),
      ...(headed ? ['--app=data:text/html,', '--window-size=1040,720', '--test-type'] : []),
      ...(inspectable ? ['--remote-debugging-port=0'] : []),
    ],
  });
  // Where a person closed it: Chromium writes a last time while it ends, and what this can't delete yet goes with the process.
  context.once('close', () => void setTimeout(dropProfile, 300).unref());
  const close = async () => {
    await context.close();
    dropProfile();
    process.off('exit', dropProfile);
  };
  return { context, endpoint: inspectable ? `http://127.0.0.1:${await portIn(profile)}` : undefined, close };
}

/** The port of DevTools, which Chromium writes down a moment after it listens. */
async function portIn(profile: string): Promise<string> {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(20)) {
    const written = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const [port = '', path] = written.split('\n');
    if (path !== undefined) return port;
  }
  throw new Error('Chromium did not write down the port of its DevTools.');
}
