import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { bookFileName, createBookFile } from '../../../electron/adapters/book-file.ts';
import { emptyBook } from '../../../electron/core/book.ts';
import { tempFolder } from './temp-folder.ts';

/* Most failures of a disk can't be had in a test, least of all as root, so the one write is made to fail as it would. */
const failure = vi.hoisted(() => ({ code: '' }));
vi.mock('../../../electron/adapters/write-whole.ts', async (original) => ({
  ...(await original<object>()),
  writeWhole: async () => {
    throw Object.assign(new Error(`${failure.code}: write '/home/owner/slips.json'`), { code: failure.code });
  },
}));

describe('a write that fails says why', () => {
  it.each([
    ['ENOSPC', 'storage-full'],
    ['EDQUOT', 'storage-full'],
    ['EACCES', 'storage-not-allowed'],
    ['EPERM', 'storage-not-allowed'],
    ['EROFS', 'storage-not-allowed'],
    ['EIO', 'storage-failed'],
  ])('%s', async (code, problem) => {
    failure.code = code;
    expect(await createBookFile(await tempFolder()).save(emptyBook)).toEqual({
      ok: false,
      problem: { code: problem },
    });
  });
});

describe.skipIf(process.platform === 'win32')('a disk with room for a part of the book', () => {
  it('takes none of it, and the one before stays whole', async () => {
    const folder = await tempFolder();
    /* No file of this process may grow longer: the system takes what fits, and then refuses, as a full disk does. */
    const limited = 'trap "" XFSZ; ulimit -f 32; exec "$0" "$@"';
    const program = join(import.meta.dirname, 'save-books.ts');
    const { stdout } = await promisify(execFile)('sh', ['-c', limited, process.execPath, program, folder]);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { ok: true, value: null },
      { ok: false, problem: { code: 'storage-full' } },
      { ok: true, value: null },
    ]);
    const read = await createBookFile(folder).load();
    expect(read).toMatchObject({ kind: 'fine', book: { localPasses: [{}, {}] } });
    expect((await readdir(folder)).toSorted()).toEqual([bookFileName, `${bookFileName}.last-good`]);
  });
});
