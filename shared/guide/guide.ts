import { accountFormSteps } from './account-form.ts';
import type { GuidePlan } from './guide-plan.ts';
import type { GuideStep } from './guide-step.ts';
import { userFormSteps } from './user-form.ts';

/** How many steps each form of the path has. */
export const guideLength = 12;

/** The twelve steps of a plan. */
export function guideSteps(plan: GuidePlan): readonly GuideStep[] {
  return plan.form === 'account' ? accountFormSteps(plan) : userFormSteps(plan);
}
