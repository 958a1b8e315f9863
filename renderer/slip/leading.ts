import { opensNothing } from '../../shared/left-behind.ts';
import { deadSince, isInForce, leaksOf, needsCopyAgain, type Slip, stampOf } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { isPaused } from './paused.ts';

/** What on a slip's page its one primary button is about: something to answer or to mend, a look, or else the prompt. */
export type Leading =
  | 'question'
  | 'swap'
  | 'old'
  | 'dead'
  | 'concern'
  | 'copy'
  | 'look'
  | 'paused'
  | 'prompt';

/** What leads on a slip's page, the most pressing first; null where nothing does. */
export function leadingOn(
  slip: Slip,
  now: Date,
  snapshot: Pick<Snapshot, 'agents' | 'cleanUps'>,
): Leading | null {
  if (snapshot.agents.asks.waiting.some((one) => one.slip === slip.id)) return 'question';
  const { token, old } = leaksOf(slip);
  const stamp = stampOf(slip, now);
  const isUnfinished = slip.stopping !== null || slip.rotating !== null || token !== null;
  if (isUnfinished && isInForce(stamp)) return 'swap';
  const isLeft = snapshot.cleanUps.some((one) => one.oldOf === slip.id && !opensNothing(one, now.getTime()));
  if (old !== null && isLeft) return 'old';
  if (deadSince(slip) !== null) return 'dead';
  if (slip.concerns.length > 0) return 'concern';
  if (needsCopyAgain(slip)) return 'copy';
  if (stamp === 'REVIEW SOON') return 'look';
  if (stamp !== 'READY') return null;
  return isPaused(slip, snapshot) ? 'paused' : 'prompt';
}
