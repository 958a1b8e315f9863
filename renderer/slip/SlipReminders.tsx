import { offeredSnoozeDays } from '../../shared/reminder-settings.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { useSetting } from '../app/use-setting.ts';
import { DaysBefore } from '../settings/DaysBefore.tsx';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './SlipReminders.module.css';

/** How this one slip reminds: when before its end, and not at all for some days. */
export function SlipReminders({ slip, now }: { readonly slip: Slip; readonly now: Date }) {
  const { client, snapshot, announce } = useApp();
  const { id, reminding, until } = slip;
  const remind = useSetting(reminding?.daysBefore ?? null, (daysBefore) =>
    client.call('slip:remind', { id, daysBefore }),
  );
  const snooze = useAction(
    (days: number | null) => client.call('slip:snooze', { id, days }),
    () => announce('Done.'),
  );
  const snoozedUntil = reminding?.snoozedUntil ?? null;
  const isSnoozed = snoozedUntil !== null && Date.parse(snoozedUntil) > now.getTime();
  const own = remind.value;
  return (
    <details className={styles.section}>
      <summary>Reminders of this slip</summary>
      {isSnoozed ? (
        <p className={styles.line}>
          This slip asks for nothing until {momentText(snoozedUntil)}.{' '}
          <Button tone="link" busy={snooze.busy} onClick={() => void snooze.start(null)}>
            Remind me again
          </Button>
        </p>
      ) : (
        <p className={styles.line}>
          Leave me alone about this slip for{' '}
          {offeredSnoozeDays.map((days) => (
            <Button key={days} small busy={snooze.busy} onClick={() => void snooze.start(days)}>
              {days === 1 ? '1 day' : `${days} days`}
            </Button>
          ))}
        </p>
      )}
      {until.kind === 'never' ? null : (
        <DaysBefore days={own ?? snapshot.reminding.settings.daysBefore} onChange={remind.set} />
      )}
      {own === null ? null : (
        <Button tone="link" onClick={() => remind.set(null)}>
          Use the same days as for all slips
        </Button>
      )}
      <ActionProblem of={remind} />
      <ActionProblem of={snooze} />
    </details>
  );
}
