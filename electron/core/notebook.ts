import type { StorageProblem } from '../../shared/problem.ts';
import { failed, type Result } from '../../shared/result.ts';
import type { StorageState } from '../../shared/snapshot.ts';
import { type Book, emptyBook } from './book.ts';
import type { BookRepository } from './ports.ts';
import { Turns } from './turns.ts';

/**
 * The book in memory and on disk. Changes are made one after the other; memory changes only after the disk did, so
 * that what the owner sees is what a restart will find.
 */
export class Notebook {
  readonly #repository: BookRepository;
  #book: Book = emptyBook;
  #storage: StorageState = { kind: 'fine' };
  readonly #turns = new Turns();

  constructor(repository: BookRepository) {
    this.#repository = repository;
  }

  get book(): Book {
    return this.#book;
  }

  get storage(): StorageState {
    return this.#storage;
  }

  async load(): Promise<void> {
    const loaded = await this.#repository.load();
    switch (loaded.kind) {
      case 'fine':
      case 'restored':
        this.#book = loaded.book;
        this.#storage = { kind: loaded.kind };
        return;
      case 'unreadable':
      case 'newer-version':
        this.#storage = { kind: 'read-only', why: loaded.kind };
    }
  }

  /** Applies a change and writes it down. When writing fails nothing has changed. */
  change(apply: (book: Book) => Book): Promise<Result<null, StorageProblem>> {
    return this.#turns.take('book', () => this.#write(apply));
  }

  async #write(apply: (book: Book) => Book): Promise<Result<null, StorageProblem>> {
    if (this.#storage.kind === 'read-only') {
      const newer = this.#storage.why === 'newer-version';
      return failed({ code: newer ? 'storage-newer-version' : 'storage-unreadable' });
    }
    const next = apply(this.#book);
    const saved = await this.#repository.save(next);
    if (saved.ok) this.#book = next;
    return saved;
  }
}
