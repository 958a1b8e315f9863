import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { hiddenArgument } from '../../../electron/shell/hidden-argument.ts';
import { startAgain } from '../../../electron/shell/start-again.ts';

const did = vi.hoisted(() => ({ all: [] as unknown[], isPackaged: true, quit: (): unknown => undefined }));
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return did.isPackaged;
    },
    once: (event: string, listener: () => void) => {
      if (event === 'quit') did.quit = listener;
    },
    relaunch: (options: unknown) => did.all.push(['relaunch', options]),
    releaseSingleInstanceLock: () => did.all.push('unlock'),
    quit: () => {
      did.all.push('quit');
      did.quit();
    },
  },
}));
vi.mock('node:child_process', () => ({
  spawn: (...asked: unknown[]) => {
    did.all.push(['start', ...asked.slice(0, 2)]);
    return { unref: () => undefined };
  },
}));

beforeEach(() => {
  Object.assign(did, { all: [], isPackaged: true, quit: () => undefined });
  const { argv } = process;
  process.argv = ['/opt/app/permission-slip', hiddenArgument, '--other'];
  onTestFinished(() => {
    process.argv = argv;
  });
});

it('starts the app again with its window, also where a login had started it without one', () => {
  startAgain({});
  expect(did.all).toEqual([['relaunch', { args: ['--other'] }], 'quit']);
});

it('starts an AppImage by its own file once the app has ended, since it runs out of a folder that goes with it', () => {
  startAgain({ APPIMAGE: '/home/owner/Permission-Slip.AppImage' });
  expect(did.all).toEqual(['quit', 'unlock', ['start', '/home/owner/Permission-Slip.AppImage', ['--other']]]);
});

it('takes no file from the environment where the app is not packaged', () => {
  did.isPackaged = false;
  startAgain({ APPIMAGE: '/tmp/other' });
  expect(did.all[0]).toEqual(['relaunch', { args: ['--other'] }]);
});
