import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import styles from './PrintSheet.module.css';

type PrintSheetProps = { readonly children: ReactNode; readonly onDone: () => void };

/** Something on paper: hands it to the system's print dialog, and shows nothing on the screen. */
export function PrintSheet({ children, onDone }: PrintSheetProps) {
  const done = useEffectEvent(onDone);
  useEffect(() => {
    const end = () => done();
    window.addEventListener('afterprint', end);
    window.print();
    return () => window.removeEventListener('afterprint', end);
  }, []);
  return createPortal(<div className={styles.sheet}>{children}</div>, document.body);
}
