import type { Shown } from '../policy/policy.ts';

/** One line of a before-and-after. What is not there on a side is null there. */
export type ComparedLine = {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Nobody read what was there before. */
  readonly unread?: true;
};

/** How a line differs between before and after. */
export type Difference = 'same' | 'changed' | 'added' | 'removed' | 'unread';

/** Puts what is there beside what will be there, line by line. Lines of the same label are matched in their order. */
export function compareShown(
  before: readonly Shown[] | null,
  after: readonly Shown[] | null,
): readonly ComparedLine[] {
  const rest = [...(after ?? [])];
  const lines = (before ?? []).map(({ label, value }): ComparedLine => {
    const at = rest.findIndex((one) => one.label === label);
    const [match] = at < 0 ? [] : rest.splice(at, 1);
    return { label, before: value, after: match?.value ?? null };
  });
  return [...lines, ...rest.map(({ value, ...line }) => ({ ...line, before: null, after: value }))];
}

export function differenceOf({ before, after, unread }: ComparedLine): Difference {
  if (unread) return 'unread';
  if (before === null) return 'added';
  if (after === null) return 'removed';
  return before === after ? 'same' : 'changed';
}
