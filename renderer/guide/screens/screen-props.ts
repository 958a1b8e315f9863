import type { GuidePlan } from '../../../shared/guide/guide-plan.ts';
import type { GuideStep } from '../../../shared/guide/guide-step.ts';

/** What every drawn screen is told. */
export type ScreenProps = { readonly plan: GuidePlan; readonly step: GuideStep };

/** Whether the step presses an element of this name. */
export function presses(step: GuideStep, target: string): boolean {
  return step.press.some((press) => press.target === target);
}
