import { dayInWords, monthInWords } from '../../shared/guide/common-words.ts';
import { guideSteps } from '../../shared/guide/guide.ts';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import type { GuideStep } from '../../shared/guide/guide-step.ts';
import { PressList } from './PressList.tsx';
import styles from './PrintableGuide.module.css';
import { StepPicture } from './screens/StepPicture.tsx';

/** All steps on one page, in words and small pictures, for paper or for whoever looks after the account. */
export function PrintableGuide({ plan }: { readonly plan: GuidePlan }) {
  const steps = guideSteps(plan);
  return (
    <main className={styles.page}>
      <title>Your Cloudflare permission, step by step · Permission Slip</title>
      <h1>Your Cloudflare permission, step by step</h1>
      <p className={styles.lead}>
        These {steps.length} steps make one narrow permission
        {plan.domain === null ? '' : ` for ${plan.domain}`}.{' '}
        {plan.endDay === null ? 'It has no end date.' : `It ends as ${dayInWords(plan.endDay)} begins (UTC).`}
      </p>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.number} className={styles.step}>
            <PrintedStep plan={plan} step={step} />
          </li>
        ))}
      </ol>
      <p className={styles.lead}>Labels seen in {monthInWords(steps[0]?.seen ?? '')}.</p>
    </main>
  );
}

function PrintedStep({ plan, step }: { readonly plan: GuidePlan; readonly step: GuideStep }) {
  return (
    <>
      <div className={styles.words}>
        <h2>
          {step.number}. {step.title}
        </h2>
        <p className={styles.why}>{step.why}</p>
        <PressList presses={step.press} />
        <p className={styles.worked}>
          <b>It worked when:</b> {step.worked}
        </p>
      </div>
      <div className={styles.picture}>
        <StepPicture plan={plan} step={step} />
      </div>
    </>
  );
}
