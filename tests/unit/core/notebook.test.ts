import { describe, expect, it } from 'vitest';
import { Notebook } from '../../../electron/core/notebook.ts';
import type { BookRepository } from '../../../electron/core/ports.ts';
import { ok } from '../../../shared/result.ts';
import { MemoryBook } from '../../fakes/memory-book.ts';

const next = (number: number) => (book: Notebook['book']) => ({ ...book, nextNumber: number });

describe('the notebook', () => {
  it('makes concurrent changes one after the other, each upon the one before', async () => {
    const disk = new MemoryBook();
    const notebook = new Notebook(disk);
    const plusOne = (book: Notebook['book']) => ({ ...book, nextNumber: book.nextNumber + 1 });
    await Promise.all(Array.from({ length: 50 }, () => notebook.change(plusOne)));
    expect([notebook.book.nextNumber, JSON.parse(disk.text ?? '').nextNumber]).toEqual([51, 51]);
  });

  it('writes in the order of asking, however long each write takes', async () => {
    const written: number[] = [];
    const slowAtFirst: BookRepository = {
      load: async () => ({ kind: 'unreadable' }),
      save: async (book) => {
        for (let turns = 10 - book.nextNumber; turns > 0; turns -= 1) await Promise.resolve();
        written.push(book.nextNumber);
        return ok(null);
      },
    };
    const notebook = new Notebook(slowAtFirst);
    await Promise.all([2, 5, 3, 9].map((number) => notebook.change(next(number))));
    expect(written).toEqual([2, 5, 3, 9]);
  });

  it('does not show a change before it is on the disk', async () => {
    const seen: number[] = [];
    const notebook: Notebook = new Notebook({
      load: async () => ({ kind: 'unreadable' }),
      save: async () => {
        seen.push(notebook.book.nextNumber);
        return ok(null);
      },
    });
    await notebook.change(next(7));
    expect([seen, notebook.book.nextNumber]).toEqual([[1], 7]);
  });

  it.each(['full', 'not-allowed'] as const)(
    'is unchanged when the disk is %s, and goes on later',
    async (mood) => {
      const disk = new MemoryBook();
      const notebook = new Notebook(disk);
      await notebook.change(next(4));
      disk.mood = mood;
      const refused = await notebook.change(next(9));
      const after = notebook.book.nextNumber;
      disk.mood = 'well';
      await notebook.change(next(5));
      expect([refused, after, notebook.book.nextNumber]).toEqual([
        { ok: false, problem: { code: `storage-${mood}` } },
        4,
        5,
      ]);
    },
  );

  it('goes on after a change that threw, and after a disk that threw', async () => {
    const disk = new MemoryBook();
    let broken = true;
    const notebook = new Notebook({
      load: disk.load,
      save: (book) => {
        if (!broken) return disk.save(book);
        broken = false;
        throw new Error('no such device');
      },
    });
    const outcomes = await Promise.allSettled([
      notebook.change(next(2)),
      notebook.change(() => {
        throw new Error('a mistake of ours');
      }),
      notebook.change(next(3)),
    ]);
    expect([outcomes.map(({ status }) => status), notebook.book.nextNumber]).toEqual([
      ['rejected', 'rejected', 'fulfilled'],
      3,
    ]);
  });

  it.each([
    ['unreadable', 'storage-unreadable'],
    ['newer-version', 'storage-newer-version'],
  ] as const)('writes nothing over a file that is %s', async (mood, code) => {
    const disk = new MemoryBook();
    disk.mood = mood;
    const notebook = new Notebook(disk);
    await notebook.load();
    disk.mood = 'well';
    expect(await notebook.change(next(2))).toEqual({ ok: false, problem: { code } });
    expect(disk.text).toBeNull();
  });
});
