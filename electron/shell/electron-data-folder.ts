import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { shell } from 'electron';
import { bookFileName } from '../adapters/book-file.ts';
import { errorCode } from '../adapters/storage-problem.ts';
import type { DataFolder } from '../core/ports.ts';

/** The folder that holds the app's files, shown by the system's own file manager. */
export function electronDataFolder(path: string): DataFolder {
  return {
    path,
    isWritable: async () => (await mayWrite(path)) && (await mayWrite(join(path, bookFileName))),
    open: async () => (await shell.openPath(path)) === '',
  };
}

/* A file that is not there yet is made when it is needed. */
async function mayWrite(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch (error) {
    return errorCode(error) === 'ENOENT';
  }
}
