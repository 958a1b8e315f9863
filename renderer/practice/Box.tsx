import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Box.module.css';

type BoxProps = { readonly label: string; readonly under: ReactNode; readonly children: ReactNode };

/** A box that only its own buttons close; the page under it can't be reached. */
export function Box({ label, under, children }: BoxProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles.stage}>
      <div inert className={styles.under}>
        {under}
      </div>
      <div className={styles.veil} />
      <dialog open ref={box} tabIndex={-1} aria-modal="true" aria-label={label} className={styles.box}>
        {children}
      </dialog>
    </div>
  );
}
