import { guideSteps } from '../../shared/guide/guide.ts';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import { StepPicture } from './screens/StepPicture.tsx';

/** Where the account's id stands: the picture of the last box, with nothing else marked. Some forms do not show it. */
export function AccountIdPicture({ plan }: { readonly plan: GuidePlan }) {
  const step = guideSteps(plan).find(({ press }) => press.some(({ target }) => target === 'account-id'));
  if (step === undefined) return null;
  const press = step.press.filter(({ target }) => target === 'account-id');
  return (
    <StepPicture plan={plan} step={{ ...step, press, inWords: 'The account ID stands below the token.' }} />
  );
}
