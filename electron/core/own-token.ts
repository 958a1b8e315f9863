import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { wasImported } from '../../shared/slip-import.ts';
import type { KeyInHand } from './key-ring.ts';
import type { Cloudflare } from './ports.ts';

/**
 * Whether the token that a slip names is the slip's own. A slip that came from a file could name any token of the account
 * and have it swapped or deleted, so there the token's name at Cloudflare has to be the one that stands in the slip.
 */
export async function isOwnToken(
  cloudflare: Cloudflare,
  { secret }: KeyInHand,
  slip: Slip,
): Promise<Result<null, Problem>> {
  if (!wasImported(slip)) return ok(null);
  const listed = await cloudflare.listTokens(secret, slip.token.owner);
  if (!listed.ok) return listed;
  const meant = listed.value.find(({ id }) => id === slip.token.id);
  return meant === undefined || meant.name === slip.token.name
    ? ok(null)
    : failed({ code: 'token-not-of-slip', number: slip.number });
}
