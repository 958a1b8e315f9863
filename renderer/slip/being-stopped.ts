import { type Slip, waitsToStop } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** Whether the token of a slip is being deleted right now, alone or with those of all others. */
export function isBeingStopped(
  slip: Slip,
  { revoking, progress }: Pick<Snapshot, 'revoking' | 'progress'>,
): boolean {
  return revoking.includes(slip.id) || (waitsToStop(slip) && progress.doing === 'stopping-all');
}
