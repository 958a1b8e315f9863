import { type ReactNode, useId } from 'react';
import styles from './CheckField.module.css';

type CheckFieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  /** Whether what follows from the last change is still under way; it can't be changed meanwhile. */
  readonly busy?: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** Something to switch on or off, with what it means below it. */
export function CheckField({ label, hint, checked, busy = false, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <input
        id={id}
        type="checkbox"
        className={styles.box}
        checked={checked}
        aria-disabled={busy || undefined}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => {
          if (!busy) onChange(event.target.checked);
        }}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
