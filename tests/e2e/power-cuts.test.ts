import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../build/bundle.ts';
import { errands } from '../../build/power-cuts/errands.ts';
import { cutAtEachMoment, cutAtRandom } from '../../build/power-cuts/power-cuts.ts';
import { hasPrivateKeychain } from './house.ts';

const main = join(root, 'dist', 'main', 'main.cjs');

/** How many changes each errand makes outside of the app by itself: fewer would mean that some are not seen. */
const leastChanges: Readonly<Record<string, number>> = {
  connect: 6,
  create: 5,
  swap: 4,
  'swap a leak': 5,
  change: 10,
  stop: 4,
  'stop all': 7,
  bring: 3,
  save: 3,
};

describe.skipIf(!hasPrivateKeychain)('wherever the power fails', { timeout: 300_000 }, () => {
  it.each(errands)(
    'during "$name", no token is lost, none forgotten, and no two stories are told',
    async (errand) => {
      const { wrong, inTheMiddle } = await cutAtEachMoment(main, errand);
      expect(wrong).toEqual([]);
      expect(inTheMiddle).toBeGreaterThanOrEqual(leastChanges[errand.name] ?? Number.NaN);
    },
  );

  it('at random moments, also while the app comes back', async () => {
    const { wrong, cuts, inTheMiddle } = await cutAtRandom(main, 20, 4);
    expect(wrong).toEqual([]);
    expect(cuts).toBe(20);
    expect(inTheMiddle).toBeGreaterThan(5);
  });
});
