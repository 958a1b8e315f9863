import { useId } from 'react';
import { dayInWords } from '../../../shared/guide/common-words.ts';
import { Target } from '../callouts/Target.tsx';
import styles from './EndDateField.module.css';
import { Tick } from './Tick.tsx';
import { TypeField } from './TypeField.tsx';

/** How the form lets a token end. Days count from today; a custom date is a day in UTC, as YYYY-MM-DD. */
export type Expiration = { readonly choice: ExpirationChoice; readonly day: string };
export type ExpirationChoice = '7 days' | '30 days' | '90 days' | 'Custom' | 'No expiration';

const choices: readonly ExpirationChoice[] = ['7 days', '30 days', '90 days', 'Custom', 'No expiration'];

type EndDateFieldProps = {
  readonly value: Expiration;
  readonly onChange?: ((value: Expiration) => void) | undefined;
  readonly target?: string | undefined;
};

/** The end of a token: some days, a date, or none. */
export function EndDateField({ value, onChange, target }: EndDateFieldProps) {
  const group = useId();
  const marksDate = value.choice === 'Custom';
  return (
    <fieldset className={styles.field}>
      <legend className={styles.label}>Token expiration</legend>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <Target key={choice} name={!marksDate && choice === value.choice ? target : undefined} side="below">
            <Tick
              label={choice}
              kind="round"
              group={group}
              ticked={choice === value.choice}
              onTick={onChange && (() => onChange({ ...value, choice }))}
            />
          </Target>
        ))}
      </div>
      {marksDate ? (
        <Target name={target} side="right">
          <div className={styles.date}>
            <TypeField
              label="End date"
              labelShown={false}
              type={onChange === undefined ? 'text' : 'date'}
              value={onChange === undefined ? dayInWords(value.day) : value.day}
              onChange={onChange && ((day) => onChange({ ...value, day }))}
            />
          </div>
        </Target>
      ) : null}
    </fieldset>
  );
}
