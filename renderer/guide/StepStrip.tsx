import { Check } from 'lucide-react';
import type { GuideStep } from '../../shared/guide/guide-step.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './StepStrip.module.css';

type StepStripProps = {
  readonly steps: readonly GuideStep[];
  readonly current: number;
  /** The last step that can be gone to yet. */
  readonly lastOpen?: number;
  readonly onStep: (number: number) => void;
};

/** All steps as a strip of numbers; those before the current one are ticked. */
export function StepStrip({ steps, current, lastOpen = steps.length, onStep }: StepStripProps) {
  return (
    <nav aria-label={`The ${steps.length} steps`}>
      <ol className={styles.strip}>
        {steps.map(({ number, title }) => {
          const done = number < current;
          return (
            <li key={number}>
              <button
                type="button"
                className={classNames(styles.step, done && styles.done, number === current && styles.now)}
                disabled={number > lastOpen}
                aria-current={number === current ? 'step' : undefined}
                onClick={() => onStep(number)}
              >
                <span aria-hidden>{done ? <Check size={14} strokeWidth={3} /> : number}</span>
                <span className="visually-hidden">{`Step ${number}: ${title}${done ? ', done' : ''}`}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
