import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { hiddenArgument } from '../../../electron/shell/hidden-argument.ts';
import { startAgain } from '../../../electron/shell/start-again.ts';

const did = vi.hoisted(() => ({ all: [] as unknown[], isPackaged: true }));
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return did.isPackaged;
    },
    relaunch: (options: unknown) => did.all.push(options),
    quit: () => did.all.push('quit'),
  },
}));

beforeEach(() => {
  Object.assign(did, { all: [], isPackaged: true });
  const { argv } = process;
  process.argv = ['/opt/app/permission-slip', hiddenArgument, '--other'];
  onTestFinished(() => {
    process.argv = argv;
  });
});

it('starts the app again with its window, also where a login had started it without one', () => {
  startAgain(undefined);
  expect(did.all).toEqual([{ args: ['--other'] }, 'quit']);
});

it('starts an AppImage by its own file, unpacked, since it runs out of a folder that goes with it', () => {
  const execPath = '/home/owner/Permission-Slip.AppImage';
  startAgain(execPath);
  expect(did.all).toEqual([{ execPath, args: ['--appimage-extract-and-run', '--other'] }, 'quit']);
});

it('takes no file from the environment where the app is not packaged', () => {
  did.isPackaged = false;
  startAgain('/tmp/other');
  expect(did.all[0]).toEqual({ args: ['--other'] });
});
