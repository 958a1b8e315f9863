import { describe, expect, it } from 'vitest';
import { copyPrompt, offerKey, writeSlip } from './errands.ts';
import { type House, hasPrivateKeychain, openHouse } from './house.ts';

const calm = 'Permission Slip';

/** A slip made with a key that is kept, whose owner is not sure where its token was saved, and a closed window. */
async function worriedOwner() {
  const house = await openHouse();
  const owner = await house.owner();
  await offerKey(owner, house);
  await owner.choose("Keep in this computer's keychain");
  await owner.press('Connect');
  await owner.sees('Your slips');
  await writeSlip(owner);
  const { item } = await copyPrompt(owner, house);
  const old = (await house.lookUp(item)) ?? '';
  await owner.press('Done');
  await owner.press(/^Open slip /);
  await owner.press('I am not sure where I saved it');
  await owner.press('Not now');
  await house.app.closeWindow();
  return { house, item, old };
}

/** An hour and a half from now, or the noon after that, so that no quiet hours are in the way. */
async function later({ setClock, app }: House): Promise<void> {
  const soon = new Date(Date.now() + 90 * 60_000);
  const isDay = soon.getHours() >= 10 && soon.getHours() < 18;
  const noon = new Date(soon.getFullYear(), soon.getMonth(), soon.getDate() + 1, 12);
  await setClock(isDay ? soon : noon);
  await app.until(({ tray }) => tray?.toolTip !== calm);
}

/** From the open slip's page to a token that was swapped, and the old one dead. */
async function swap(house: House, item: string, old: string): Promise<void> {
  const { cloudflare, app } = house;
  const owner = await house.owner();
  await owner.press('Rotate the token');
  await owner.press('Rotate it now');
  await owner.page.getByRole('dialog', { name: 'The token is rotated' }).waitFor();
  await owner.press('Done');

  const next = (await house.lookUp(item)) ?? '';
  const zone = `/zones/${cloudflare.practice.seed.zones.bakery.id}`;
  expect((await cloudflare.ask(old, 'GET', zone)).status).toBeGreaterThanOrEqual(400);
  expect((await cloudflare.ask(next, 'GET', zone)).status).toBe(200);
  expect(cloudflare.liveTokens()).toEqual([cloudflare.tokenOf(next)]);
  await app.until(({ tray }) => tray?.toolTip === calm);
}

describe.skipIf(!hasPrivateKeychain)('what a slip reminds of', () => {
  it('is told, led to by a click, and settled by a swap, after which the tray is calm', async () => {
    const { house, item, old } = await worriedOwner();
    await later(house);
    const { notifications } = await house.app.until(({ notifications: shown }) => shown.length > 0);
    expect(notifications.map(({ title }) => title)).toEqual([
      'You are not sure where the token of slip 1 is.',
    ]);
    await house.app.clickNotification();
    await swap(house, item, old);
  });

  it('is still there after a restart in between, is not told twice, and settled in the same way', async () => {
    const { house, item, old } = await worriedOwner();
    await later(house);
    await house.app.until(({ notifications }) => notifications.length > 0);

    await house.app.restart();
    const { notifications } = await house.app.until(({ tray }) => tray !== null && tray.toolTip !== calm);
    expect(notifications).toEqual([]);
    await (await house.owner()).press(/^Open slip /);
    await swap(house, item, old);
    expect((await house.app.desktop()).notifications).toEqual([]);
  });
});
