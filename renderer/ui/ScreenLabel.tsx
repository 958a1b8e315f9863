import type { ReactNode } from 'react';
import styles from './ScreenLabel.module.css';

/** Words exactly as Cloudflare's own screen shows them. They are not ours to simplify. */
export function ScreenLabel({ children }: { readonly children: ReactNode }) {
  return (
    <b className={styles.label} translate="no" data-screen-label>
      {children}
    </b>
  );
}
