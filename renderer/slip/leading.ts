import { deadSince, leaksOf, needsCopyAgain, type Slip, stampOf } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { isPaused } from './paused.ts';

/** What on a slip's page its one primary button is about: something to answer or to mend, a look, or else the prompt. */
export type Leading = 'question' | 'swap' | 'old' | 'dead' | 'concern' | 'copy' | 'look' | 'prompt';

/** What leads on a slip's page, the most pressing first; null where nothing does. */
export function leadingOn(slip: Slip, now: Date, snapshot: Pick<Snapshot, 'agents'>): Leading | null {
  if (snapshot.agents.asks.waiting.some((one) => one.slip === slip.id)) return 'question';
  const { token, old } = leaksOf(slip);
  if (slip.stopping !== null || slip.rotating !== null || token !== null) return 'swap';
  if (old !== null) return 'old';
  if (deadSince(slip) !== null) return 'dead';
  if (slip.concerns.length > 0) return 'concern';
  if (needsCopyAgain(slip)) return 'copy';
  const stamp = stampOf(slip, now);
  if (stamp === 'REVIEW SOON') return 'look';
  return stamp === 'READY' && !isPaused(slip, snapshot) ? 'prompt' : null;
}
