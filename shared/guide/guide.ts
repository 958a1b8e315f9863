import { accountFormSteps } from './account-form.ts';
import type { GuidePlan } from './guide-plan.ts';
import type { GuideScreen, GuideStep } from './guide-step.ts';
import { userFormSteps } from './user-form.ts';

/** How many steps each form of the path has. */
export const guideLength = 12;

/** The twelve steps of a plan. */
export function guideSteps(plan: GuidePlan): readonly GuideStep[] {
  return plan.form === 'account' ? accountFormSteps(plan) : userFormSteps(plan);
}

/** The number of the first step of a plan on a screen; 1 where it has none there. */
export function stepOnScreen(plan: GuidePlan, screen: GuideScreen): number {
  return guideSteps(plan).find((step) => step.screen === screen)?.number ?? 1;
}
