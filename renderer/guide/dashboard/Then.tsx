import { ArrowDown } from 'lucide-react';
import styles from './Then.module.css';

/** Stands between two pages of one drawing: what opens after the press above it. */
export function Then({ children = 'Then this opens' }: { readonly children?: string }) {
  return (
    <p className={styles.then}>
      <span className={styles.words}>
        <ArrowDown size={14} aria-hidden /> {children}
      </span>
    </p>
  );
}
