import { describe, expect, it } from 'vitest';
import { practise, writeSlip } from './errands.ts';
import { hasPrivateKeychain, noonIn, openHouse } from './house.ts';

describe.skipIf(!hasPrivateKeychain)('a slip that ends soon', () => {
  it('shows in the tray and tells once, a click leads to it, and a restart repeats nothing', async () => {
    const { app, ...house } = await openHouse();
    const first = await house.owner();
    await practise(first);
    await writeSlip(first);
    expect((await app.desktop()).notifications).toEqual([]);
    await app.closeWindow();

    await house.setClock(noonIn(25));
    const { notifications, tray } = await app.until(
      (desktop) => desktop.notifications.length > 0 && desktop.tray?.toolTip !== 'Permission Slip',
    );
    expect(notifications).toEqual([
      {
        title: expect.stringMatching(/^Practice slip 1 ends in [56] days\.$/),
        body: expect.stringMatching(/^Its agent loses access on/),
      },
    ]);
    expect(JSON.stringify(notifications)).not.toContain('bakery');
    expect(tray?.toolTip).toBe('Permission Slip: one thing needs a look');

    await app.clickNotification();
    await (await house.owner()).sees('Show visitors the new page');

    await app.restart();
    await house.setClock(noonIn(31));
    const again = await app.until((desktop) => desktop.notifications.length > 0);
    expect(again.notifications.map(({ title }) => title)).toEqual(['Practice slip 1 has ended.']);
  });
});
