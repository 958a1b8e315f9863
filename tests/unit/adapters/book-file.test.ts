import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bookFileName, createBookFile } from '../../../electron/adapters/book-file.ts';
import { type Book, emptyBook } from '../../../electron/core/book.ts';
import { bookVersion } from '../../../electron/core/book-versions.ts';
import { tempFolder } from './temp-folder.ts';

const numbered = (nextNumber: number): Book => ({ ...emptyBook, world: 'practice', nextNumber });
const good = (nextNumber: number) => JSON.stringify(numbered(nextNumber));

/** A folder whose book and last good copy are these texts. */
async function folderWith(current: string | null, copy: string | null = null): Promise<string> {
  const folder = await tempFolder();
  if (current !== null) await writeFile(join(folder, bookFileName), current);
  if (copy !== null) await writeFile(join(folder, `${bookFileName}.last-good`), copy);
  return folder;
}

const damages: readonly [string, string][] = [
  ['empty', ''],
  ['cut off', good(3).slice(0, 40)],
  ['of another kind', '<html></html>'],
  ['null', 'null'],
  ['a list', '[]'],
  ['full of wrong types', JSON.stringify({ ...emptyBook, slips: 'none', nextNumber: '3' })],
  ['without its version', JSON.stringify({ ...emptyBook, version: undefined })],
  ['of a version that never was', JSON.stringify({ ...emptyBook, version: 0 })],
  ['of a version that is no number', JSON.stringify({ ...emptyBook, version: '2' })],
  ['missing a part', JSON.stringify({ ...emptyBook, pending: undefined })],
  ['holding a slip that is none', JSON.stringify({ ...emptyBook, slips: [{ id: 'slip-1' }] })],
  ['full of zeros, as a crashed disk leaves it', '\0'.repeat(400)],
];

describe('the book on disk', () => {
  it('begins empty', async () => {
    expect(await createBookFile(await folderWith(null)).load()).toEqual({ kind: 'fine', book: emptyBook });
  });

  it('is there again as it was written', async () => {
    const folder = await tempFolder();
    await createBookFile(folder).save(numbered(8));
    expect(await createBookFile(folder).load()).toEqual({ kind: 'fine', book: numbered(8) });
  });

  it('leaves nothing behind of a write that a power cut broke off, and everything else in the folder', async () => {
    const folder = await folderWith(good(3), good(2));
    for (const name of [`slips.json.${randomUUID()}`, 'slips.json.old', 'other.json.12'])
      await writeFile(join(folder, name), 'x');
    await createBookFile(folder).load();
    expect((await readdir(folder)).toSorted()).toEqual([
      'other.json.12',
      'slips.json',
      'slips.json.last-good',
      'slips.json.old',
    ]);
  });

  it('is made in a folder that is not there yet, for nobody else to read', async () => {
    const folder = join(await tempFolder(), 'new', 'place');
    await createBookFile(folder).save(numbered(2));
    const modes = await Promise.all(
      [folder, join(folder, bookFileName)].map(async (path) => (await stat(path)).mode & 0o777),
    );
    expect(modes).toEqual(process.platform === 'win32' ? modes : [0o700, 0o600]);
  });

  it.each(damages)('that is %s comes back as the last good copy', async (_what, damaged) => {
    expect(await createBookFile(await folderWith(damaged, good(2))).load()).toEqual({
      kind: 'restored',
      book: numbered(2),
    });
  });

  it.each(damages)('that is %s is not written over where there is no good copy', async (_what, damaged) => {
    expect(await createBookFile(await folderWith(damaged)).load()).toEqual({ kind: 'unreadable' });
  });

  it.each(damages)(
    'that is %s, with a copy that is too, is left for somebody to look at',
    async (_what, damaged) => {
      const folder = await folderWith(damaged, damaged);
      expect(await createBookFile(folder).load()).toEqual({ kind: 'unreadable' });
      expect(await readFile(join(folder, bookFileName), 'utf8')).toBe(damaged);
    },
  );

  it('that is missing comes back as the last good copy', async () => {
    expect(await createBookFile(await folderWith(null, good(2))).load()).toEqual({
      kind: 'restored',
      book: numbered(2),
    });
  });

  it('of a newer version is not touched, even where an older copy lies beside it', async () => {
    const newer = JSON.stringify({ version: bookVersion + 1, slips: { of: 'another form' } });
    expect(await createBookFile(await folderWith(newer, good(2))).load()).toEqual({ kind: 'newer-version' });
  });

  it('that was damaged is kept aside, and never pushes out the good copy', async () => {
    const folder = await folderWith('{', good(2));
    const file = createBookFile(folder);
    await file.load();
    await file.save(numbered(3));
    const kept = await Promise.all(
      ['.damaged', '.last-good', ''].map((ending) => readFile(join(folder, bookFileName + ending), 'utf8')),
    );
    expect(kept.map((text) => text.trim().slice(0, 1) + text.length)).toEqual([
      '{1',
      `{${good(2).length}`,
      `{${kept[2]?.length}`,
    ]);
    expect(await createBookFile(folder).load()).toEqual({ kind: 'fine', book: numbered(3) });
  });

  it('keeps the one before as the last good copy', async () => {
    const folder = await tempFolder();
    const file = createBookFile(folder);
    for (const number of [2, 3, 4]) await file.save(numbered(number));
    await writeFile(join(folder, bookFileName), '');
    expect(await createBookFile(folder).load()).toEqual({ kind: 'restored', book: numbered(3) });
  });

  it('is whole after a crash between writing and putting in place', async () => {
    const folder = await folderWith(good(5));
    await writeFile(join(folder, `${bookFileName}.${randomUUID()}`), good(6).slice(0, 30));
    expect(await createBookFile(folder).load()).toEqual({ kind: 'fine', book: numbered(5) });
  });

  it('is whole after a crash while the copy was made', async () => {
    const folder = await folderWith(good(5), good(4).slice(0, 30));
    expect(await createBookFile(folder).load()).toEqual({ kind: 'fine', book: numbered(5) });
  });

  it('leaves no scraps in its folder', async () => {
    const folder = await tempFolder();
    const file = createBookFile(folder);
    await Promise.all([file.save(numbered(2)), file.save(numbered(3))]);
    await file.save(numbered(4));
    expect((await readdir(folder)).sort()).toEqual([bookFileName, `${bookFileName}.last-good`]);
  });

  it('that could not be read again is not written at all', async () => {
    const folder = await folderWith(good(5));
    const damaged = { ...numbered(6), keptKey: { ending: 'far too long' } } as unknown as Book;
    expect(await createBookFile(folder).save(damaged)).toEqual({
      ok: false,
      problem: { code: 'storage-failed' },
    });
    expect(await createBookFile(folder).load()).toEqual({ kind: 'fine', book: numbered(5) });
  });

  it('that cannot be written says so', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'a-file'), '');
    const answer = await createBookFile(join(folder, 'a-file', 'below')).save(numbered(2));
    expect(answer).toEqual({ ok: false, problem: { code: 'storage-failed' } });
  });

  it('that cannot be read is not taken for an empty one', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, bookFileName));
    expect(await createBookFile(folder).load()).toEqual({ kind: 'unreadable' });
  });
});
