import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { diesWithUs } from './dies-with-us.ts';
import { patience } from './patience.ts';

/** A desktop with a notification daemon, dunst, on a screen that nobody sees. */
export type Dunst = {
  /** Everything that was shown so far, in dunst's own words. */
  readonly shown: () => string;
  /** How many notifications are on the screen now. */
  readonly onScreen: () => Promise<number>;
  /** Clicks the latest notification. */
  readonly click: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const run = promisify(execFile);

/** A notification stays until it is taken away, however slow the computer is. */
const staying = ['low', 'normal', 'critical'].map((one) => `[urgency_${one}]\ntimeout = 0\n`).join('');

/** Starts dunst in the session of `env`, and waits until it takes notifications. Linux only. */
export async function startDunst(env: Readonly<Record<string, string>>): Promise<Dunst> {
  const size = ['-screen', '0', '640x480x24'];
  const screen = spawn(...diesWithUs('Xvfb', ['-displayfd', '1', ...size, '-nolisten', 'tcp']), {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const noScreen = once(screen, 'exit').then(() => {
    throw new Error('Xvfb did not start.');
  });
  noScreen.catch(() => undefined);
  const [display] = (await Promise.race([once(screen.stdout, 'data'), noScreen])) as [Buffer];
  const all = { PATH: process.env.PATH, ...env, DISPLAY: `:${display.toString().trim()}` };
  const dunst = spawn(...diesWithUs('dunst', ['-print', '-conf', '-']), {
    env: all,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  dunst.stdin.end(staying);
  let shown = '';
  dunst.stdout.setEncoding('utf8').on('data', (said: string) => {
    shown += said;
  });
  const control = async (...args: readonly string[]) => (await run('dunstctl', args, { env: all })).stdout;
  const stop = async () => {
    await end(dunst);
    await end(screen);
  };
  for (const deadline = Date.now() + patience; ; await wait(50)) {
    try {
      await control('count');
      break;
    } catch (error) {
      if (Date.now() < deadline && dunst.exitCode === null) continue;
      await stop();
      throw new Error('dunst did not start.', { cause: error });
    }
  }
  return {
    shown: () => shown,
    onScreen: async () => Number(await control('count', 'displayed')),
    click: async () => {
      await control('action', '0');
    },
    stop,
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
