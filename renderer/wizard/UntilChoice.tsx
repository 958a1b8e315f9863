import { useId, useState } from 'react';
import { dayMs } from '../../shared/instant.ts';
import type { Problem } from '../../shared/problem.ts';
import { fieldDate, longestDays, offeredDays, type UntilAnswer } from '../../shared/until.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { FieldProblem } from '../ui/FieldProblem.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { fieldText, isAbout, type StepProps } from './step-props.ts';
import styles from './UntilChoice.module.css';

type Offer = `${(typeof offeredDays)[number]}` | 'date';

const offers: readonly Choice<Offer>[] = [
  ...offeredDays.map((days) => ({ value: `${days}` as const, title: days === 1 ? '1 day' : `${days} days` })),
  { value: 'date', title: 'Until a date' },
];

const dateCodes: ReadonlySet<Problem['code']> = new Set(['until-past', 'until-too-far']);

/** Until when: a few days as one press, a date, or, behind a link and with a reason, no end at all. */
export function UntilChoice({ draft, answer, problem }: StepProps) {
  const now = useNow();
  const { until } = draft;
  const choose = (one: UntilAnswer) => answer({ do: 'choose-until', until: one });
  const [turned, setTurned] = useState(false);
  /* The last end, date and reason that were answered: a look at another answer loses none of them. */
  const [left, setLeft] = useState<{ end?: UntilAnswer; date?: UntilAnswer; never?: UntilAnswer }>({});
  function turnTo(one: UntilAnswer): void {
    if (until !== null) {
      setLeft({
        ...left,
        ...(until.kind === 'never' ? { never: until } : { end: until }),
        ...(until.kind === 'date' ? { date: until } : {}),
      });
    }
    choose(one);
  }
  const dayAfter = (days: number) => fieldDate(new Date(now.getTime() + days * dayMs));
  const untilText = fieldText(problem, (one) => dateCodes.has(one.code) || isAbout('until')(one));

  if (until?.kind === 'never') {
    return (
      <>
        <Notice
          tone="soon"
          title="No end date"
          actions={
            <Button
              small
              onClick={() => {
                setTurned(true);
                turnTo(left.end ?? { kind: 'days', days: 30 });
              }}
            >
              Set an end date
            </Button>
          }
        >
          This slip stays open until you stop it yourself. Most leaks come from keys that nobody looks at any
          more.
        </Notice>
        <TextField
          label="Why does it need no end date?"
          hint="A few words. You see them when you look at this slip again."
          value={until.reason}
          takesFocus={turned}
          maxLength={500}
          problem={fieldText(problem, (one) => one.code === 'reason-needed' || isAbout('until')(one))}
          onChange={(reason) => choose({ kind: 'never', reason })}
        />
      </>
    );
  }
  return (
    <>
      <ChoiceCards
        label="Until when?"
        labelShown
        columns="row"
        choices={offers}
        value={offerOf(until)}
        focusOn={turned ? (offerOf(until) ?? '30') : null}
        onChoose={(offer) =>
          turnTo(
            offer === 'date'
              ? (left.date ?? { kind: 'date', date: dayAfter(14) })
              : { kind: 'days', days: Number(offer) },
          )
        }
        problem={until?.kind === 'date' ? null : untilText}
      />
      {until?.kind === 'date' ? (
        <DateField
          value={until.date}
          min={dayAfter(1)}
          max={dayAfter(longestDays - 1)}
          problem={untilText}
          onChange={(date) => choose({ kind: 'date', date })}
        />
      ) : null}
      <p className={styles.wider}>
        Does it have to stay open?{' '}
        <Button
          tone="link"
          onClick={() => {
            setTurned(true);
            turnTo(left.never ?? { kind: 'never', reason: '' });
          }}
        >
          No end date
        </Button>
      </p>
    </>
  );
}

type DateFieldProps = {
  readonly value: string;
  readonly min: string;
  readonly max: string;
  readonly problem: string | null;
  readonly onChange: (date: string) => void;
};

function DateField({ value, min, max, problem, onChange }: DateFieldProps) {
  const id = useId();
  return (
    <div className={styles.date}>
      <label htmlFor={id}>The last day</label>
      <input
        id={id}
        type="date"
        className={styles.input}
        value={value}
        min={min}
        max={max}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem === null ? null : <FieldProblem id={`${id}-problem`} text={problem} />}
    </div>
  );
}

function offerOf(until: UntilAnswer | null): Offer | null {
  if (until?.kind === 'date') return 'date';
  const found = offeredDays.find((days) => until?.kind === 'days' && until.days === days);
  return found === undefined ? null : `${found}`;
}
