import { EllipsisVertical } from 'lucide-react';
import { Target } from '../callouts/Target.tsx';
import { PressButton } from './PressButton.tsx';
import styles from './TokenMenu.module.css';

/** One line of a token's menu. */
export type TokenMenuItem = {
  readonly label: string;
  readonly target?: string;
  readonly onPress?: () => void;
};

type TokenMenuProps = {
  /** The token's name, for whoever can't see which line the dots stand in. */
  readonly of: string;
  readonly open: boolean;
  readonly items: readonly TokenMenuItem[];
  readonly target?: string;
  readonly onToggle?: () => void;
};

/** The three dots at the end of a token's line, and the menu that they open. */
export function TokenMenu({ of, open, items, target, onToggle }: TokenMenuProps) {
  const dots = <EllipsisVertical size={18} aria-hidden />;
  return (
    <div className={styles.corner}>
      <Target name={target} side="left">
        {onToggle === undefined ? (
          <span className={styles.dots}>{dots}</span>
        ) : (
          <button
            type="button"
            className={styles.dots}
            aria-label={`Menu of ${of}`}
            aria-expanded={open}
            onClick={onToggle}
          >
            {dots}
          </button>
        )}
      </Target>
      {open ? (
        <ul className={styles.menu}>
          {items.map(({ label, target: marked, onPress }) => (
            <li key={label}>
              <PressButton tone="link" target={marked} side="left" onPress={onPress}>
                {label}
              </PressButton>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
