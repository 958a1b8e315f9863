import { describe, expect, it, onTestFinished } from 'vitest';
import { startDunst } from '../../build/launch/dunst.ts';
import { practise, writeSlip } from './errands.ts';
import { hasPrivateKeychain, noonIn, openHouse } from './house.ts';

describe.skipIf(!hasPrivateKeychain)('on a desktop with a notification daemon', () => {
  it('a reminder is seen, a click leads to its slip, and a newer one takes its place', async () => {
    const house = await openHouse({ notifies: true });
    const dunst = await startDunst(house.keychain.env);
    onTestFinished(() => dunst.stop());
    const { app } = house;
    const first = await house.owner();
    await practise(first);
    await writeSlip(first);
    await app.closeWindow();
    expect(await dunst.onScreen()).toBe(0);

    await house.setClock(noonIn(25));
    await expect.poll(() => dunst.onScreen(), { timeout: 20_000 }).toBe(1);
    expect(dunst.shown()).toMatch(/summary: 'Practice slip 1 ends in [56] days\.'/);
    expect(dunst.shown()).toContain("appname: 'Permission Slip'");
    expect(dunst.shown()).not.toContain('bakery');

    await house.setClock(noonIn(31));
    await expect
      .poll(() => dunst.shown(), { timeout: 20_000 })
      .toContain("summary: 'Practice slip 1 has ended.'");
    await expect.poll(() => dunst.onScreen(), { timeout: 20_000 }).toBe(1);

    await dunst.click();
    await (await house.owner()).sees('Show visitors the new page');
    await expect.poll(() => dunst.onScreen(), { timeout: 20_000 }).toBe(0);
  });
});
