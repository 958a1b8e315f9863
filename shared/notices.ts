import type { Problem } from './problem.ts';

/** As much of a notice as says what it is about. */
export type Told = Pick<Problem, 'code'> & {
  readonly number?: number | null;
  readonly id?: string;
};

/** What a notice is about, a slip, a token or else what happened: what is newer of the same takes its place. */
export function aboutOf({ code, number = null, id }: Told): string {
  if (id !== undefined) return `token ${id}`;
  return number === null ? code : `slip ${number}`;
}

/** The notices without those about the same. */
export function withoutNotice(notices: readonly Problem[], about: string): readonly Problem[] {
  return notices.filter((notice) => aboutOf(notice) !== about);
}
