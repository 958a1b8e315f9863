import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { problemText } from '../../shared/problem-texts.ts';
import { holdsToken } from '../../shared/token-forms.ts';
import { FieldProblem } from './FieldProblem.tsx';
import styles from './TextField.module.css';

type TextFieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | null;
  readonly maxLength: number;
  /** More than one line high; Enter still sends the form, since one sentence needs no line break. */
  readonly lines?: number;
  /** Enter begins a new line, where the text is more than a sentence. */
  readonly breaksLines?: boolean;
  readonly placeholder?: string;
  /** Takes the focus when it appears, for when the control that led here has gone. */
  readonly takesFocus?: boolean;
};

const refusedText = problemText({ code: 'field-holds-secret', field: 'any' });

/** A field for plain words. A token that is pasted into it is not kept, not even for a moment. */
export function TextField({
  label,
  hint,
  value,
  onChange,
  problem = null,
  maxLength,
  lines = 1,
  breaksLines = false,
  placeholder,
  takesFocus = false,
}: TextFieldProps) {
  const id = useId();
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const shown = refused ? `${refusedText.title}. ${refusedText.meaning}` : problem;
  const described = [hint === undefined ? null : `${id}-hint`, shown === null ? null : `${id}-problem`];

  function take(typed: string): void {
    const secret = holdsToken(typed);
    setRefused(secret);
    if (!secret) onChange(typed);
  }

  const shared = {
    id,
    ref: field,
    className: styles.input,
    value,
    maxLength,
    placeholder,
    autoComplete: 'off',
    'aria-invalid': shown !== null || undefined,
    'aria-describedby': described.filter((one) => one !== null).join(' ') || undefined,
  };

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {lines > 1 ? (
        <textarea
          {...shared}
          rows={lines}
          onChange={(event) => take(event.target.value)}
          onKeyDown={breaksLines ? undefined : sendOnEnter}
        />
      ) : (
        <input {...shared} type="text" spellCheck={false} onChange={(event) => take(event.target.value)} />
      )}
      {shown === null ? null : <FieldProblem id={`${id}-problem`} text={shown} />}
    </div>
  );
}

function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
