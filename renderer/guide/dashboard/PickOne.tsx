import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { Target } from '../callouts/Target.tsx';
import styles from './fields.module.css';

type PickOneProps = {
  readonly label: string;
  readonly value: string;
  readonly options?: readonly string[];
  readonly labelShown?: boolean;
  readonly target?: string | undefined;
  readonly onChoose?: ((value: string) => void) | undefined;
};

/** A drop-down list: drawn closed, or a real one where a handler is given. */
export function PickOne({ label, value, options = [], labelShown = false, target, onChoose }: PickOneProps) {
  const id = useId();
  if (onChoose === undefined) {
    return (
      <div className={styles.pick}>
        {labelShown ? <span className={styles.label}>{label}</span> : null}
        <Target name={target} size="field">
          <span className={styles.box}>
            {value} <ChevronDown size={14} aria-hidden />
          </span>
        </Target>
      </div>
    );
  }
  return (
    <div className={styles.pick}>
      <label htmlFor={id} className={labelShown ? styles.label : 'visually-hidden'}>
        {label}
      </label>
      <Target name={target} size="field">
        <select
          id={id}
          className={styles.box}
          value={value}
          onChange={(event) => onChoose(event.target.value)}
        >
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      </Target>
    </div>
  );
}
