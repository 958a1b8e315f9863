import { readFileSync } from 'node:fs';
import type { Clock } from '../core/ports.ts';
import { systemClock } from './system-clock.ts';

/** How often a wait looks whether the clock was moved past its end, in milliseconds. */
const lookEveryMs = 200;

/**
 * The computer's clock, moved by the milliseconds that stand in a file: tests and demonstrations move it as they go. A wait
 * ends as soon as the clock is moved past its end, and never later than by the computer's own.
 */
export function movedClock(path: string): Clock {
  const offset = () => {
    try {
      return Number(readFileSync(path, 'utf8')) || 0;
    } catch {
      return 0;
    }
  };
  const now = () => new Date(systemClock.now().getTime() + offset());
  return {
    now,
    wait: async (milliseconds, signal) => {
      const end = now().getTime() + milliseconds;
      for (let left = milliseconds; left > 0; left -= lookEveryMs) {
        if (signal?.aborted === true || now().getTime() >= end) return;
        await systemClock.wait(Math.min(left, lookEveryMs), signal);
      }
    },
  };
}
