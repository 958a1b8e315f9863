import { useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import { PrintableGuide } from './PrintableGuide.tsx';
import styles from './PrintSheet.module.css';

type PrintSheetProps = { readonly plan: GuidePlan; readonly onDone: () => void };

/** All steps on paper: hands them to the system's print dialog, and shows nothing on the screen. */
export function PrintSheet({ plan, onDone }: PrintSheetProps) {
  const done = useEffectEvent(onDone);
  useEffect(() => {
    const end = () => done();
    window.addEventListener('afterprint', end);
    window.print();
    return () => window.removeEventListener('afterprint', end);
  }, []);
  return createPortal(
    <div className={styles.sheet}>
      <PrintableGuide plan={plan} />
    </div>,
    document.body,
  );
}
