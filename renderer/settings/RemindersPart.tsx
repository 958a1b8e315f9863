import type { ReminderSettings } from '../../shared/reminder-settings.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { CheckField } from '../ui/CheckField.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { DaysBefore } from './DaysBefore.tsx';
import { QuietHours } from './QuietHours.tsx';
import styles from './Settings.module.css';

/** How the app reminds. */
export function RemindersPart() {
  const { client, snapshot } = useApp();
  const { settings } = snapshot.reminding;
  const save = useAction((next: ReminderSettings) => client.call('reminders:set', { settings: next }));
  const change = (part: Partial<ReminderSettings>) => void save.start({ ...settings, ...part });
  return (
    <>
      <ActionProblem of={save} />
      <fieldset className={styles.group}>
        <legend>Notifications</legend>
        <CheckField
          label="Tell me when a slip needs a look"
          hint="Your list of slips shows it in any case."
          checked={settings.on}
          onChange={(on) => change({ on })}
        />
        <CheckField
          label="Name the agent and the website"
          hint="Anyone who sees your locked screen can read a notification. So we leave the names out."
          checked={settings.showNames}
          onChange={(showNames) => change({ showNames })}
        />
      </fieldset>
      <DaysBefore days={settings.daysBefore} onChange={(daysBefore) => change({ daysBefore })} />
      <QuietHours hours={settings.quietHours} onChange={(quietHours) => change({ quietHours })} />
    </>
  );
}
