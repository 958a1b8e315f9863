import { ClipboardPaste, LockKeyhole } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { Result } from '../../shared/result.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from './Button.tsx';
import styles from './PasteField.module.css';
import { ActionProblem } from './ProblemNotice.tsx';

type PasteFieldProps<T> = {
  readonly title: string;
  readonly label: string;
  /** What becomes of the text. */
  readonly hint: string;
  readonly takesFocus?: boolean;
  /** Hands the text over; nothing of it stays in this window. */
  readonly fromText: (pasted: string) => Promise<Result<T>>;
  readonly fromClipboard: () => Promise<Result<T>>;
  readonly onTaken: (value: T) => void;
  /** Opens the form in which the right key is made; the one for a setup key where left out. */
  readonly openForm?: () => void;
};

const longest = 100_000;

/**
 * Takes a pasted secret and forgets it at once. A paste never reaches the field: its text goes to the main process, which
 * answers with the secret's kind and ending. The field is uncontrolled, so no state of this window holds what was typed.
 */
export function PasteField<T>({ takesFocus = false, onTaken, ...props }: PasteFieldProps<T>) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  /* For the one call alone: an action keeps what it is given. */
  const brought = useRef('');
  const fromText = useAction(() => {
    const pasted = brought.current.slice(0, longest);
    brought.current = '';
    return props.fromText(pasted);
  }, onTaken);
  const fromClipboard = useAction(props.fromClipboard, onTaken);

  function empty(): void {
    if (field.current !== null) field.current.value = '';
  }

  function take(text: string): void {
    empty();
    fromClipboard.reset();
    fromText.reset();
    brought.current = text;
    void fromText.start();
  }

  function anew(): void {
    fromText.reset();
    fromClipboard.reset();
    field.current?.focus();
  }

  const steps = {
    dismiss: anew,
    'paste-again': anew,
    ...(props.openForm === undefined ? {} : { 'open-key-form': props.openForm }),
  };

  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className={styles.title}>
        {props.title}
      </h2>
      <label htmlFor={id} className={styles.label}>
        {props.label}
      </label>
      <div className={styles.row}>
        <input
          id={id}
          ref={field}
          type="password"
          className={styles.input}
          autoComplete="off"
          spellCheck={false}
          placeholder="Paste it here"
          aria-describedby={`${id}-hint`}
          onPaste={(event: ClipboardEvent<HTMLInputElement>) => {
            event.preventDefault();
            take(event.clipboardData.getData('text/plain'));
          }}
          onDrop={(event: DragEvent<HTMLInputElement>) => {
            event.preventDefault();
            take(event.dataTransfer.getData('text/plain'));
          }}
          onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            take(event.currentTarget.value);
          }}
        />
        <Button
          icon={<ClipboardPaste size={18} aria-hidden />}
          busy={fromClipboard.busy}
          onClick={() => {
            empty();
            fromText.reset();
            void fromClipboard.start();
          }}
        >
          Paste
        </Button>
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        <LockKeyhole size={18} aria-hidden />
        <span>{props.hint}</span>
      </p>
      {/* Nothing of the pasted text is left to try again with, so the field waits for it once more. */}
      <ActionProblem of={fromText} steps={{ ...steps, retry: anew }} />
      <ActionProblem of={fromClipboard} steps={steps} />
    </section>
  );
}
