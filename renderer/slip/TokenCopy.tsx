import { Check, Copy, Timer } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import styles from './TokenCopy.module.css';

/** Copies a slip's token for a short time, hidden from clipboard histories, and shows how long it is still there. */
export function TokenCopy({ slipId }: { readonly slipId: string }) {
  const { client, announce } = useApp();
  const [left, setLeft] = useState<number | null>(null);
  const copy = useAction(
    () => client.call('slip:copy-token', { id: slipId }),
    ({ seconds }) => {
      setLeft(seconds);
      announce(`Copied. It stays on the clipboard for ${seconds} seconds.`);
    },
  );
  const clear = useAction(
    () => client.call('slip:clear-copied-token'),
    () => {
      setLeft(0);
      announce('The clipboard is clear.');
    },
  );

  const running = left !== null && left > 0;
  const over = useEffectEvent(() => announce('The clipboard is clear.'));
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setLeft((seconds) => (seconds ?? 1) - 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  useEffect(() => {
    if (left === 0) over();
  }, [left]);

  /* Closing this must not leave the token on the clipboard. */
  const leave = useEffectEvent(() => {
    if (left !== null && left > 0) void client.call('slip:clear-copied-token');
  });
  useEffect(() => () => leave(), []);

  return (
    <div className={styles.copy}>
      {running ? (
        <>
          <p className={styles.clock}>
            <Timer size={20} aria-hidden />
            <span role="timer" aria-live="off">
              {left === 1 ? '1 second left' : `${left} seconds left`}
            </span>
          </p>
          <p>Paste it in the safe place now. Paste it nowhere else, and in no chat.</p>
          <Button small busy={clear.busy} onClick={() => void clear.start()}>
            Clear it now
          </Button>
        </>
      ) : (
        <>
          {left === 0 ? (
            <p className={styles.clock}>
              <Check size={20} aria-hidden />
              <span>The clipboard is clear</span>
            </p>
          ) : null}
          <Button busy={copy.busy} icon={<Copy size={18} aria-hidden />} onClick={() => void copy.start()}>
            {left === 0 ? 'Copy it once more' : 'Copy the token'}
          </Button>
        </>
      )}
      {[copy, clear].map(({ problem, start, reset }) =>
        problem === null ? null : (
          <ProblemNotice
            key={problem.code}
            problem={problem}
            steps={{ retry: () => void start(), dismiss: reset }}
          />
        ),
      )}
    </div>
  );
}
