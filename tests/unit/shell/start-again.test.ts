import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { hiddenArgument } from '../../../electron/shell/hidden-argument.ts';
import { ownAppImage } from '../../../electron/shell/own-app-image.ts';
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
  const { argv } = process;
  process.argv = ['/opt/app/permission-slip', hiddenArgument, '--other'];
  onTestFinished(() => {
    process.argv = argv;
  });
});

it('starts the app again with its window, also where a login had started it without one', () => {
  startAgain();
  expect(did.all).toEqual([{ args: ['--other'] }, 'quit']);
});

it('starts an AppImage by its own file, unpacked, since it runs out of a folder that goes with it', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'AppRun'), '');
  const execPath = '/home/owner/Permission-Slip.AppImage';
  startAgain(ownAppImage({ APPIMAGE: execPath }, join(folder, 'permission-slip')));
  expect(did.all).toEqual([{ execPath, args: ['--appimage-extract-and-run', '--other'] }, 'quit']);
});

it('starts itself where the AppImage in the environment is that of the program that had started it', () => {
  startAgain(ownAppImage({ APPIMAGE: '/home/owner/Editor.AppImage' }, '/opt/app/permission-slip'));
  expect(did.all).toEqual([{ args: ['--other'] }, 'quit']);
});
