import { classNames } from '../../ui/class-names.ts';
import { Target } from '../callouts/Target.tsx';
import styles from './SideMenu.module.css';

/** One line of a menu on the left. */
export type MenuItem = {
  readonly label: string;
  readonly under?: boolean;
  readonly current?: boolean;
  readonly target?: string;
  readonly onPress?: () => void;
};

export type SideMenuProps = {
  /** Whose menu it is: the account, or the person. */
  readonly owner: string;
  readonly items: readonly MenuItem[];
  /** In a narrow drawing a menu that nobody needs for this step is left out. */
  readonly needed?: boolean;
};

/** The menu on the left of the dashboard. Items are pressed only where a handler is given. */
export function SideMenu({ owner, items, needed = false }: SideMenuProps) {
  const live = items.some(({ onPress }) => onPress !== undefined);
  const Element = live ? 'nav' : 'div';
  return (
    <Element
      className={classNames(styles.menu, !needed && !live && styles.faint)}
      {...(live ? { 'aria-label': `Menu of ${owner}` } : {})}
    >
      <b className={styles.owner}>{owner}</b>
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.label} className={classNames(item.under === true && styles.under)}>
            <Target name={item.target} side="menu">
              <Line {...item} />
            </Target>
          </li>
        ))}
      </ul>
    </Element>
  );
}

function Line({ label, current = false, target, onPress }: MenuItem) {
  const look = classNames(styles.item, current && styles.current, target !== undefined && styles.wanted);
  if (onPress === undefined) return <span className={look}>{label}</span>;
  return (
    <button type="button" className={look} aria-current={current ? 'page' : undefined} onClick={onPress}>
      {label}
    </button>
  );
}
