import { useEffect, useRef } from 'react';
import type { Stamp } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { useApp } from '../app/app-context.ts';

/** Where the owner was at home, for as long as the window is there. */
export type KeptPlace = {
  typed: string;
  stamp: Stamp | null;
  endedOpen: boolean;
  scroll: number;
  /** The slip that was opened from its card; null once the keyboard is back there. */
  opened: string | null;
  /** Whether home itself says how the stop of all agents has ended. */
  tellsStop: boolean;
  /** Whether the note was closed that the list of slips is a copy. */
  closedRestored: boolean;
};

/** Home as it is when it is seen first. */
export const newPlace = (): KeptPlace => ({
  typed: '',
  stamp: null,
  endedOpen: false,
  scroll: 0,
  opened: null,
  tellsStop: false,
  closedRestored: false,
});

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

/** Gives the focus back to the button that opened a slip, unless the owner has gone on by the time it is drawn. */
export function useKeptFocusOn(id: string) {
  const { homePlace } = useApp();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (homePlace.opened !== id) return;
    homePlace.opened = null;
    const focused = document.activeElement;
    if (focused === document.body || focused?.tagName === 'H1')
      button.current?.focus({ preventScroll: true });
  }, [homePlace, id]);
  return button;
}

/** Runs a stop of many agents whose end home says itself; where home was left, the window does. */
export function useToldStop() {
  const { homePlace } = useApp();
  useEffect(
    () => () => {
      homePlace.tellsStop = false;
    },
    [homePlace],
  );
  return async <T>(stop: () => Promise<T>): Promise<T> => {
    homePlace.tellsStop = true;
    const ended = await stop();
    homePlace.tellsStop = false;
    return ended;
  };
}

/** Says that the stop of many agents has ended, wherever the owner is by then. */
export function useStopEnd(
  { progress }: Snapshot,
  announce: (text: string) => void,
  homePlace: KeptPlace,
): void {
  const isStopping = progress.doing === 'stopping-all';
  const was = useRef(isStopping);
  useEffect(() => {
    if (was.current && !isStopping && !homePlace.tellsStop) announce('The stop of your agents has ended.');
    was.current = isStopping;
  }, [isStopping, announce, homePlace]);
}
