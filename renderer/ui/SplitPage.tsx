import type { ReactNode } from 'react';
import styles from './SplitPage.module.css';

type SplitPageProps = {
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly aside: ReactNode;
  readonly asideLabel: string;
};

/** Questions on the left, the slip on the right. In a small window the right side moves above the questions. */
export function SplitPage({ children, foot, aside, asideLabel }: SplitPageProps) {
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <div className={styles.content}>{children}</div>
        {foot === undefined ? null : <div className={styles.foot}>{foot}</div>}
      </main>
      <aside className={styles.aside} aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}
