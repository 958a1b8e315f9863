import { createSnapshotStore } from './app/snapshot-store.ts';
import { createClient } from './client.ts';

/* Asked before React is even evaluated: the answer is under way while the rest of the window gets ready. */
export const client = createClient(window.permissionSlip);
export const store = createSnapshotStore(client);
void store.ask();
