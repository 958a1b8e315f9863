import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { PermissionKey } from '../../../shared/catalogue/permission-groups.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './PermissionRow.module.css';
import type { Row, Tick } from './shelves.ts';

type PermissionRowProps = {
  readonly row: Row;
  readonly onTick: (key: PermissionKey, held: boolean) => void;
};

/** One product with its boxes, each with what it lets an agent do. */
export function PermissionRow({ row, onTick }: PermissionRowProps) {
  const title = (
    <>
      <span data-screen-label>{row.title}</span>
      {row.reach === null ? null : <small className={styles.tag}>{row.reach}</small>}
    </>
  );
  if (row.barred !== null) {
    return (
      <div className={styles.row}>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.note}>{row.barred}</p>
      </div>
    );
  }
  return (
    <fieldset className={styles.row}>
      <legend className={styles.title}>{title}</legend>
      {row.ticks.map((tick) => (
        <Box key={tick.key} tick={tick} onTick={onTick} />
      ))}
    </fieldset>
  );
}

function Box({ tick, onTick }: { readonly tick: Tick } & Pick<PermissionRowProps, 'onTick'>) {
  const id = useId();
  const { care, barred } = tick;
  const warning = barred === null && care.kind !== 'fine' ? care : null;
  const note = barred ?? (tick.state === 'comes-along' ? 'Comes along with what you ticked.' : null);
  const described = [note === null ? null : `${id}-note`, warning === null ? null : `${id}-warning`];
  return (
    <div className={styles.tick}>
      <input
        id={id}
        type="checkbox"
        checked={tick.state !== 'open'}
        disabled={barred !== null || tick.state === 'comes-along'}
        aria-describedby={described.filter((one) => one !== null).join(' ') || undefined}
        onChange={({ target }) => onTick(tick.key, target.checked)}
      />
      <div className={styles.words}>
        <label htmlFor={id}>
          <b data-screen-label>{tick.box}</b> <span>{tick.phrase}</span>
        </label>
        {note === null ? null : (
          <p id={`${id}-note`} className={styles.note}>
            {note}
          </p>
        )}
        {warning === null ? null : (
          <p
            id={`${id}-warning`}
            className={classNames(styles.warning, warning.kind === 'dangerous' && styles.dangerous)}
          >
            <TriangleAlert size={16} aria-hidden />
            <span>{warning.why}</span>
          </p>
        )}
      </div>
    </div>
  );
}
