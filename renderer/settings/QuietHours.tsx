import { type ReminderSettings, usualReminders } from '../../shared/reminder-settings.ts';
import { CheckField } from '../ui/CheckField.tsx';
import { TimeField } from '../ui/TimeField.tsx';
import styles from './Settings.module.css';

type Hours = ReminderSettings['quietHours'];
type QuietHoursProps = { readonly hours: Hours; readonly onChange: (hours: Hours) => void };

/** When no notification comes. */
export function QuietHours({ hours, onChange }: QuietHoursProps) {
  return (
    <fieldset className={styles.group}>
      <legend>Quiet hours</legend>
      <CheckField
        label="Stay quiet at night"
        hint="What comes up by then is told when the quiet hours end."
        checked={hours !== null}
        onChange={(on) => onChange(on ? usualReminders.quietHours : null)}
      />
      {hours === null ? null : (
        <div className={styles.row}>
          <TimeField label="From" value={hours.from} onChange={(from) => onChange({ ...hours, from })} />
          <TimeField label="To" value={hours.to} onChange={(to) => onChange({ ...hours, to })} />
        </div>
      )}
    </fieldset>
  );
}
