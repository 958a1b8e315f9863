import { emptyOwnJob, readOwnJobParts, type SavedJob } from '../../shared/catalogue/own-job.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, type Result } from '../../shared/result.ts';
import type { Notebook } from './notebook.ts';
import type { RandomId } from './ports.ts';

/** How many jobs of their own an owner can keep. More would be no help among the cards. */
const mostOwnJobs = 30;

/** Keeps a job of the owner's own as a card for the next slip. A job of the same name takes the old one's place. */
export async function saveOwnJob(
  { notebook, random }: { readonly notebook: Notebook; readonly random: RandomId },
  parts: Pick<SavedJob, 'title' | 'permissions'>,
): Promise<Result<null, Problem>> {
  const read = readOwnJobParts({ ...emptyOwnJob, ...parts });
  if (!read.ok) return read;
  const { title, permissions } = read.value;
  const known = notebook.book.ownJobs;
  const same = known.find((one) => one.title.toLowerCase() === title.toLowerCase());
  if (same === undefined && known.length >= mostOwnJobs) return failed({ code: 'own-jobs-full' });
  const job: SavedJob = { id: same?.id ?? `own-${random.letters(12)}`, title, permissions };
  return notebook.change((book) => ({
    ...book,
    ownJobs: [...book.ownJobs.filter(({ id }) => id !== job.id), job],
  }));
}

/** Lets go of a kept job. Slips that were made with it stay as they are. */
export function removeOwnJob(notebook: Notebook, id: string): Promise<Result<null, Problem>> {
  return notebook.change((book) => ({ ...book, ownJobs: book.ownJobs.filter((job) => job.id !== id) }));
}
