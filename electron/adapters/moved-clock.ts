import { readFileSync } from 'node:fs';
import type { Clock } from '../core/ports.ts';
import { systemClock } from './system-clock.ts';

/** The computer's clock, moved by the milliseconds that stand in a file: tests and demonstrations move it as they go. */
export function movedClock(path: string): Clock {
  const offset = () => {
    try {
      return Number(readFileSync(path, 'utf8')) || 0;
    } catch {
      return 0;
    }
  };
  return { ...systemClock, now: () => new Date(systemClock.now().getTime() + offset()) };
}
