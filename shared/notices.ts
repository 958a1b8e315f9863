import type { Problem } from './problem.ts';

/** What a notice is about, a slip or else what happened: what is newer of the same takes its place. */
export function aboutOf(notice: Problem): string {
  return 'number' in notice && notice.number !== null ? `slip ${notice.number}` : notice.code;
}

/** The notices without those about the same. */
export function withoutNotice(notices: readonly Problem[], about: string): readonly Problem[] {
  return notices.filter((notice) => aboutOf(notice) !== about);
}
