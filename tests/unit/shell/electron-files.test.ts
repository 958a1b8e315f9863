import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { electronFiles } from '../../../electron/shell/electron-files.ts';
import { failed, ok } from '../../../shared/result.ts';
import { largestImport } from '../../../shared/slip-import.ts';
import { tempFolder } from '../adapters/temp-folder.ts';

const chosen = vi.hoisted(() => ({ path: null as string | null, asked: [] as unknown[] }));
vi.mock('electron', () => ({
  dialog: {
    showSaveDialog: async (_window: unknown, options: unknown) => {
      chosen.asked.push(options);
      return { canceled: chosen.path === null, filePath: chosen.path ?? '' };
    },
    showOpenDialog: async () => ({
      canceled: chosen.path === null,
      filePaths: chosen.path === null ? [] : [chosen.path],
    }),
  },
}));

const window = {} as BrowserWindow;

async function place(name = 'list.json') {
  const folder = await tempFolder();
  chosen.path = join(folder, name);
  return { files: electronFiles({ window: () => window, folder }), path: chosen.path, folder };
}

describe('a file that the owner chooses', () => {
  it('is written whole, for nobody else to read, by the name that was proposed', async () => {
    const { files, path, folder } = await place();
    expect(await files.save('list.json', 'text')).toEqual(ok('saved'));
    expect(await readFile(path, 'utf8')).toBe('text');
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(chosen.asked.at(-1)).toMatchObject({ defaultPath: join(folder, 'list.json') });
  });

  it('is read again', async () => {
    const { files, path } = await place();
    await writeFile(path, 'text');
    expect(await files.open()).toEqual(ok('text'));
  });

  it('is none where the dialog is closed, or the window is gone', async () => {
    const { files, folder } = await place();
    chosen.path = null;
    expect([await files.save('a', 'b'), await files.open()]).toEqual([ok('cancelled'), ok(null)]);
    const alone = electronFiles({ window: () => null, folder });
    chosen.path = join(folder, 'a');
    expect([await alone.save('a', 'b'), await alone.open()]).toEqual([ok('cancelled'), ok(null)]);
  });

  it('is not read where it is gone, a folder, or far too large', async () => {
    const { files, path, folder } = await place();
    expect(await files.open()).toEqual(failed({ code: 'file-unreadable' }));
    chosen.path = folder;
    expect(await files.open()).toEqual(failed({ code: 'file-unreadable' }));
    chosen.path = path;
    await writeFile(path, '');
    await truncate(path, largestImport + 1);
    expect(await files.open()).toEqual(failed({ code: 'file-too-large' }));
  });

  it.runIf(process.platform === 'linux')('is not read where it has no end', async () => {
    const { files } = await place();
    chosen.path = '/dev/zero';
    expect(await files.open()).toEqual(failed({ code: 'file-unreadable' }));
  });

  it('that can not be written is a problem of the disk', async () => {
    const { files } = await place(join('no', 'such', 'folder.json'));
    expect((await files.save('list.json', 'text')).ok).toBe(false);
  });
});
