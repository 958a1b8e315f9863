import { Check, Copy, Timer } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './TokenCopy.module.css';

/** Copies a slip's token for a short time, hidden from clipboard histories, and shows how long it is still there. */
export function TokenCopy({ slipId }: { readonly slipId: string }) {
  const { client, announce } = useApp();
  const [copied, setCopied] = useState<'no' | 'cleared' | { readonly left: number }>('no');
  const clear = useAction(
    () => client.call('slip:clear-copied-token'),
    () => {
      setCopied('cleared');
      announce('The clipboard is clear.');
    },
  );
  const copy = useAction(
    () => client.call('slip:copy-token', { id: slipId }),
    ({ seconds }) => {
      setCopied({ left: seconds });
      clear.reset();
      announce(`Copied. It stays on the clipboard for ${seconds} seconds.`);
    },
  );

  const left = typeof copied === 'object' ? copied.left : null;
  const isTicking = left !== null && left > 0;
  useEffect(() => {
    if (!isTicking) return;
    const tick = () => setCopied((was) => (typeof was === 'object' ? { left: was.left - 1 } : was));
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [isTicking]);
  /* Main takes it off by itself; asking it here tells whether that worked. */
  const isOver = left === 0;
  const clearNow = useEffectEvent(() => void clear.start());
  useEffect(() => {
    if (isOver) clearNow();
  }, [isOver]);

  /* Closing this must not leave the token on the clipboard. */
  const leave = useEffectEvent(() => {
    if (left !== null) void client.call('slip:clear-copied-token');
  });
  useEffect(() => () => leave(), []);

  return (
    <div className={styles.copy}>
      {isTicking ? (
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
      ) : null}
      {isOver && clear.busy ? (
        <p className={styles.clock}>
          <Timer size={20} aria-hidden />
          <span>Clearing the clipboard</span>
        </p>
      ) : null}
      {left === null ? (
        <>
          {copied === 'cleared' ? (
            <p className={styles.clock}>
              <Check size={20} aria-hidden />
              <span>The clipboard is clear</span>
            </p>
          ) : null}
          <Button busy={copy.busy} icon={<Copy size={18} aria-hidden />} onClick={() => void copy.start()}>
            {copied === 'cleared' ? 'Copy it once more' : 'Copy the token'}
          </Button>
        </>
      ) : null}
      <ActionProblem of={copy} />
      <ActionProblem of={clear} />
    </div>
  );
}
