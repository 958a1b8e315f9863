import type { z } from 'zod';
import type { changeRecord, keptRequest } from '../schemas/changes.ts';
import { type ComparedLine, compareShown } from './compare.ts';

export type ChangeRecord = z.infer<typeof changeRecord>;
export type KeptRequest = z.infer<typeof keptRequest>;

/** A change as a slip's timeline shows it. */
export type RecordedChange = Pick<ChangeRecord, 'id' | 'slip' | 'at' | 'says' | 'by' | 'outcome'> & {
  /** What was there beside what is there since, or was to be where that is not known. */
  readonly lines: readonly ComparedLine[];
  readonly isNew: boolean;
  /** Whether it can be undone, or was. */
  readonly undo: 'offered' | 'done' | 'none';
};

/** What the timeline shows of a record. */
export function recordedChange(record: ChangeRecord): RecordedChange {
  const { id, slip, at, says, by, outcome } = record;
  const isDone = outcome === 'done';
  return {
    id,
    slip,
    at,
    says,
    by,
    outcome,
    lines: recordedLines(record),
    isNew: record.before === null,
    undo: record.undoneBy !== null ? 'done' : isDone && record.undo !== null ? 'offered' : 'none',
  };
}

/** What was there beside what is there since; beside what was to be there, where the former is not known. */
export function recordedLines({ outcome, before, planned, after }: ChangeRecord): readonly ComparedLine[] {
  if (outcome !== 'done' || after === null) return compareShown(before, planned);
  return compareShown(before, after === 'gone' ? null : after);
}
