import { useId } from 'react';
import { Target } from '../callouts/Target.tsx';
import styles from './fields.module.css';

type TypeFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly type?: 'text' | 'search' | 'date' | 'password';
  readonly target?: string | undefined;
  readonly labelShown?: boolean;
  readonly onChange?: ((value: string) => void) | undefined;
};

/** A field to type in: drawn, or a real one where a handler is given. */
export function TypeField({
  label,
  value,
  placeholder = '',
  type = 'text',
  target,
  labelShown = true,
  onChange,
}: TypeFieldProps) {
  const id = useId();
  const labelLook = labelShown ? styles.label : 'visually-hidden';
  return (
    <Target name={target} side="below" size="field">
      <div className={styles.field}>
        {onChange === undefined ? (
          labelShown && <span className={styles.label}>{label}</span>
        ) : (
          <label htmlFor={id} className={labelLook}>
            {label}
          </label>
        )}
        {onChange === undefined ? (
          <span className={styles.box}>
            {value === '' ? <i className={styles.hint}>{placeholder}</i> : value}
          </span>
        ) : (
          <input
            id={id}
            type={type}
            className={styles.box}
            value={value}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </div>
    </Target>
  );
}
