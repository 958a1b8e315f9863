import { createContext, use } from 'react';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Client } from '../client.ts';
import type { KeptPlace } from '../home/kept-place.ts';
import type { View } from './view.ts';

/** What every screen can reach without being handed it. */
export type AppContext = {
  readonly client: Client;
  readonly snapshot: Snapshot;
  readonly show: (view: View) => void;
  /** The clock of the computer, replaced in tests. */
  readonly now: () => Date;
  /** Says something to a screen reader, through the one live region of the window. */
  readonly announce: (text: string) => void;
  /** Where the owner was at home. It changes without anything being drawn anew. */
  readonly homePlace: KeptPlace;
};

export const appContext = createContext<AppContext | null>(null);

/** The services and the snapshot of this window. */
export function useApp(): AppContext {
  const value = use(appContext);
  if (value === null) throw new Error('useApp is called outside of App');
  return value;
}
