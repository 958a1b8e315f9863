import { hash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bookFileName, createBookFile } from '../../../electron/adapters/book-file.ts';
import { type Book, book } from '../../../electron/core/book.ts';
import { bookVersion } from '../../../electron/core/book-versions.ts';
import { permissionGroups } from '../../../shared/catalogue/permission-groups.ts';
import { exportVersion, slipExport } from '../../../shared/schemas/slip-export.ts';
import { tempFolder } from './temp-folder.ts';

/* Each was written by the app as it was when its book had that form: slips made, brought, swapped, stopped half-way. */
const books = readdirSync(join(import.meta.dirname, 'earlier-books')).map((name) => ({
  name,
  text: readFileSync(join(import.meta.dirname, 'earlier-books', name), 'utf8'),
}));

/** A hash of each form that a book has had since version 2, by version. */
const forms: Readonly<Record<number, string>> = {
  2: 'f24b0c0768798e5e75353e86895f652fa7607916d5143c985786a754ae3c2045',
};

/** The same of the file of an export, whose versions count for themselves. */
const exportForms: Readonly<Record<number, string>> = {
  1: '10f761f135cfbb358b5ca0a5a73e8efb79160ed5ae91a0705033584effe14e31',
};

const formOf = (schema: z.ZodType) =>
  JSON.stringify([
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    permissionGroups.map(({ key }) => key),
  ]);

/** What no version of the app has read since the first. */
const dropped = /^\.lastRecipient/;

/** The values of one thing that another does not have in the same place, as paths. */
function lost(was: unknown, is: unknown, at = ''): string[] {
  if (typeof was !== 'object' || was === null) return Object.is(was, is) ? [] : [at];
  return Object.entries(was).flatMap(([name, value]) =>
    lost(value, (is as Readonly<Record<string, unknown>> | null | undefined)?.[name], `${at}.${name}`),
  );
}

async function folderWith(name: string, text: string): Promise<string> {
  const folder = await tempFolder();
  await writeFile(join(folder, name), text);
  return folder;
}

async function load(
  folder: string,
): Promise<{ readonly book: Book; readonly file: ReturnType<typeof createBookFile> }> {
  const file = createBookFile(folder);
  const loaded = await file.load();
  if (!('book' in loaded)) throw new Error(`The book is ${loaded.kind}.`);
  return { book: loaded.book, file };
}

const read = (folder: string, name: string) => readFile(join(folder, name), 'utf8');

describe.each(books)('the earlier book $name', ({ text }) => {
  it('opens with all that was in it', async () => {
    const { book } = await load(await folderWith(bookFileName, text));
    const { version: _old, ...was } = JSON.parse(text);
    expect(book.version).toBe(bookVersion);
    expect(book.slips.length).toBeGreaterThan(2);
    expect(lost(was, book).filter((path) => !dropped.test(path))).toEqual([]);
  });

  it('is kept byte for byte before it is written over, and only then', async () => {
    const folder = await folderWith(bookFileName, text);
    const { book, file } = await load(folder);
    expect(await readdir(folder)).toEqual([bookFileName]);
    for (const nextNumber of [90, 91]) await file.save({ ...book, nextNumber });
    expect(await read(folder, 'slips.v1.json')).toBe(text);
    expect((await load(folder)).book).toEqual({ ...book, nextNumber: 91 });
  });

  it("has slips that another computer's list may bring", () => {
    const { slips } = JSON.parse(text);
    const file = { format: 'permission-slip-export', version: 1, exportedAt: '2026-11-24T10:00:00Z', slips };
    expect(slipExport.safeParse(file).success).toBe(true);
  });
});

describe('an earlier book', () => {
  const [{ text }] = books.slice(-1) as [(typeof books)[number]];

  it('that was brought back from its last good copy is kept as that copy was', async () => {
    const folder = await folderWith(`${bookFileName}.last-good`, text);
    const { book, file } = await load(folder);
    await file.save(book);
    expect(await read(folder, 'slips.v1.json')).toBe(text);
  });

  it('that can not be kept is not written over', async () => {
    const folder = await folderWith(bookFileName, text);
    const { book, file } = await load(folder);
    /* Nothing can be put in the place of a folder that holds something. */
    await mkdir(join(folder, 'slips.v1.json/full'), { recursive: true });
    expect(await file.save(book)).toEqual({ ok: false, problem: { code: 'storage-failed' } });
    expect(await read(folder, bookFileName)).toBe(text);
  });

  it('leaves no half copy behind after a power cut', async () => {
    const folder = await folderWith(bookFileName, text);
    await writeFile(join(folder, `slips.v1.json.${randomUUID()}`), text.slice(0, 100));
    await load(folder);
    expect(await readdir(folder)).toEqual([bookFileName]);
  });
});

it('a book of this version is never copied as an earlier one', async () => {
  const folder = await tempFolder();
  const file = createBookFile(folder);
  const loaded = await file.load();
  if ('book' in loaded) for (const nextNumber of [2, 3]) await file.save({ ...loaded.book, nextNumber });
  const again = await load(folder);
  await again.file.save(again.book);
  expect(await readdir(folder)).toEqual([bookFileName, `${bookFileName}.last-good`]);
});

/*
 * An older app may not write over what it can't read, so another form needs a step in book-versions.ts, and a book of the
 * form before it here. (A newer zod may describe the same form otherwise: then the hash alone is another.)
 */
it("a book's form is another only with another version", () => {
  expect(hash('sha256', formOf(book), 'hex')).toBe(forms[bookVersion]);
});

it("an export's form is another only with another version", () => {
  expect(hash('sha256', formOf(slipExport), 'hex')).toBe(exportForms[exportVersion]);
});
