import type { CloudflareProblem } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/result.ts';
import type { Clock } from '../../core/ports.ts';

/* Milliseconds before the second and the third try. */
const pauses = [300, 1200] as const;

/** The longest wait, in seconds, that Cloudflare may ask for and that is still sat out instead of told to the owner. */
const longestAskedWait = 5;

/**
 * Repeats something that is safe to repeat. The SDK's own repeats are off: it repeats what makes a token, too, and does
 * not wait as long as Cloudflare asks for.
 */
export async function repeatSafely<T>(
  clock: Clock,
  attempt: () => Promise<Result<T, CloudflareProblem>>,
  signal?: AbortSignal,
): Promise<Result<T, CloudflareProblem>> {
  for (const pause of pauses) {
    const result = await attempt();
    const wait = result.ok ? null : waitFor(result.problem, pause);
    if (wait === null || signal?.aborted) return result;
    await clock.wait(wait, signal);
  }
  return attempt();
}

function waitFor(problem: CloudflareProblem, pause: number): number | null {
  switch (problem.code) {
    case 'offline':
    case 'timed-out':
    case 'cloudflare-down':
    case 'malformed-answer':
      return pause;
    case 'rate-limited':
      return problem.retryAfterSeconds <= longestAskedWait ? problem.retryAfterSeconds * 1000 : null;
    default:
      return null;
  }
}
