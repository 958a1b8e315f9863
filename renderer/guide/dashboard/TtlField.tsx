import { dayInWords } from '../../../shared/guide/common-words.ts';
import { Target } from '../callouts/Target.tsx';
import styles from './TtlField.module.css';
import { TypeField } from './TypeField.tsx';

type TtlFieldProps = {
  /** The last day as YYYY-MM-DD; empty for none. */
  readonly end: string;
  readonly onEnd?: ((end: string) => void) | undefined;
  readonly target?: string | undefined;
};

/** The end of a token in the older form: a first and a last day, both empty at the start. */
export function TtlField({ end, onEnd, target }: TtlFieldProps) {
  const live = onEnd !== undefined;
  return (
    <section className={styles.ttl}>
      <h3 className={styles.label}>TTL</h3>
      <div className={styles.dates}>
        <TypeField label="Start Date" value="" placeholder="Today" />
        <Target name={target} side="right">
          <TypeField
            label="End Date"
            type={live ? 'date' : 'text'}
            value={live || end === '' ? end : dayInWords(end)}
            placeholder="None"
            onChange={onEnd}
          />
        </Target>
      </div>
    </section>
  );
}
