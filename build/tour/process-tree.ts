import { readdir, readFile } from 'node:fs/promises';

/** What can be read of a running process by any program of the same user: its arguments and its environment. */
export type OpenBook = { readonly pid: number; readonly text: string };

/** Reads arguments and environment of a process and of all that it started. Linux only; elsewhere there are none. */
export async function readProcessTree(rootPid: number): Promise<readonly OpenBook[]> {
  if (process.platform !== 'linux') return [];
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    const parent = /^PPid:\s+(\d+)$/m.exec(await readQuietly(`/proc/${entry}/status`))?.[1];
    if (/^\d+$/.test(entry) && parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const tree = new Set([rootPid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) {
      if (tree.has(parent) && !tree.has(pid)) {
        tree.add(pid);
        grown = true;
      }
    }
  }
  const books = [...tree].map(async (pid) => ({
    pid,
    text: `${await readQuietly(`/proc/${pid}/cmdline`)}\n${await readQuietly(`/proc/${pid}/environ`)}`,
  }));
  return Promise.all(books);
}

/* A process may end while it is looked at. */
async function readQuietly(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch {
    return '';
  }
}
