import type { Slip } from '../slip.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * A snapshot on its way to a window. Its slips are one text, as JSON: between a window's two worlds objects are copied
 * field by field, which takes seconds for thousands of slips, and a text is copied at once.
 */
export type CarriedSnapshot = Omit<Snapshot, 'slips'> & { readonly slips: string };

const written = new WeakMap<readonly Slip[], string>();

/** Makes a snapshot ready to cross. Slips that have not changed are not written again. */
export function carry(snapshot: Snapshot): CarriedSnapshot {
  const slips = written.get(snapshot.slips) ?? JSON.stringify(snapshot.slips);
  written.set(snapshot.slips, slips);
  return { ...snapshot, slips };
}

/** Reads snapshots that have crossed. The slips are the same list again while they have not changed. */
export function createReader(): (carried: CarriedSnapshot) => Snapshot {
  let last: { readonly text: string; readonly slips: readonly Slip[] } = { text: '[]', slips: [] };
  return (carried) => {
    /* Written by the main process of this very app, from what its types say. */
    if (carried.slips !== last.text) {
      last = { text: carried.slips, slips: JSON.parse(carried.slips) as readonly Slip[] };
    }
    return { ...carried, slips: last.slips };
  };
}
