import { execFile } from 'node:child_process';
import { hash, randomUUID } from 'node:crypto';
import { cp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const own = join(import.meta.dirname, 'wrangler');
const cache = resolve(import.meta.dirname, '../../node_modules/.cache');
const run = promisify(execFile);

/**
 * The wrangler of tests/contract/wrangler/package-lock.json, as a path to its program. It is fetched once, without running any
 * script of its packages, and kept in a cache: it is a hundred times as large as the app's own code and never part of it.
 */
export async function installWrangler(): Promise<string> {
  const lock = await readFile(join(own, 'package-lock.json'), 'utf8');
  const folder = join(cache, `wrangler-${hash('sha256', lock, 'hex').slice(0, 12)}`);
  const program = join(folder, 'node_modules/wrangler/bin/wrangler.js');
  if (await isThere(program)) return program;
  const fresh = `${folder}-${randomUUID()}`;
  try {
    for (const file of ['package.json', 'package-lock.json']) await cp(join(own, file), join(fresh, file));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: fresh });
    await rename(fresh, folder).catch(async (error: unknown) => {
      /* Somebody else was faster. */
      if (!(await isThere(program))) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return program;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
