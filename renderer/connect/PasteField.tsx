import { ClipboardPaste, LockKeyhole } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { KeyOffer } from '../../shared/ipc/contract.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import styles from './PasteField.module.css';

type PasteFieldProps = {
  readonly takesFocus: boolean;
  readonly onOffered: (offer: KeyOffer) => void;
};

const longest = 100_000;

/**
 * Takes a pasted key and forgets it at once. A paste never reaches the field: its text goes to the main process, which
 * answers with the key's kind and ending. The field is uncontrolled, so no state of this window holds what was typed.
 */
export function PasteField({ takesFocus, onOffered }: PasteFieldProps) {
  const { client } = useApp();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const fromText = useAction(
    (pasted: string) => client.call('key:offer', { pasted: pasted.slice(0, longest) }),
    onOffered,
  );
  const fromClipboard = useAction(() => client.call('key:offer-clipboard'), onOffered);
  const problem = fromText.problem ?? fromClipboard.problem;

  function empty(): void {
    if (field.current !== null) field.current.value = '';
  }

  function take(text: string): void {
    empty();
    fromClipboard.reset();
    void fromText.start(text);
  }

  function tryAgain(): void {
    fromText.reset();
    fromClipboard.reset();
    field.current?.focus();
  }

  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className={styles.title}>
        Bring the setup key here
      </h2>
      <label htmlFor={id} className={styles.label}>
        Setup key
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
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) take(event.currentTarget.value);
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
        <span>The box empties at once. The key is not shown and not sent anywhere but to Cloudflare.</span>
      </p>
      {problem === null ? null : (
        <ProblemNotice
          problem={problem}
          steps={{ retry: tryAgain, dismiss: tryAgain, 'paste-again': tryAgain }}
        />
      )}
    </section>
  );
}
