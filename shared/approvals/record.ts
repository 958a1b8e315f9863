import type { z } from 'zod';
import type { changeRecord, keptRequest } from '../schemas/changes.ts';
import { type ComparedLine, compareShown } from './compare.ts';

export type ChangeRecord = z.infer<typeof changeRecord>;
export type KeptRequest = z.infer<typeof keptRequest>;

/** A change as a slip's timeline shows it. */
export type RecordedChange = Pick<ChangeRecord, 'id' | 'slip' | 'at' | 'says' | 'by' | 'outcome'> & {
  /** What was there beside what is there since, or was to be where nobody saw that. */
  readonly lines: readonly ComparedLine[];
  /** Whether somebody looked at what is there since. */
  readonly isSeen: boolean;
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
    isSeen: wasSeen(record),
    isNew: record.before === null,
    undo: record.undoneBy !== null ? 'done' : isDone && record.undo !== null ? 'offered' : 'none',
  };
}

function wasSeen({ outcome, after }: ChangeRecord): boolean {
  return outcome === 'done' && after !== null;
}

/** What was there beside what is there since; beside what was to be there, where nobody saw the former. */
export function recordedLines(record: ChangeRecord): readonly ComparedLine[] {
  const { before, planned, after } = record;
  if (!wasSeen(record)) return compareShown(before, planned);
  return compareShown(before, after === 'gone' ? null : after);
}
