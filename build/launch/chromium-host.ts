import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { requests } from './chromium-host-child.ts';
import { type Desktop, type LaunchedApp, type LaunchOptions, preparePlace } from './launched-app.ts';
import { patience } from './patience.ts';

type Requests = typeof requests;
type Reply = { readonly id?: number; readonly value?: unknown; readonly error?: string };

/** One run of the process: what it says, and what can be asked of it. */
class Run extends EventEmitter<{ changed: []; ready: [] }> {
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
  output = '';
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  constructor(main: string, env: Readonly<Record<string, string>>, args: readonly string[] = []) {
    super();
    this.child = fork(join(import.meta.dirname, 'chromium-host-child.ts'), [main, ...args], {
      env,
      execArgv: ['--enable-source-maps'],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.output += chunk;
      });
    }
    this.child.on('message', (message: Reply & { changed?: true; ready?: true }) => {
      if (message.changed) this.emit('changed');
      if (message.ready) this.emit('ready');
      const waiting = this.#waiting.get(message.id ?? 0);
      if (message.error === undefined) waiting?.resolve(message.value);
      else waiting?.reject(new Error(message.error));
    });
    this.ended = once(this.child, 'exit').then(([code]) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`The app has ended.\n${this.output}`));
      return (code as number | null) ?? 1;
    });
  }

  async started(): Promise<void> {
    const isReady = once(this, 'ready').then(() => true);
    if (await Promise.race([isReady, this.ended.then(() => false)])) return;
    throw new Error(`The app did not start:\n${this.output}`);
  }

  async ask<N extends keyof Requests>(
    name: N,
    ...args: Parameters<Requests[N]>
  ): Promise<Awaited<ReturnType<Requests[N]>>> {
    this.#lastId += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#lastId, waiting);
    this.child.send({ id: this.#lastId, name, args }, (error) => {
      if (error !== null) waiting.reject(new Error(`The app has ended.\n${this.output}`));
    });
    return (await waiting.promise) as Awaited<ReturnType<Requests[N]>>;
  }
}

/** Launches the main bundle in the chromium-host, in a process of its own, with a Playwright of ours on its pages. */
export async function launchInChromiumHost(main: string, options: LaunchOptions = {}): Promise<LaunchedApp> {
  const place = await preparePlace(options);
  let run: Run;
  let browser: Browser | undefined;
  let earlierOutput = '';
  // Nothing may be left when this process ends without closing the app.
  const dropChild = () => run.child.kill('SIGKILL');

  const start = async () => {
    run = new Run(main, place.env, options.args);
    process.once('exit', dropChild);
    await run.started();
  };
  const end = async (how: 'quit' | 'kill') => {
    if (how === 'kill') run.child.kill('SIGKILL');
    else if (run.child.connected) await run.ask('quit').catch(() => undefined);
    const late = AbortSignal.timeout(patience);
    late.addEventListener('abort', dropChild);
    await run.ended;
    late.removeEventListener('abort', dropChild);
    process.off('exit', dropChild);
    await browser?.close().catch(() => undefined);
    browser = undefined;
    earlierOutput += run.output;
    if (late.aborted) throw new Error(`The app did not end.\n${run.output}`);
  };
  const until = async (isWanted: (desktop: Desktop) => boolean): Promise<Desktop> => {
    const signal = AbortSignal.timeout(patience);
    for (;;) {
      const changed = once(run, 'changed', { signal });
      changed.catch(() => undefined);
      const desktop = await run.ask('desktop');
      if (isWanted(desktop)) return desktop;
      await changed.catch(() => {
        throw new Error(`The desktop did not become as wanted: ${JSON.stringify(desktop)}\n${run.output}`);
      });
    }
  };
  const page = async (file?: string): Promise<Page> => {
    await until(({ windows }) => windows.some((window) => file === undefined || window.file === file));
    const wanted = await run.ask('frontTarget', file);
    if (browser?.isConnected() !== true) {
      browser = await chromium.connectOverCDP(String(await run.ask('endpoint')), { timeout: patience });
    }
    const context = browser.contexts()[0];
    if (context === undefined) throw new Error('Chromium has no context.');
    for (const signal = AbortSignal.timeout(patience); !signal.aborted; ) {
      for (const found of context.pages()) {
        if ((await targetOf(found)) !== wanted) continue;
        await found.waitForLoadState();
        return found;
      }
      // The window's page is there, but this second Playwright may hear of it a little later.
      await context.waitForEvent('page', { timeout: 200 }).catch(() => undefined);
    }
    throw new Error(`The page of the window did not show up.\n${run.output}`);
  };

  await start().catch((error: unknown) => {
    place.clear();
    throw error;
  });
  return {
    kind: 'chromium-host',
    dataFolder: place.dataFolder,
    home: place.home,
    page,
    until,
    desktop: () => run.ask('desktop'),
    clickTrayEntry: async (...labels) => {
      await until((desktop) => desktop.tray !== null && desktop.tray.entries.length > 0);
      await run.ask('clickTrayEntry', labels);
    },
    clickTrayIcon: () => run.ask('clickTrayIcon'),
    clickNotification: () => run.ask('clickNotification'),
    wakeUp: () => run.ask('wakeUp'),
    setDark: (isDark) => run.ask('setDark', isDark),
    putOnClipboard: (text) => run.ask('putOnClipboard', text),
    answerDialog: (path) => run.ask('answerDialog', path),
    closeWindow: () => run.ask('closeWindow'),
    crashPage: () => run.ask('crashPage'),
    throwInside: (text) => run.ask('throwInside', text),
    startAgain: () => new Run(main, place.env).ended,
    ended: () => run.ended,
    output: () => earlierOutput + run.output,
    restart: async () => {
      await end('quit');
      await start();
    },
    restartAfterKill: async (meanwhile) => {
      await end('kill');
      meanwhile?.();
      await start();
    },
    close: async () => {
      await end('quit');
      place.clear();
    },
  };
}

const targets = new WeakMap<Page, Promise<string>>();

/** DevTools' own name for a page, the same for every Playwright that looks at it. */
function targetOf(page: Page): Promise<string> {
  const known = targets.get(page);
  if (known !== undefined) return known;
  const asked = page
    .context()
    .newCDPSession(page)
    .then((session) => session.send('Target.getTargetInfo'))
    .then(({ targetInfo }) => targetInfo.targetId)
    .catch(() => '');
  targets.set(page, asked);
  return asked;
}
