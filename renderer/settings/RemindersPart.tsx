import type { ReminderSettings } from '../../shared/reminder-settings.ts';
import { useApp } from '../app/app-context.ts';
import { useSetting } from '../app/use-setting.ts';
import { CheckField } from '../ui/CheckField.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { DaysBefore } from './DaysBefore.tsx';
import { QuietHours } from './QuietHours.tsx';
import styles from './Settings.module.css';

/** How the app reminds. */
export function RemindersPart() {
  const { client, snapshot } = useApp();
  const reminding = useSetting(snapshot.reminding.settings, (settings) =>
    client.call('reminders:set', { settings }),
  );
  const settings = reminding.value;
  const change = (part: Partial<ReminderSettings>) => reminding.set({ ...settings, ...part });
  return (
    <>
      <ActionProblem of={reminding} />
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
