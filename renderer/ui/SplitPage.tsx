import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './SplitPage.module.css';

type SplitPageProps = {
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly aside: ReactNode;
  readonly asideLabel: string;
  /** Where the right side goes in a small window: above as a strip, or below what it belongs to. */
  readonly asideInSmall?: 'above' | 'below';
};

/** Questions on the left, the slip on the right. In a small window they stand above one another. */
export function SplitPage({ children, foot, aside, asideLabel, asideInSmall = 'above' }: SplitPageProps) {
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <div className={styles.content}>{children}</div>
        {foot === undefined ? null : <div className={`${styles.foot} soft-edge`}>{foot}</div>}
      </main>
      <aside className={classNames(styles.aside, styles[asideInSmall])} aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}
