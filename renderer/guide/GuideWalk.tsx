import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { guideSteps, stepOnScreen } from '../../shared/guide/guide.ts';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import type { GuideStep } from '../../shared/guide/guide-step.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { GuideStepView } from './GuideStepView.tsx';
import styles from './GuideWalk.module.css';
import { StepStrip } from './StepStrip.tsx';

/** What other parts of the app put into the guide. */
export type GuideSlots = {
  /** A shorter way, between a step's words and its picture. It is then the step's main button. */
  readonly lead?: ReactNode;
  /** Where the token is picked up, beside the step that copies it. */
  readonly pickUp?: ReactNode;
  /** Further ways on, beside Back, such as keeping the guide beside the browser. */
  readonly foot?: ReactNode;
};

type GuideWalkProps = {
  readonly plan: GuidePlan;
  /** The steps to walk through; those to a new token if not given. */
  readonly steps?: readonly GuideStep[];
  /** The first step beside which something is done in the app; the one that copies the token if not given. */
  readonly paneFrom?: number;
  readonly stepNumber: number;
  readonly onStep: (number: number) => void;
  /** Goes where the owner came from, at the first step. */
  readonly onLeave?: (() => void) | undefined;
  readonly announce?: (text: string) => void;
  readonly slots?: GuideSlots;
  /** The last step that can be gone to yet; what it says would not be true before. */
  readonly lastOpen?: number;
  /** The view that stands beside a browser, 380 px wide. */
  readonly narrow?: boolean;
};

/** The walk through the steps, one at a time. */
export function GuideWalk({
  plan,
  steps = guideSteps(plan),
  paneFrom = stepOnScreen(plan, 'created'),
  stepNumber,
  onStep,
  onLeave,
  announce,
  slots = {},
  lastOpen = steps.length,
  narrow = false,
}: GuideWalkProps) {
  const step = steps.find(({ number }) => number === stepNumber) ?? steps[0];
  const next = step !== undefined && step.number < lastOpen ? () => onStep(step.number + 1) : undefined;
  useSpokenStep(step === undefined ? '' : `Step ${step.number} of ${steps.length}: ${step.title}`, announce);
  if (step === undefined) return null;
  const back = step.number > 1 ? () => onStep(step.number - 1) : onLeave;
  return (
    <div className={classNames(styles.walk, narrow && styles.narrow)}>
      <main className={styles.main} onKeyDown={(event) => isEnterOnHeading(event) && next?.()}>
        <div className={styles.content}>
          <GuideStepView
            key={step.number}
            plan={plan}
            step={step}
            strip={<StepStrip steps={steps} current={step.number} lastOpen={lastOpen} onStep={onStep} />}
            of={steps.length}
            lead={slots.lead}
            pane={step.number >= paneFrom ? slots.pickUp : undefined}
          />
        </div>
        <div className={`${styles.foot} soft-edge`}>
          {back === undefined ? null : (
            <Button tone="quiet" onClick={back}>
              Back
            </Button>
          )}
          {slots.foot}
          <span className={styles.next}>
            {next === undefined ? null : (
              <Button tone={slots.lead === undefined ? 'primary' : 'plain'} onClick={next}>
                Done, next step
              </Button>
            )}
          </span>
        </div>
      </main>
    </div>
  );
}

/* Each step begins at its heading; Enter there goes on, and goes on by one where the key is held. */
function isEnterOnHeading({ key, target, repeat }: KeyboardEvent): boolean {
  return key === 'Enter' && !repeat && target instanceof HTMLHeadingElement && target.tagName === 'H1';
}

/* The first step is the screen's own heading; only a change is told. */
function useSpokenStep(text: string, announce: ((text: string) => void) | undefined): void {
  const spoken = useRef(text);
  const tell = useEffectEvent(() => {
    if (spoken.current === text) return;
    spoken.current = text;
    announce?.(text);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what changes; the effect event reads it.
  useEffect(() => tell(), [text]);
}
