import { Check } from 'lucide-react';
import { classNames } from '../../ui/class-names.ts';
import styles from './Tick.module.css';

type TickProps = {
  /** The word beside the box. */
  readonly label: string;
  /** The whole name, for who can't see the row it stands in. */
  readonly name?: string;
  readonly kind?: 'box' | 'round';
  /** Radio buttons of one question share it. */
  readonly group?: string;
  readonly ticked: boolean;
  readonly onTick?: ((ticked: boolean) => void) | undefined;
};

/** A box to tick, or a round one of several: drawn, or a real one where a handler is given. */
export function Tick({ label, name = label, kind = 'box', group, ticked, onTick }: TickProps) {
  const box = (
    <span
      className={classNames(styles.box, kind === 'round' && styles.round, ticked && styles.on)}
      aria-hidden
    >
      {ticked && kind === 'box' ? <Check size={13} strokeWidth={3.5} /> : null}
    </span>
  );
  if (onTick === undefined) {
    return (
      <span className={styles.tick}>
        {box} {label}
      </span>
    );
  }
  return (
    <label className={classNames(styles.tick, styles.live)}>
      <input
        type={kind === 'box' ? 'checkbox' : 'radio'}
        className="visually-hidden"
        name={group}
        aria-label={name}
        checked={ticked}
        onChange={(event) => onTick(event.target.checked)}
      />
      {box} {label}
    </label>
  );
}
