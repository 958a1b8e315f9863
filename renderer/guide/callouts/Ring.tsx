import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useCallout } from './callout-context.ts';
import styles from './Ring.module.css';

/** How wide a drawn element is: by itself, as a field, or as a line of several fields. */
export type Size = 'own' | 'field' | 'line';

type RingProps = { readonly name: string | undefined; readonly size?: Size; readonly children: ReactNode };

/** Names a drawn element, and draws the numbered ring around it while the step that is shown presses it. */
export function Ring({ name, size = 'own', children }: RingProps) {
  const callout = useCallout(name);
  if (name === undefined) return children;
  return (
    <div
      className={classNames(styles.plain, size !== 'own' && styles[size], callout !== null && styles.ring)}
      data-target={name}
    >
      {children}
      {callout === null ? null : <b className={styles.number}>{callout.number}</b>}
    </div>
  );
}
