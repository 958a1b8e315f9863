import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

type Start = { readonly argv: string[]; readonly folder: string; readonly data: unknown };

/**
 * Claims the one place in a folder, across processes and without waiting. When another living process has it, that one
 * gets `mine` as its `second`; the answer is then null, and else how to give the place up.
 */
export function claim(folder: string, mine: Start, second: (start: Start) => void): (() => void) | null {
  const [owner, draft] = [join(folder, 'owner'), join(folder, `draft-${process.pid}`)];
  mkdirSync(folder, { recursive: true });
  writeFileSync(draft, String(process.pid));
  try {
    if (!isAlive(owner)) rmSync(owner, { force: true });
    // A hard link appears whole or not at all, so nobody reads a claim that is not written yet.
    linkSync(draft, owner);
  } catch {
    writeFileSync(draft, JSON.stringify(mine));
    renameSync(draft, join(folder, `start-${process.pid}`));
    return null;
  }
  rmSync(draft);
  const watcher = watch(folder, { persistent: false }, () => {
    for (const name of readdirSync(folder).filter((file) => file.startsWith('start-'))) {
      const start = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Start;
      rmSync(join(folder, name));
      second(start);
    }
  });
  return () => {
    watcher.close();
    rmSync(owner, { force: true });
  };
}

function isAlive(owner: string): boolean {
  try {
    return process.kill(Number(readFileSync(owner, 'utf8')), 0);
  } catch {
    return false;
  }
}
