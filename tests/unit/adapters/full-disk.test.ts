import { describe, expect, it, vi } from 'vitest';
import { createBookFile } from '../../../electron/adapters/book-file.ts';
import { emptyBook } from '../../../electron/core/book.ts';
import { tempFolder } from './temp-folder.ts';

/* A full or locked disk can't be had in a test, least of all as root, so the one write is made to fail as it would. */
const failure = vi.hoisted(() => ({ code: '' }));
vi.mock('write-file-atomic', () => ({
  default: async () => {
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
