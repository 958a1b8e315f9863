import type { Slip } from './slip.ts';

/** What a step of the practice agent does: looks, tries what its slip does not allow, or asks for a change. */
export type PracticeStepKind = 'look' | 'beyond' | 'change';

/**
 * What became of a step. To come, under way, waiting for the owner; then: passed, changed, refused by the slip, denied by
 * the owner, not answered by them, or nothing to do it with, no answer, and broken off.
 */
export type PracticeOutcome =
  | 'to-come'
  | 'under-way'
  | 'waits'
  | 'passed'
  | 'changed'
  | 'refused'
  | 'denied'
  | 'unanswered'
  | 'skipped'
  | 'failed'
  | 'stopped';

/** One step of the practice agent, in the owner's words. */
export type PracticeStep = {
  readonly says: string;
  readonly kind: PracticeStepKind;
  readonly outcome: PracticeOutcome;
};

/** The practice agent at work on a slip, step by step. Kept until the next one, or until the app quits. */
export type PracticeRun = {
  readonly slip: Slip['id'];
  readonly isOver: boolean;
  readonly steps: readonly PracticeStep[];
};
