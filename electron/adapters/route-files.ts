import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalRouteProblem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { routeFileName, routeFolder } from '../../shared/route-file.ts';
import type { RouteFiles } from '../core/ports.ts';
import { errorCode } from './storage-problem.ts';
import { isLeftOf, writeWhole } from './write-whole.ts';

/** The most that is read of a file, in bytes; a route's file has a fraction of it. */
const largest = 16 * 1024;

/**
 * The files of local routes in the owner's home. On macOS and Linux folder and files are for their owner alone; on Windows
 * they have what the owner's profile gives them, which is the same.
 */
export function createRouteFiles(home: string): RouteFiles {
  const folder = join(home, ...routeFolder);
  const pathOf = (id: string) => join(folder, routeFileName(id));
  return {
    read: (id) => readOwn(pathOf(id)).catch(() => null),
    write: (id, text) =>
      attempt(async () => {
        await makeFolders(home);
        await writeWhole(pathOf(id), text);
      }),
    remove: (id) =>
      attempt(async () => {
        await rm(pathOf(id), { force: true });
        /* And what a power cut has left of it, since that may have a pass in it. */
        for (const name of await readdir(folder).catch(() => []))
          if (isLeftOf(routeFileName(id), name)) await rm(join(folder, name), { force: true });
      }),
  };
}

async function attempt(run: () => Promise<void>): Promise<Result<null, LocalRouteProblem>> {
  try {
    await run();
    return ok(null);
  } catch {
    return failed({ code: 'route-file-failed' });
  }
}

/* Each folder on the way has to be one of this user's own, or somebody else could put another in its place. */
async function makeFolders(home: string): Promise<void> {
  let path = home;
  for (const name of routeFolder) {
    path = join(path, name);
    await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
    const seen = await lstat(path);
    if (!seen.isDirectory() || !isOwn(seen)) throw new Error('not a folder of this user');
    if (hasModes && (seen.mode & 0o077) !== 0) await chmod(path, 0o700);
  }
}

async function readOwn(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const seen = await file.stat();
    const isPrivate = !hasModes || (seen.mode & 0o077) === 0;
    if (!seen.isFile() || !isOwn(seen) || !isPrivate || seen.size > largest) return null;
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

const hasModes = process.platform !== 'win32';

function isOwn({ uid }: { readonly uid: number }): boolean {
  return process.getuid === undefined || uid === process.getuid();
}
