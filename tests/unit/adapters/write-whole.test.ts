import { describe, expect, it } from 'vitest';
import { despiteOthers } from '../../../electron/adapters/write-whole.ts';

/** Fails with a code so many times before it goes well. */
function held(code: string, times: number) {
  const tried = { times: 0 };
  const run = async () => {
    tried.times += 1;
    if (tried.times <= times) throw Object.assign(new Error(code), { code });
    return 'done';
  };
  return { tried, run };
}

describe('a file that another program has open', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows for a while (%s)', async (code) => {
    const { tried, run } = held(code, 3);
    expect([await despiteOthers(run, 'win32'), tried.times]).toEqual(['done', 4]);
  });

  it('is given up on elsewhere, and where the trouble is another', async () => {
    for (const [code, platform] of [
      ['EPERM', 'linux'],
      ['EACCES', 'darwin'],
      ['ENOSPC', 'win32'],
    ] as const) {
      const { tried, run } = held(code, 1);
      await expect(despiteOthers(run, platform)).rejects.toThrow(code);
      expect(tried.times).toBe(1);
    }
  });
});
