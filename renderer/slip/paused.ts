import { isCalm, type Slip, stampOf } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { ShownStamp } from '../ui/Stamp.tsx';

/** Whether the agent of a slip is stopped for now: its slip stands, and nothing it asks for gets through. */
export function isPaused({ id, route }: Slip, { agents }: Pick<Snapshot, 'agents'>): boolean {
  return route.kind === 'local' && agents.stopped.includes(id);
}

/** The stamp of a slip as its owner sees it: what needs a look comes before a pause. */
export function shownStamp(slip: Slip, now: Date, snapshot: Pick<Snapshot, 'agents'>): ShownStamp {
  const stamp = stampOf(slip, now);
  return isPaused(slip, snapshot) && isCalm(stamp) ? 'PAUSED' : stamp;
}
