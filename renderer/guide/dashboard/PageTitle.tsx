import type { ReactNode } from 'react';
import styles from './PageTitle.module.css';

type PageTitleProps = {
  readonly title: string;
  readonly text?: string;
  /** What stands at the end of the line, such as a button. */
  readonly action?: ReactNode;
};

/** The heading of a page of the dashboard. */
export function PageTitle({ title, text, action }: PageTitleProps) {
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        <h2 className={styles.title}>{title}</h2>
        {text === undefined ? null : <p className={styles.text}>{text}</p>}
      </div>
      {action}
    </div>
  );
}
