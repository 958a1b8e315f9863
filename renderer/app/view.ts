import type { Screen } from '../../shared/ipc/contract.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** The screen that a window shows. It is kept in the window alone. */
export type View =
  | { readonly name: 'home' }
  /** `next` is where the owner was going when the key was missing. */
  | { readonly name: 'connect'; readonly next: Exclude<View, { name: 'connect' }> }
  | { readonly name: 'wizard' }
  /** `fresh` is the slip that the wizard has just made. */
  | { readonly name: 'slip'; readonly id: string; readonly fresh: boolean };

/** Whether new slips can be made at once: practice needs no key of the owner's. */
export function canWriteSlips(snapshot: Snapshot): boolean {
  return snapshot.world === 'practice' || snapshot.connection !== null;
}

/** Where "New slip" leads. Without a setup key there is nothing to make a token with, so that comes first. */
export function viewOfNewSlip(snapshot: Snapshot): View {
  return canWriteSlips(snapshot) ? { name: 'wizard' } : { name: 'connect', next: { name: 'wizard' } };
}

/** The view that something outside of the window asks for. */
export function viewOfScreen(screen: Screen): View {
  return screen.name === 'slip' ? { ...screen, fresh: false } : screen;
}
