import { offeredDaysBefore } from '../../shared/reminder-settings.ts';
import { CheckField } from '../ui/CheckField.tsx';
import styles from './Settings.module.css';

type DaysBeforeProps = {
  readonly days: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
};

/** How long before its end a slip reminds. A day that is not offered was chosen elsewhere, and stays to be taken off. */
export function DaysBefore({ days, onChange }: DaysBeforeProps) {
  const all = [...new Set([...offeredDaysBefore, ...days])].sort((a, b) => b - a);
  return (
    <fieldset className={styles.group}>
      <legend>Remind me before a slip ends</legend>
      <div className={styles.row}>
        {all.map((day) => (
          <CheckField
            key={day}
            label={day === 1 ? '1 day' : `${day} days`}
            checked={days.includes(day)}
            onChange={(on) => onChange(on ? [...days, day] : days.filter((one) => one !== day))}
          />
        ))}
      </div>
    </fieldset>
  );
}
