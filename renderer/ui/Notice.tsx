import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Notice.module.css';

/** How urgent a notice is: told, well done, soon, or stopped. */
export type NoticeTone = 'calm' | 'good' | 'soon' | 'stop';

const icons = { calm: Info, good: CircleCheck, soon: TriangleAlert, stop: OctagonAlert } as const;

type NoticeProps = {
  readonly tone: NoticeTone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** A notice that answers something the owner just did is read out at once. */
  readonly urgent?: boolean;
};

/** Something to know, with what it means and the way on. */
export function Notice({ tone, title, children, actions, urgent = false }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <section className={classNames(styles.notice, styles[tone])} role={urgent ? 'alert' : undefined}>
      <div className={styles.body}>
        <Icon className={styles.icon} size={20} aria-hidden />
        <div className={styles.words}>
          <p className={styles.title}>{title}</p>
          {children === undefined ? null : <div className={styles.text}>{children}</div>}
        </div>
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
