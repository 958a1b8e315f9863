import { useEffect, useMemo, useRef, useState } from 'react';
import { reminderText } from '../../shared/reminder-words.ts';
import { type Reminder, remindersAt } from '../../shared/reminders.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** How many are shown before the owner asks for more: more is not read. */
const mostAtFirst = 3;
/** How many more come at a press. */
const moreAtOnce = 20;

/** What the slips ask for, the most pressing first: one line and one way on each. */
export function ReminderNotices({ now }: { readonly now: Date }) {
  const { snapshot, show } = useApp();
  const [most, setMost] = useState(mostAtFirst);
  /* Takes the focus from the button that asked for more, which is gone with the last of them. */
  const [firstNew, setFirstNew] = useState<string>();
  /* Tokens that were left behind have a notice of their own, with the way to delete them. */
  const { slips } = snapshot;
  const { settings } = snapshot.reminding;
  const ofSlips = useMemo(() => remindersAt({ slips, cleanUps: [] }, settings, now), [slips, settings, now]);
  const shown = ofSlips.slice(0, most);
  const rest = ofSlips.length - shown.length;
  return (
    <>
      {shown.map((reminder) => (
        <ReminderNotice
          key={reminder.key}
          takesFocus={reminder.key === firstNew}
          reminder={reminder}
          now={now}
          onOpen={(id) => show({ name: 'slip', id, fresh: 'no' })}
        />
      ))}
      {rest === 0 ? null : (
        <Notice
          tone="soon"
          title={rest === 1 ? '1 more slip needs a look' : `${rest} more slips need a look`}
          actions={
            <Button
              small
              tone="quiet"
              onClick={() => {
                setFirstNew(ofSlips[most]?.key);
                setMost(most + moreAtOnce);
              }}
            >
              {rest <= moreAtOnce ? 'Show all' : `Show ${moreAtOnce} more`}
            </Button>
          }
        />
      )}
    </>
  );
}

type ReminderNoticeProps = {
  readonly reminder: Reminder;
  readonly now: Date;
  readonly takesFocus: boolean;
  readonly onOpen: (id: string) => void;
};

function ReminderNotice({ reminder, now, takesFocus, onOpen }: ReminderNoticeProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  const { title, meaning, action } = reminderText(reminder, { now, date: dateText, showNames: true });
  const { slip, severity } = reminder;
  return (
    <Notice
      tone={severity}
      /* On its own line it is a heading; a notification joins it with others. */
      title={title.replace(/\.$/, '')}
      actions={
        slip === null ? undefined : (
          <Button ref={button} small onClick={() => onOpen(slip.id)}>
            {action}
          </Button>
        )
      }
    >
      {meaning}
    </Notice>
  );
}
