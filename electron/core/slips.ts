import { concernsAfter } from '../../shared/concerns.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Slip, SlipEvent } from '../../shared/slip.ts';
import type { Book } from './book.ts';
import type { Notebook } from './notebook.ts';

/** Finds a slip in the book. */
export function findSlip(notebook: Notebook, id: string): Result<Slip, Problem> {
  const found = notebook.book.slips.find((slip) => slip.id === id);
  return found === undefined ? failed({ code: 'slip-unknown' }) : ok(found);
}

/** Finds a slip that is still in force: one that was revoked has nothing left to hand out. */
export function findLiveSlip(notebook: Notebook, id: string): Result<Slip, Problem> {
  const found = findSlip(notebook, id);
  return found.ok && found.value.revoked !== null ? failed({ code: 'slip-over' }) : found;
}

/** The book with one slip changed. */
export function withOneSlip(book: Book, id: string, apply: (slip: Slip) => Slip): Book {
  return { ...book, slips: book.slips.map((slip) => (slip.id === id ? apply(slip) : slip)) };
}

/** Changes one slip in the book. */
export function changeOneSlip(
  notebook: Notebook,
  id: string,
  apply: (slip: Slip) => Slip,
): Promise<Result<null, Problem>> {
  return notebook.change((book) => withOneSlip(book, id, apply));
}

/** Changes one slip in the book and adds to its timeline. */
export function changeSlip(
  notebook: Notebook,
  id: string,
  apply: (slip: Slip) => Slip,
  event: SlipEvent,
): Promise<Result<null, Problem>> {
  return changeOneSlip(notebook, id, (slip) => withEvent(apply(slip), event));
}

/** Adds to a slip's timeline, and puts to rest what that settles. */
export function withEvent(slip: Slip, event: SlipEvent): Slip {
  return {
    ...slip,
    concerns: concernsAfter(slip.concerns, event.what),
    events: withoutOldest([...slip.events, event]),
  };
}

/** How much of a slip's timeline is kept. */
const mostEvents = 200;

/* What happens often goes first: the rest of a long timeline is what a slip is judged by. */
const frequent: ReadonlySet<SlipEvent['what']> = new Set([
  'prompt-copied',
  'token-copied',
  'reminded',
  'said-done',
]);

function withoutOldest(events: readonly SlipEvent[]): readonly SlipEvent[] {
  if (events.length <= mostEvents) return events;
  const oldest = Math.max(
    0,
    events.slice(0, -1).findIndex(({ what }) => frequent.has(what)),
  );
  return withoutOldest(events.toSpliced(oldest, 1));
}
