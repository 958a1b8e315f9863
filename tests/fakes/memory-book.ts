import { type Book, book, emptyBook } from '../../electron/core/book.ts';
import type { BookRepository, LoadedBook } from '../../electron/core/ports.ts';
import type { StorageProblem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';

/** How the disk behaves. */
export type BookMood = 'well' | 'full' | 'not-allowed' | 'unreadable' | 'newer-version';

/** The book as the text a disk would hold, so that what does not survive a restart here does not survive there. */
export class MemoryBook implements BookRepository {
  text: string | null = null;
  mood: BookMood = 'well';
  /** How many more writes succeed before the disk is full. */
  writesLeft = Number.POSITIVE_INFINITY;

  readonly load = async (): Promise<LoadedBook> => {
    if (this.mood === 'unreadable' || this.mood === 'newer-version') return { kind: this.mood };
    return { kind: 'fine', book: this.text === null ? emptyBook : book.parse(JSON.parse(this.text)) };
  };

  readonly save = async (next: Book): Promise<Result<null, StorageProblem>> => {
    if (this.mood === 'not-allowed') return failed({ code: 'storage-not-allowed' });
    if (this.mood === 'full' || this.writesLeft <= 0) return failed({ code: 'storage-full' });
    if (!book.safeParse(next).success) return failed({ code: 'storage-failed' });
    this.writesLeft -= 1;
    this.text = JSON.stringify(next);
    return ok(null);
  };
}
