import type { CloudflareProblem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import type { TokenOwner } from '../../shared/slip.ts';
import type { Clock, Cloudflare, VerifiedToken } from './ports.ts';
import type { Secret } from './secret.ts';

/* How long to wait before a refused value is tried again, in milliseconds. */
const secondLookMs = 5000;

/**
 * Has Cloudflare verify a value of which a refusal has consequences. It counts once it was given twice: the first may be
 * a slip of the network's, or of a part of Cloudflare that does not know a new value yet.
 */
export async function verifySurely(
  { cloudflare, clock }: { readonly cloudflare: Cloudflare; readonly clock: Clock },
  value: Secret,
  owner: TokenOwner,
  signal?: AbortSignal,
): Promise<Result<VerifiedToken, CloudflareProblem>> {
  const first = await cloudflare.verify(value, owner, signal);
  if (first.ok || first.problem.code !== 'token-refused') return first;
  await clock.wait(secondLookMs, signal);
  return cloudflare.verify(value, owner, signal);
}
