import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import {
  type KeychainSession,
  type KeychainState,
  startKeychainSession,
} from '../../build/launch/keychain-session.ts';
import { launchApp } from '../../build/launch/launch-app.ts';
import type { LaunchedApp, LaunchOptions } from '../../build/launch/launched-app.ts';
import { Owner } from '../../build/tour/owner.ts';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import { startCloudflare, type TestCloudflare } from './cloudflare.ts';

/** Only Linux can give a test a keychain of its own; on other systems it would be the person's. */
export const hasPrivateKeychain = process.platform === 'linux';

/** The app for one test, with a data folder of its own. It is closed when the test ends. */
export async function openApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const app = await launchApp(options);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(`${task.name}:\n${await lastSeen(app).catch(String)}`);
    await app.close();
  });
  return app;
}

/** What a person would see at the end of a test that failed. The practice dashboard is left out: it may show a token. */
async function lastSeen(app: LaunchedApp): Promise<string> {
  const { windows } = await app.desktop();
  const files = windows.map(({ file }) => file).filter((file) => file !== '' && file !== 'practice.html');
  const texts = files.map(async (file) => {
    const page = await app.page(file);
    return `${file}: ${await page.locator('body').innerText()}`;
  });
  const log = await readFile(join(app.dataFolder, 'permission-slip.log'), 'utf8').catch(() => '');
  return [...(await Promise.all(texts)), log, app.output()].join('\n');
}

/** The app with all that it touches: a Cloudflare and a keychain, both of this test alone. */
export type House = {
  readonly app: LaunchedApp;
  readonly cloudflare: TestCloudflare;
  readonly keychain: KeychainSession;
  /** The owner in front of the window that is open now. */
  owner(): Promise<Owner>;
  /** What `secret-tool` finds in the keychain under an item's name; null if there is nothing. */
  lookUp(item: string): Promise<string | null>;
  /** Sets the app's clock, and wakes the computer up. */
  setClock(to: Date): Promise<void>;
  /** What stands in the app's file of slips. */
  readBook(): Promise<string>;
};

export async function openHouse({
  keychain: state = 'unlocked',
  notifies = false,
}: {
  keychain?: KeychainState;
  /** Whether notifications go to the session's own daemon, too. */
  notifies?: boolean;
} = {}): Promise<House> {
  const cloudflare = await startCloudflare();
  onTestFinished(() => cloudflare.close());
  const keychain = await startKeychainSession(state);
  onTestFinished(() => keychain.stop());
  const clockFolder = await mkdtemp(join(tmpdir(), 'slip-clock-'));
  onTestFinished(() => rm(clockFolder, { recursive: true, force: true }));
  const clockFile = join(clockFolder, 'clock');
  const shown: Record<string, string> = notifies ? { CHROMIUM_HOST_NOTIFIES: 'yes' } : {};
  const env = { ...keychain.env, ...cloudflare.env, ...shown, PERMISSION_SLIP_CLOCK: clockFile };
  const app = await openApp({ env });
  return {
    app,
    cloudflare,
    keychain,
    owner: async () => new Owner(await app.page()),
    setClock: async (to) => {
      await moveClock(clockFile, to.getTime() - Date.now());
      await app.wakeUp();
    },
    lookUp: (item) => lookUp(keychain, item),
    readBook: () => readFile(join(app.dataFolder, bookFileName), 'utf8'),
  };
}

/** Moves an app's clock by milliseconds. The file is never seen half written, which would be a clock that is right. */
export async function moveClock(clockFile: string, milliseconds: number): Promise<void> {
  await writeFile(`${clockFile}.new`, String(milliseconds));
  await rename(`${clockFile}.new`, clockFile);
}

/** Noon of a day from now on, so that no quiet hours are in the way. */
export function noonIn(days: number): Date {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 12);
}

/** What `secret-tool` finds in a keychain under an item’s name; null if there is nothing. */
export async function lookUp({ env }: KeychainSession, item: string): Promise<string | null> {
  const args = ['lookup', 'service', 'permission-slip', 'username', item];
  try {
    const { stdout } = await promisify(execFile)('secret-tool', args, { env: { ...process.env, ...env } });
    return stdout;
  } catch {
    return null;
  }
}
