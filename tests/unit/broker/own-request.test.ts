import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerMs, mostRead, readWhole } from '../../../electron/broker/own-request.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the answer to a change', () => {
  it('is given up where it trickles and never ends, so that the next change is not held up', async () => {
    const body = new Readable({ read: () => undefined });
    const reading = readWhole(body);
    for (let waited = 0; waited < answerMs; waited += 10_000) {
      body.push('x');
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect([await reading, body.destroyed]).toEqual([null, true]);
  });

  it('is given up where it is larger than anything that is meant to be read', async () => {
    const body = Readable.from([Buffer.alloc(mostRead), Buffer.alloc(1)]);
    expect([await readWhole(body), body.destroyed]).toEqual([null, true]);
  });

  it('is no answer where it breaks off', async () => {
    const body = new Readable({ read: () => undefined });
    const reading = readWhole(body);
    body.push('{"success":true');
    body.destroy(new Error('connection lost'));
    expect(await reading).toBeNull();
  });
});
