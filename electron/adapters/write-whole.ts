import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from './storage-problem.ts';

/**
 * Writes a file whole or not at all: beside its place, to the disk, and only then into its place. A link that stands there
 * is replaced, never followed. Nobody else may read it unless `mode` lets them. Throws what the system says.
 */
export async function writeWhole(path: string, text: string | Uint8Array, mode = 0o600): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    const file = await open(aside, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await despiteOthers(() => rename(aside, path));
    await syncFolder(dirname(path)).catch(() => undefined);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
}

/* Without it a power cut may take back the file's new place for seconds. Windows opens no folder, and some disks refuse. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** What is left beside a file where the power failed while it was written. */
export function isLeftOf(fileName: string, name: string): boolean {
  return name.startsWith(`${fileName}.`) && /^[0-9a-f-]{36}$/.test(name.slice(fileName.length + 1));
}

const heldCodes: readonly (string | null)[] = ['EACCES', 'EBUSY', 'EPERM'];
/** Together some two and a half seconds. */
const pausesMs = [20, 40, 80, 160, 320, 640, 1280];

/** Repeats what Windows refuses while another program, such as a virus scanner, has the file open. */
export async function despiteOthers<T>(run: () => Promise<T>, platform = process.platform): Promise<T> {
  for (const pauseMs of platform === 'win32' ? pausesMs : []) {
    try {
      return await run();
    } catch (error) {
      if (!heldCodes.includes(errorCode(error))) throw error;
      await wait(pauseMs);
    }
  }
  return run();
}
