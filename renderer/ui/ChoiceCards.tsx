import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './ChoiceCards.module.css';
import { classNames } from './class-names.ts';
import { FieldProblem } from './FieldProblem.tsx';

/** One card of a choice. */
export type Choice<T extends string> = {
  readonly value: T;
  readonly title: string;
  readonly text?: ReactNode;
  readonly icon?: ReactNode;
};

type ChoiceCardsProps<T extends string> = {
  /** What is asked; read out before the cards. */
  readonly label: string;
  readonly labelShown?: boolean;
  readonly choices: readonly Choice<T>[];
  readonly value: T | null;
  readonly onChoose: (value: T) => void;
  readonly columns?: 1 | 2 | 'row';
  readonly problem?: string | null;
  /** Moves the focus to this card, for when the control that led here has gone. */
  readonly focusOn?: T | null;
  /** Brings the chosen card into sight when the cards appear, for where there are many. */
  readonly showsChosen?: boolean;
};

/**
 * One answer out of several, as cards. They are native radio buttons: arrow keys move, Enter sends the form they stand
 * in, and every screen reader knows them.
 */
export function ChoiceCards<T extends string>({
  label,
  labelShown = false,
  choices,
  value,
  onChoose,
  columns = 2,
  problem = null,
  focusOn = null,
  showsChosen = false,
}: ChoiceCardsProps<T>) {
  const name = useId();
  const problemId = useId();
  const cards = useRef<HTMLDivElement>(null);
  /* The heading above has scrolled to the top by now. */
  useEffect(() => {
    if (!showsChosen) return;
    cards.current?.querySelector('label:has(:checked)')?.scrollIntoView?.({ block: 'nearest' });
  }, [showsChosen]);
  useEffect(() => {
    const inputs = cards.current?.querySelectorAll('input') ?? [];
    for (const input of inputs) if (input.value === focusOn) input.focus();
  }, [focusOn]);
  return (
    <fieldset className={styles.group} aria-describedby={problem === null ? undefined : problemId}>
      <legend className={labelShown ? styles.legend : 'visually-hidden'}>{label}</legend>
      <div
        ref={cards}
        className={classNames(styles.cards, columns === 2 && styles.two, columns === 'row' && styles.row)}
      >
        {choices.map((choice) => (
          <label key={choice.value} className={styles.card}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              className="visually-hidden"
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
              data-invalid={problem === null ? undefined : true}
            />
            {choice.icon === undefined ? null : <span className={styles.icon}>{choice.icon}</span>}
            <span className={styles.words}>
              <span className={styles.title}>{choice.title}</span>
              {choice.text === undefined ? null : <span className={styles.text}>{choice.text}</span>}
            </span>
          </label>
        ))}
      </div>
      {problem === null ? null : <FieldProblem id={problemId} text={problem} />}
    </fieldset>
  );
}
