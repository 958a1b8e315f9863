import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import { type Book, book } from '../../electron/core/book.ts';
import { serveOnLoopback } from '../../electron/practice/loopback.ts';
import {
  createPracticeCloudflare,
  type PracticeCloudflare,
} from '../../electron/practice/practice-cloudflare.ts';
import { createReader } from '../../shared/ipc/carried-snapshot.ts';
import type { Answer, Argument, CommandName } from '../../shared/ipc/contract.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { startKeychainSession } from '../launch/keychain-session.ts';
import { AppProcess } from './app-process.ts';
import { readKeychain } from './read-keychain.ts';
import { type Truth, wrongIn } from './truth.ts';

/** How long what an earlier run began may take to be finished by itself, in milliseconds. */
const settlingMs = 30_000;

/**
 * The app with all that a power cut leaves standing: its data folder, the keychain, and Cloudflare, which goes on in
 * this process. The app is the main bundle in a process of its own, and is killed and started again.
 */
export type CutHouse = {
  readonly practice: PracticeCloudflare;
  readonly app: () => AppProcess;
  /** Asks the app; null means that the power failed before the answer. */
  readonly call: <N extends CommandName>(name: N, argument: Argument<N>) => Promise<Answer<N> | null>;
  /** What the window shows; null means that the power failed before the answer. */
  readonly look: () => Promise<Snapshot | null>;
  readonly snapshot: () => Promise<Snapshot>;
  /** Starts the app again after its power failed. */
  readonly powerOn: () => Promise<void>;
  /** Waits until the app has finished what an earlier run began. */
  readonly settle: () => Promise<void>;
  /** What is not as it has to be; empty is good. Strict: nothing is on the list of things to clean up any more. */
  readonly wrong: (how: 'strict' | 'with-clean-ups') => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Opens a new house and starts the app in it. `nap` makes Cloudflare take its time, before and after it acts. */
export async function openCutHouse(main: string, nap: () => number = () => 0): Promise<CutHouse> {
  const practice = createPracticeCloudflare({ now: () => new Date() });
  const slow = async (request: Request) => {
    await wait(nap());
    const response = await practice.fetch(request);
    await wait(nap());
    return response;
  };
  const loopback = await serveOnLoopback({ ...practice, fetch: slow });
  const keychain = await startKeychainSession();
  const folder = await mkdtemp(join(tmpdir(), 'slip-cuts-'));
  const env = {
    ...keychain.env,
    PERMISSION_SLIP_API: loopback.baseUrl,
    PERMISSION_SLIP_DATA: folder,
    PERMISSION_SLIP_TRAY: 'seen',
  };
  const bookFile = join(folder, bookFileName);
  let app = new AppProcess(main, bookFile, env);

  const call: CutHouse['call'] = (name, argument) => app.call(name, argument);
  const read = createReader();
  const look = async () => {
    const seen = await call('snapshot:get', undefined);
    if (seen?.ok === false) throw new Error('The app shows nothing.');
    return seen === null ? null : read(seen.value);
  };
  const snapshot = async () => {
    const seen = await look();
    if (seen === null) throw new Error('The power failed where nobody cut it.');
    return seen;
  };
  const truth = async (): Promise<Truth> => ({
    snapshot: await snapshot(),
    book: await readBook(bookFile),
    tokens: practice.export().tokens,
    items: await readKeychain(keychain.env),
  });
  const close = async () => {
    await app.cut();
    await keychain.stop();
    await loopback.close();
    await rm(folder, { recursive: true, force: true });
  };

  await app.started().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    practice,
    app: () => app,
    call,
    look,
    snapshot,
    powerOn: async () => {
      await app.cut();
      app = new AppProcess(main, bookFile, env);
      await app.started();
    },
    settle: async () => {
      for (const deadline = Date.now() + settlingMs; Date.now() < deadline; await wait(10)) {
        if (isSettled(await snapshot())) return;
      }
    },
    wrong: async (how) => wrongIn(await truth(), how),
    close,
  };
}

function isSettled({ slips, progress }: Snapshot): boolean {
  return (
    progress.doing === 'nothing' &&
    slips.every(
      ({ rotating, replacing, stopping, revoked }) =>
        revoked !== null || ((rotating === null || rotating.lost) && replacing === null && stopping === null),
    )
  );
}

async function readBook(path: string): Promise<Book | null> {
  try {
    return book.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
