// Saves three books in a folder, of which the second is by far the longest, and prints what came of each.
import { createBookFile } from '../../../electron/adapters/book-file.ts';
import { emptyBook } from '../../../electron/core/book.ts';

const pass = { slip: `slip-${'a'.repeat(16)}`, hash: null, since: '2026-11-24T10:00:00.000Z' };
const file = createBookFile(String(process.argv[2]));
for (const length of [1, 1000, 2]) {
  const localPasses = Array.from({ length }, () => pass);
  console.log(JSON.stringify(await file.save({ ...emptyBook, localPasses })));
}
