import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { failed, ok, type Result } from '../../shared/result.ts';
import { largestImport } from '../../shared/slip-import.ts';
import { storageProblem } from '../adapters/storage-problem.ts';
import { writeWhole } from '../adapters/write-whole.ts';
import type { Files } from '../core/ports.ts';

type Parts = {
  /** The window that a dialog belongs to; null while there is none. */
  readonly window: () => BrowserWindow | null;
  /** Where a dialog begins to look. */
  readonly folder: string;
};

/** Files that the owner chooses in the system's own dialogs. */
export function electronFiles({ window, folder }: Parts): Files {
  return {
    save: async (proposed, text) => {
      const parent = window();
      if (parent === null) return ok('cancelled');
      const { canceled, filePath } = await dialog.showSaveDialog(parent, {
        defaultPath: join(folder, proposed),
      });
      if (canceled || filePath === '') return ok('cancelled');
      try {
        await writeWhole(filePath, text);
        return ok('saved');
      } catch (error) {
        return failed({ code: storageProblem(error) });
      }
    },
    open: async () => {
      const parent = window();
      if (parent === null) return ok(null);
      const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
        defaultPath: folder,
        filters: [{ name: 'Permission Slip', extensions: ['json'] }],
        properties: ['openFile'],
      });
      const [path] = filePaths;
      return canceled || path === undefined ? ok(null) : readSmall(path);
    },
  };
}

/* The size is asked of the opened file, so that no other takes its place in between. */
async function readSmall(
  path: string,
): Promise<Result<string, { readonly code: 'file-unreadable' | 'file-too-large' }>> {
  try {
    const file = await open(path, 'r');
    try {
      const found = await file.stat();
      /* A device says that it is empty, and never ends. */
      if (!found.isFile()) return failed({ code: 'file-unreadable' });
      return found.size > largestImport
        ? failed({ code: 'file-too-large' })
        : ok(await file.readFile({ encoding: 'utf8' }));
    } finally {
      await file.close();
    }
  } catch {
    return failed({ code: 'file-unreadable' });
  }
}
