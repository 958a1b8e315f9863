import { useLater } from '../app/use-later.ts';
import { Button } from './Button.tsx';
import { Spinner } from './Spinner.tsx';
import styles from './Waiting.module.css';

type WaitingProps = {
  readonly what: string;
  readonly onStop?: () => void;
};

/** Says what is being done once a wait is felt (400 ms), and offers to stop it once it gets long (4 s). */
export function Waiting({ what, onStop }: WaitingProps) {
  const felt = useLater(true, 400);
  const long = useLater(true, 4000);
  return (
    <div className={styles.waiting} role="status">
      {felt ? (
        <>
          <Spinner />
          <span>{long ? `${what} This takes longer than usual.` : what}</span>
          {long && onStop !== undefined ? (
            <Button small onClick={onStop}>
              Stop waiting
            </Button>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
