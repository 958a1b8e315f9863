import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { dayInWords, monthInWords } from '../../shared/guide/common-words.ts';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import type { GuideStep } from '../../shared/guide/guide-step.ts';
import { classNames } from '../ui/class-names.ts';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import styles from './GuideStepView.module.css';
import { OtherwiseList } from './OtherwiseList.tsx';
import { PressList } from './PressList.tsx';
import { StepPicture } from './screens/StepPicture.tsx';

type GuideStepViewProps = {
  readonly plan: GuidePlan;
  readonly step: GuideStep;
  readonly of: number;
  /** The strip of all steps, above the heading. */
  readonly strip?: ReactNode;
  /** What belongs between the words and the picture, such as a button that opens the page. */
  readonly lead?: ReactNode;
  /** What the owner does in the app at this step, beside the picture. */
  readonly pane?: ReactNode;
};

/** One step of the guide: why, the picture, what to press, how to tell that it worked, and what to do if it looks different. */
export function GuideStepView({ plan, step, of, strip, lead, pane }: GuideStepViewProps) {
  return (
    <article className={styles.step} aria-label={`Step ${step.number} of ${of}`}>
      <div className={styles.top}>
        <p className={styles.number}>
          Step {step.number} of {of}
        </p>
        <div className={styles.heading}>
          <ScreenHeading title={step.title} lead={step.why} />
        </div>
        {/* Shown above the heading, but Tab goes from there to the steps. */}
        {strip}
      </div>
      {lead}
      <div className={classNames(styles.work, pane !== undefined && styles.withPane)}>
        <StepPicture plan={plan} step={step} />
        <div className={styles.side}>
          {pane === undefined ? null : <div className={styles.pane}>{pane}</div>}
          <section aria-label="What to press">
            <PressList presses={step.press} />
            {step.screen === 'summary' ? <YourLines lines={plan.summary} endDay={plan.endDay} /> : null}
          </section>
          <section className={styles.check} aria-label="How to tell that it worked">
            <p className={styles.worked}>
              <CircleCheck className={styles.icon} size={20} aria-hidden />
              <span>
                <b>It worked when:</b> {step.worked}
              </span>
            </p>
            <OtherwiseList otherwise={step.otherwise} />
            <p className={styles.seen}>Labels seen in {monthInWords(step.seen)}.</p>
          </section>
        </div>
      </div>
    </article>
  );
}

/* What the owner compares Cloudflare's summary with. */
function YourLines({ lines, endDay }: { readonly lines: readonly string[]; readonly endDay: string | null }) {
  return (
    <div className={styles.lines}>
      <p>Your slip’s lines:</p>
      <ul translate="no">
        {lines.map((line) => (
          <li key={line} className={styles.line}>
            {line}
          </li>
        ))}
        <li className={styles.line}>{endDay === null ? 'No end date' : `Ends ${dayInWords(endDay)}`}</li>
      </ul>
    </div>
  );
}
