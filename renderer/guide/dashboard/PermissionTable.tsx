import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { PermissionKey } from '../../../shared/catalogue/permission-groups.ts';
import { classNames } from '../../ui/class-names.ts';
import { CalloutLabel } from '../callouts/CalloutLabel.tsx';
import { Ring } from '../callouts/Ring.tsx';
import styles from './PermissionTable.module.css';
import { type DrawnGroup, type DrawnRow, tickedIn } from './permission-rows.ts';
import { Tick } from './Tick.tsx';
import { TypeField } from './TypeField.tsx';

type PermissionTableProps = {
  readonly groups: readonly DrawnGroup[];
  readonly ticked: ReadonlySet<PermissionKey>;
  readonly onTick?: ((key: PermissionKey, ticked: boolean) => void) | undefined;
  /** The headings that are open, by name; all of them unless told. */
  readonly open?: ReadonlySet<string> | undefined;
  readonly onOpen?: ((name: string, open: boolean) => void) | undefined;
  /** What the field above the list is searching for; without it the field is left out. */
  readonly search?: string | undefined;
  readonly onSearch?: ((search: string) => void) | undefined;
  /** Stands before each key in the names of the boxes, where a page has two lists. */
  readonly targetPrefix?: string;
  /** The name of all headings together, where their counters are to be read. */
  readonly countersTarget?: string | undefined;
};

/** The list of permissions: headings that open, rows, and in each row the boxes to tick. */
export function PermissionTable({
  groups,
  ticked,
  onTick,
  open,
  onOpen,
  search,
  onSearch,
  targetPrefix = '',
  countersTarget,
}: PermissionTableProps) {
  const listed = groups.map((group) => (
    <Group
      key={group.name}
      group={group}
      count={tickedIn(group, ticked)}
      open={open?.has(group.name) ?? true}
      onOpen={onOpen}
    >
      {group.rows.map((row) => (
        <Row key={row.name} row={row} ticked={ticked} onTick={onTick} targetPrefix={targetPrefix} />
      ))}
    </Group>
  ));
  return (
    <div className={styles.list}>
      {search === undefined ? null : (
        <TypeField
          label="Search permissions"
          labelShown={false}
          type="search"
          placeholder="Search permissions"
          value={search}
          onChange={onSearch}
        />
      )}
      {countersTarget === undefined ? (
        <div className={styles.groups}>{listed}</div>
      ) : (
        <div className={styles.counted}>
          <Ring name={countersTarget}>
            <div className={styles.headings}>{listed}</div>
          </Ring>
          <CalloutLabel name={countersTarget} side="right" />
        </div>
      )}
    </div>
  );
}

type GroupProps = {
  readonly group: DrawnGroup;
  readonly count: number;
  readonly open: boolean;
  readonly onOpen: PermissionTableProps['onOpen'];
  readonly children: ReactNode;
};

function Group({ group, count, open, onOpen, children }: GroupProps) {
  const id = useId();
  const Arrow = open ? ChevronDown : ChevronRight;
  const words = (
    <>
      <Arrow size={14} aria-hidden /> {group.name}
      <span className={classNames(styles.count, count > 0 && styles.some)}>
        {count}/{group.boxes}
      </span>
    </>
  );
  return (
    <div className={styles.group}>
      {onOpen === undefined ? (
        <div className={styles.head}>{words}</div>
      ) : (
        <button
          type="button"
          className={styles.head}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onOpen(group.name, !open)}
        >
          {words}
        </button>
      )}
      <div id={id} hidden={!open}>
        {children}
      </div>
    </div>
  );
}

type RowProps = Pick<PermissionTableProps, 'ticked' | 'onTick'> & {
  readonly row: DrawnRow;
  readonly targetPrefix: string;
};

function Row({ row, ticked, onTick, targetPrefix }: RowProps) {
  const wanted = onTick !== undefined || row.boxes.some(({ key }) => ticked.has(key));
  return (
    <div className={styles.row}>
      <div className={classNames(styles.cells, !wanted && styles.faint)}>
        <span className={styles.name}>{row.name}</span>
        {row.boxes.map(({ key, label }) => (
          <div key={key} className={label === 'Read' ? styles.first : styles.second}>
            <Ring name={`${targetPrefix}${key}`}>
              <Tick
                label={label}
                name={`${row.name}: ${label}`}
                ticked={ticked.has(key)}
                onTick={onTick && ((on) => onTick(key, on))}
              />
            </Ring>
          </div>
        ))}
      </div>
      {row.boxes.map(({ key, label }) => (
        <div key={key} className={classNames(styles.callout, label === 'Read' && styles.calloutFirst)}>
          <CalloutLabel name={`${targetPrefix}${key}`} side="right" />
        </div>
      ))}
    </div>
  );
}
