import { useEffect, useId, useRef, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { dayMs } from '../../shared/instant.ts';
import { draftOf } from '../../shared/next-draft.ts';
import { nextLook } from '../../shared/review.ts';
import { nearEnd, type Slip } from '../../shared/slip.ts';
import { endsIn, fieldDate, longestDays } from '../../shared/until.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './NextLook.module.css';
import { useOtherWorld } from './use-other-world.tsx';

type NextLookProps = { readonly slip: Slip; readonly now: Date; readonly onCheckUp: () => void };

/** When a slip is reviewed next, the way to do it now, and the way to another day. */
export function NextLook({ slip, now, onCheckUp }: NextLookProps) {
  const { client, announce } = useApp();
  const [choosing, setChoosing] = useState(false);
  const set = useAction(
    (day: string | null) => client.call('slip:review-on', { id: slip.id, day }),
    () => {
      setChoosing(false);
      announce('The day is set.');
    },
  );
  const next = nextLook(slip);
  return (
    <section className={styles.section}>
      <h2>The next review</h2>
      <p className={styles.line}>
        <span>{whenText(next, now)}</span>
        <Button small onClick={onCheckUp}>
          Review it now
        </Button>
        {choosing ? null : (
          <Button tone="link" onClick={() => setChoosing(true)}>
            Choose another day
          </Button>
        )}
      </p>
      {choosing ? (
        <DayForm
          day={fieldDate(next === null || next <= now ? new Date(now.getTime() + 30 * dayMs) : next)}
          min={fieldDate(new Date(now.getTime() + dayMs))}
          max={fieldDate(new Date(now.getTime() + (longestDays - 1) * dayMs))}
          busy={set.busy}
          onDay={(day) => void set.start(day)}
          onUsual={slip.reviewAt === null ? null : () => void set.start(null)}
          onCancel={() => setChoosing(false)}
        />
      ) : null}
      <ActionProblem of={set} />
    </section>
  );
}

type DayFormProps = {
  readonly day: string;
  readonly min: string;
  readonly max: string;
  readonly busy: boolean;
  readonly onDay: (day: string) => void;
  /** Null where the usual time is set already. */
  readonly onUsual: (() => void) | null;
  readonly onCancel: () => void;
};

function DayForm({ day, min, max, busy, onDay, onUsual, onCancel }: DayFormProps) {
  const id = useId();
  const [typed, setTyped] = useState(day);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className={styles.form}
      noValidate
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        onDay(typed);
      }}
    >
      <label htmlFor={id}>Remind me on</label>
      <input
        ref={field}
        id={id}
        type="date"
        className={styles.input}
        value={typed}
        min={min}
        max={max}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span className={styles.buttons}>
        <Button small type="submit" busy={busy}>
          Set this day
        </Button>
        {onUsual === null ? null : (
          <Button small tone="quiet" busy={busy} onClick={onUsual}>
            Back to the usual day
          </Button>
        )}
        <Button small tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    </form>
  );
}

type LookNoticeProps = NextLookProps & { readonly leads: boolean };

/** That a slip is due for a review, or ends soon, with the way on. */
export function LookNotice({ slip, now, leads, onCheckUp }: LookNoticeProps) {
  const { client, snapshot, show } = useApp();
  const extend = useAction(
    () => client.call('draft:begin', { draft: draftOf(slip, 'terms', now) }),
    () => show({ name: 'wizard' }),
  );
  const elsewhere = useOtherWorld(slip);
  const tone = leads ? 'primary' : 'plain';
  if (slip.until.kind === 'never' || nearEnd(slip) > now.getTime()) {
    return (
      <Notice
        tone="soon"
        title="It is time to review this slip"
        actions={
          <Button small tone={tone} onClick={onCheckUp}>
            Start the review
          </Button>
        }
      >
        A few questions, one minute. Then you know if it should stay.
      </Notice>
    );
  }
  const mayChange = snapshot.storage.kind !== 'read-only';
  return (
    <>
      <Notice
        tone="soon"
        title={`This slip ${endsIn(slip.until.at, now)}`}
        actions={
          <>
            {mayChange && elsewhere !== null ? elsewhere.button : null}
            {mayChange && elsewhere === null ? (
              <Button small tone={tone} busy={extend.busy} onClick={() => void extend.start()}>
                Choose another end date
              </Button>
            ) : null}
            <Button small tone={mayChange && elsewhere === null ? 'quiet' : tone} onClick={onCheckUp}>
              Start the review
            </Button>
          </>
        }
      >
        {agentName(slip.who)} loses access on {dateText(new Date(slip.until.at))}.{' '}
        {mayChange ? elsewhere?.text : null}
      </Notice>
      {elsewhere?.problem}
      <ActionProblem of={extend} />
    </>
  );
}

function whenText(next: Date | null, now: Date): string {
  if (next === null) return 'When it ends.';
  return next <= now ? 'Now.' : `On ${dateText(next)}.`;
}
