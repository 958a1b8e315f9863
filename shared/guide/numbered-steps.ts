import { onEveryScreen } from './common-words.ts';
import type { GuideStep } from './guide-step.ts';

/** A step as a form tells it, before it has its place in the row. */
export type UnnumberedStep = Omit<GuideStep, 'number' | 'seen'>;

/** Puts the steps of a form in their row, each with what can happen on every screen. */
export function numberedSteps(steps: readonly UnnumberedStep[], seen: string): readonly GuideStep[] {
  return steps.map((step, index) => ({
    ...step,
    otherwise: [...step.otherwise, ...onEveryScreen],
    number: index + 1,
    seen,
  }));
}
