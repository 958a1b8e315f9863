import { useId } from 'react';
import styles from './TimeField.module.css';

type TimeFieldProps = {
  readonly label: string;
  /** HH:MM. */
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A time of day, in the form that the owner's computer writes it. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="time"
        className={styles.input}
        value={value}
        /* A field that is being emptied has no time yet. */
        onChange={(event) => (event.target.value === '' ? undefined : onChange(event.target.value))}
      />
    </div>
  );
}
