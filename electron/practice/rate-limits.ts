import { refusal } from './answers.ts';
import type { StoredToken } from './state.ts';

/** Cloudflare's own limits that every caller meets, in requests per five minutes. */
const windowSeconds = 300;
const requestsPerWindow = 1200;

interface Window {
  startedAt: number;
  used: number;
  blockedUntil: number;
}

/** Counts requests, and refuses when a caller has had their share. */
export interface RateLimits {
  /** Counts one request of this token and returns the headers that say how much is left. */
  readonly request: (token: StoredToken) => Readonly<Record<string, string>>;
  /** Takes from a bucket that refills steadily; false when it holds too little. */
  readonly take: (bucket: string, size: number, refillPerSecond: number, amount: number) => boolean;
}

/** Counting by an injected clock; nothing of it is kept across restarts, as at Cloudflare. */
export function createRateLimits(now: () => Date): RateLimits {
  const windows = new Map<string, Window>();
  const buckets = new Map<string, { level: number; at: number }>();

  return {
    request(token) {
      // All tokens of one user share a count; an account-owned token has its own.
      const key = token.owner.kind === 'user' ? `user:${token.owner.userId}` : `token:${token.id}`;
      const at = now().getTime() / 1000;
      let window = windows.get(key);
      if (window === undefined || at - window.startedAt >= windowSeconds) {
        window = { startedAt: at, used: 0, blockedUntil: window?.blockedUntil ?? 0 };
        windows.set(key, window);
      }
      if (window.used >= requestsPerWindow && window.blockedUntil <= at) {
        window.blockedUntil = at + windowSeconds;
      }
      if (window.blockedUntil > at) throw tooMany(Math.ceil(window.blockedUntil - at));
      window.used += 1;
      const left = Math.max(1, Math.ceil(window.startedAt + windowSeconds - at));
      return limitHeaders(requestsPerWindow - window.used, left);
    },
    take(name, size, refillPerSecond, amount) {
      const at = now().getTime() / 1000;
      const bucket = buckets.get(name) ?? { level: size, at };
      const level = Math.min(size, bucket.level + (at - bucket.at) * refillPerSecond);
      const enough = level >= amount;
      buckets.set(name, { level: enough ? level - amount : level, at });
      return enough;
    },
  };
}

function limitHeaders(left: number, seconds: number): Record<string, string> {
  return {
    ratelimit: `"default";r=${left};t=${seconds}`,
    'ratelimit-policy': `"default";q=${requestsPerWindow};w=${windowSeconds}`,
  };
}

/** The answer to a caller who has asked too often. */
export function tooMany(
  retryAfterSeconds: number,
  message = 'Rate limited. Please wait and consider throttling your request speed',
) {
  return refusal(429, 10429, message, {
    headers: { ...limitHeaders(0, retryAfterSeconds), 'retry-after': String(retryAfterSeconds) },
  });
}
