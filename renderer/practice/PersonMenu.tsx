import { User } from 'lucide-react';
import { useState } from 'react';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import type { PageProps } from './Dashboard.tsx';
import styles from './PersonMenu.module.css';

/** The round picture at the top right, and what it opens. */
export function PersonMenu({ scene, show }: Pick<PageProps, 'scene' | 'show'>) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.corner}>
      {open ? (
        <>
          {scene.accounts.length > 1 ? (
            <PressButton onPress={() => show({ at: 'choose-account', next: { at: 'home' } })}>
              Switch account
            </PressButton>
          ) : null}
          <PressButton onPress={() => show({ at: 'profile' })}>Profile</PressButton>
        </>
      ) : null}
      <button
        type="button"
        className={styles.picture}
        aria-label="Your picture"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <User size={18} aria-hidden />
      </button>
    </div>
  );
}
