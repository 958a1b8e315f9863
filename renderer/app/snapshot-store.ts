import { createReader } from '../../shared/ipc/carried-snapshot.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Client } from '../client.ts';
import { writeDatesAs } from './dates.ts';

/** What a window knows of the truth in the main process. */
export type SnapshotState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly snapshot: Snapshot }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Holds the newest snapshot, in the shape that useSyncExternalStore takes. */
export type SnapshotStore = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => SnapshotState;
  readonly ask: () => Promise<void>;
};

/** Asks once, then takes each new snapshot whole. An older one that arrives late is left out. */
export function createSnapshotStore(client: Client): SnapshotStore {
  const read = createReader();
  let state: SnapshotState = { kind: 'loading' };
  const listeners = new Set<() => void>();

  function become(next: SnapshotState): void {
    if (
      state.kind === 'ready' &&
      (next.kind !== 'ready' || next.snapshot.revision < state.snapshot.revision)
    ) {
      return;
    }
    state = next;
    if (next.kind === 'ready') writeDatesAs(next.snapshot.preferences.dates);
    for (const listener of listeners) listener();
  }

  client.on['snapshot:changed']((carried) => become({ kind: 'ready', snapshot: read(carried) }));

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => state,
    async ask() {
      const answer = await client.call('snapshot:get');
      become(
        answer.ok
          ? { kind: 'ready', snapshot: read(answer.value) }
          : { kind: 'failed', problem: answer.problem },
      );
    },
  };
}
