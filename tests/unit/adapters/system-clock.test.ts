import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/adapters/system-clock.ts';

describe("the computer's clock", () => {
  it('ends a wait at once when it is stopped', async () => {
    const stop = new AbortController();
    const waiting = systemClock.wait(60_000, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('does not begin a wait that was stopped before', async () => {
    await expect(systemClock.wait(60_000, AbortSignal.abort())).resolves.toBeUndefined();
  });
});
