import type { Stamp as StampText } from '../../shared/slip.ts';
import { classNames } from './class-names.ts';
import styles from './Stamp.module.css';

/** A stamp of the slip, or that its agent was stopped for now. */
export type ShownStamp = StampText | 'PAUSED';

const tones: Record<ShownStamp, string | undefined> = {
  READY: styles.ready,
  'REVIEW SOON': styles.soon,
  PAUSED: styles.soon,
  'ROTATE NOW': styles.over,
  'CHECK FAILED': styles.over,
  STOPPING: styles.over,
  EXPIRED: styles.over,
  REVOKED: styles.over,
};

type StampProps = {
  readonly text: ShownStamp;
  readonly size?: 'small' | 'large';
  /** Comes down on the paper, once. */
  readonly fresh?: boolean;
};

/** The stamp on a slip. */
export function Stamp({ text, size = 'large', fresh = false }: StampProps) {
  return (
    <span
      className={classNames(
        styles.stamp,
        tones[text],
        size === 'small' && styles.small,
        fresh && styles.fresh,
      )}
    >
      {text}
    </span>
  );
}
