import { useEffect } from 'react';
import type { Stamp } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';

/** Where the owner was at home, for as long as the window is there. */
export type KeptPlace = { typed: string; stamp: Stamp | null; endedOpen: boolean; scroll: number };

/** Home as it is when it is seen first. */
export const newPlace = (): KeptPlace => ({ typed: '', stamp: null, endedOpen: false, scroll: 0 });

/** Brings home back to where it was scrolled to when the owner opened something, and remembers where that is. */
export function useKeptScroll(): void {
  const { homePlace } = useApp();
  useEffect(() => {
    if (homePlace.scroll > 0) window.scrollTo({ top: homePlace.scroll, behavior: 'instant' });
    const note = () => {
      homePlace.scroll = window.scrollY;
    };
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, [homePlace]);
}
