import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { despiteOthers, writeWhole } from '../../../electron/adapters/write-whole.ts';
import { tempFolder } from './temp-folder.ts';

/* What is asked of the disk, in order. */
const asked = vi.hoisted(() => [] as (readonly [what: string, path: string])[]);
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    open: async (path: string, ...how: [string, number?]) => {
      const file = await real.open(path, ...how);
      const { sync } = file;
      return Object.assign(file, {
        sync: () => {
          asked.push(['sync', path]);
          return sync.call(file);
        },
      });
    },
    rename: (from: string, to: string) => {
      asked.push(['rename', to]);
      return real.rename(from, to);
    },
  };
});

describe('a file that is written whole', () => {
  it('is on the disk before it takes its place, and its place before it counts as written', async () => {
    const path = join(await tempFolder(), 'slips.json');
    await writeWhole(path, 'text');
    expect(
      asked.map(([what, at]) => `${what} ${basename(at).replace(/\.[0-9a-f-]{36}$/, ' aside')}`),
    ).toEqual(['sync slips.json aside', 'rename slips.json', `sync ${basename(dirname(path))}`]);
    expect(await readFile(path, 'utf8')).toBe('text');
  });
});

/** Fails with a code so many times before it goes well. */
function held(code: string, times: number) {
  const tried = { times: 0 };
  const run = async () => {
    tried.times += 1;
    if (tried.times <= times) throw Object.assign(new Error(code), { code });
    return 'done';
  };
  return { tried, run };
}

describe('a file that another program has open', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows for a while (%s)', async (code) => {
    const { tried, run } = held(code, 3);
    expect([await despiteOthers(run, 'win32'), tried.times]).toEqual(['done', 4]);
  });

  it('is given up on elsewhere, and where the trouble is another', async () => {
    for (const [code, platform] of [
      ['EPERM', 'linux'],
      ['EACCES', 'darwin'],
      ['ENOSPC', 'win32'],
    ] as const) {
      const { tried, run } = held(code, 1);
      await expect(despiteOthers(run, platform)).rejects.toThrow(code);
      expect(tried.times).toBe(1);
    }
  });
});
