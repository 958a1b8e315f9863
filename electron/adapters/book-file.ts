import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { failed, ok } from '../../shared/result.ts';
import { type Book, book, emptyBook } from '../core/book.ts';
import { bookVersion, broughtUp } from '../core/book-versions.ts';
import type { BookRepository } from '../core/ports.ts';
import { errorCode, storageProblem } from './storage-problem.ts';
import { despiteOthers, isLeftOf, writeWhole } from './write-whole.ts';

/** The file's name in the app's data folder. */
export const bookFileName = 'slips.json';

const versioned = z.looseObject({ version: z.number().int().min(1) });

/** The name of the copy that is kept of a book of an earlier version, before it is written over. */
function earlierBookName(version: number): string {
  return `slips.v${version}.json`;
}

/** The book as a file. Each write goes to a new file, is flushed, and takes the old one's place; the last good one is kept. */
export function createBookFile(folder: string): BookRepository {
  const path = join(folder, bookFileName);
  const lastGood = `${path}.last-good`;
  /* Only a book that was read or written whole may replace the copy: a damaged one must never push it out. */
  let currentIsGood = false;
  let earlier: { readonly path: string; readonly version: number } | null = null;
  const opened = (path: string, { book, version }: Extract<ReadBook, { kind: 'fine' }>) => {
    earlier = version < bookVersion ? { path, version } : null;
    return book;
  };
  const keepEarlier = async () => {
    if (earlier === null) return;
    const copy = join(folder, earlierBookName(earlier.version));
    await writeWhole(copy, await readFile(earlier.path));
    earlier = null;
  };
  return {
    load: async () => {
      await dropDrafts(folder);
      const current = await readBook(path);
      currentIsGood = current.kind === 'fine';
      if (current.kind === 'newer-version') return current;
      if (current.kind === 'fine') return { kind: 'fine', book: opened(path, current) };
      const copy = await readBook(lastGood);
      if (copy.kind === 'fine') {
        if (current.kind === 'unreadable') await copyFile(path, `${path}.damaged`).catch(() => undefined);
        return { kind: 'restored', book: opened(lastGood, copy) };
      }
      if (current.kind === 'absent' && copy.kind === 'absent') return { kind: 'fine', book: emptyBook };
      return { kind: 'unreadable' };
    },
    save: async (next) => {
      /* What could not be read again would cost every slip at the next start. */
      if (!book.safeParse(next).success) return failed({ code: 'storage-failed' });
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await keepEarlier();
        if (currentIsGood) await despiteOthers(() => copyFile(path, lastGood));
        await writeWhole(path, `${JSON.stringify(next, null, 2)}\n`);
        currentIsGood = true;
        return ok(null);
      } catch (error) {
        return failed({ code: storageProblem(error) });
      }
    },
  };
}

/* A power cut in the middle of a write leaves the new file behind. */
async function dropDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const books = [bookFileName, ...Array.from({ length: bookVersion }, (_, at) => earlierBookName(at + 1))];
  const drafts = names.filter((name) => books.some((one) => isLeftOf(one, name)));
  await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

type ReadBook =
  | { readonly kind: 'fine'; readonly book: Book; readonly version: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'newer-version' }
  | { readonly kind: 'unreadable' };

async function readBook(path: string): Promise<ReadBook> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable' };
  }
  try {
    const head = versioned.parse(JSON.parse(text));
    if (head.version > bookVersion) return { kind: 'newer-version' };
    return { kind: 'fine', book: book.parse(broughtUp(head, head.version)), version: head.version };
  } catch {
    return { kind: 'unreadable' };
  }
}
