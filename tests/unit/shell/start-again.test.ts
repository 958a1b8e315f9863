import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { hiddenArgument } from '../../../electron/shell/hidden-argument.ts';
import { startAgain } from '../../../electron/shell/start-again.ts';
import { tempFolder } from '../adapters/temp-folder.ts';

const did = vi.hoisted(() => ({ all: [] as unknown[] }));
vi.mock('electron', () => ({
  app: {
    relaunch: (options: unknown) => did.all.push(options),
    quit: () => did.all.push('quit'),
  },
}));

beforeEach(() => {
  did.all = [];
  const { argv, execPath } = process;
  process.argv = ['/opt/app/permission-slip', hiddenArgument, '--other'];
  vi.stubEnv('APPIMAGE', undefined);
  onTestFinished(() => {
    Object.assign(process, { argv, execPath });
    vi.unstubAllEnvs();
  });
});

it('starts the app again with its window, also where a login had started it without one', () => {
  startAgain();
  expect(did.all).toEqual([{ args: ['--other'] }, 'quit']);
});

it('starts an AppImage by its own file, unpacked, since it runs out of a folder that goes with it', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'AppRun'), '');
  process.execPath = join(folder, 'permission-slip');
  const execPath = '/home/owner/Permission-Slip.AppImage';
  vi.stubEnv('APPIMAGE', execPath);
  startAgain();
  expect(did.all).toEqual([{ execPath, args: ['--appimage-extract-and-run', '--other'] }, 'quit']);
});

it('starts itself where the AppImage in the environment is that of the program that had started it', () => {
  vi.stubEnv('APPIMAGE', '/home/owner/Editor.AppImage');
  startAgain();
  expect(did.all).toEqual([{ args: ['--other'] }, 'quit']);
});
