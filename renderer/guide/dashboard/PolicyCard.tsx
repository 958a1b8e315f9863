import type { ReactNode } from 'react';
import styles from './PolicyCard.module.css';
import { PressButton } from './PressButton.tsx';

type PolicyCardProps = {
  /** "Policy 1" and so on. */
  readonly title: string;
  /** What the policy says when it is closed. */
  readonly summary?: string;
  /** What can be pressed at the end of its first line. */
  readonly action?: { readonly label: string; readonly onPress?: (() => void) | undefined };
  readonly children?: ReactNode;
};

/** One policy of a token: where it works, and what it may do there. */
export function PolicyCard({ title, summary, action, children }: PolicyCardProps) {
  return (
    <section className={styles.card}>
      <div className={styles.head}>
        <div>
          <h3 className={styles.title}>{title}</h3>
          {summary === undefined ? null : <p className={styles.summary}>{summary}</p>}
        </div>
        {action === undefined ? null : <PressButton onPress={action.onPress}>{action.label}</PressButton>}
      </div>
      {children}
    </section>
  );
}
