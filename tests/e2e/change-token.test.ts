import { describe, expect, it } from 'vitest';
import { CanarySearch } from '../../build/tour/canary.ts';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import { book } from '../../electron/core/book.ts';
import { connect, copyPrompt, writeSlip } from './errands.ts';
import { type House, hasPrivateKeychain, openHouse } from './house.ts';

const dayMs = 86_400_000;

/** Days from now to when a token ends, rounded; null for one without an end. */
function daysOf(token: { readonly expiresOn: string | null } | undefined): number | null {
  const end = token?.expiresOn ?? null;
  return end === null ? null : Math.round((Date.parse(end) - Date.now()) / dayMs);
}

/** Whether a token does the slip's job at Cloudflare: the status of clearing the saved copy of a page. */
async function purge({ cloudflare }: House, token: string): Promise<number> {
  const path = `/zones/${cloudflare.practice.seed.zones.bakery.id}/purge_cache`;
  const body = { files: ['https://bakery.example/prices'] };
  return (await cloudflare.ask(token, 'POST', path, body)).status;
}

/** A slip for thirty days, with its page in the window and its token in the keychain. */
async function openSlip() {
  const house = await openHouse();
  const owner = await house.owner();
  await connect(owner, house);
  await writeSlip(owner);
  const { item } = await copyPrompt(owner, house);
  const old = (await house.lookUp(item)) ?? '';
  expect(await purge(house, old)).toBe(200);
  expect(daysOf(house.cloudflare.tokenOf(old))).toBe(30);
  await owner.press('Done');
  await owner.press(/^Open slip /);
  return { house, owner, item, old };
}

describe.skipIf(!hasPrivateKeychain)('a slip that gets another end date', () => {
  it('has a new token that ends then, in the old one’s place, and the old one is dead', async () => {
    const { house, owner, item, old } = await openSlip();
    const { app, cloudflare } = house;
    await owner.press('Change the end date');
    await owner.sees('What is the task, and until when?');
    await owner.choose(/^7 days$/);
    await owner.press('Create a new token for slip 1');
    await owner.sees('Your slip is ready');

    const next = (await house.lookUp(item)) ?? '';
    expect(next).not.toBe(old);
    expect(await purge(house, next)).toBe(200);
    expect(await purge(house, old)).toBeGreaterThanOrEqual(400);
    const token = cloudflare.tokenOf(next);
    expect(cloudflare.liveTokens()).toEqual([token]);
    expect(daysOf(token)).toBe(7);

    const { slips, pending } = book.parse(JSON.parse(await house.readBook()));
    expect(pending).toEqual([]);
    expect(slips).toMatchObject([
      { id: item, number: 1, replacing: null, until: { kind: 'at', at: token?.expiresOn } },
    ]);
    expect(slips[0]?.token).toMatchObject({ id: token?.id, ending: next.slice(-4) });
    expect((await copyPrompt(owner, house)).item).toBe(item);

    const search = new CanarySearch([old, next]);
    search.look('the window', await owner.page.content());
    search.look('tray, notifications and clipboard', JSON.stringify(await app.desktop()));
    search.look('what the app printed', app.output());
    await search.lookInFolder('data folder', app.dataFolder);
    expect(search.report.searched).toContain(`data folder: ${bookFileName}`);
    expect(search.report.found).toEqual([]);
  });

  it('stays as it is while its owner writes another slip in between', async () => {
    const { house, owner, item, old } = await openSlip();
    await owner.press('Change the end date');
    await owner.choose(/^7 days$/);
    for (const _ of ['where', 'job', 'who', 'home']) await owner.page.keyboard.press('Escape');
    await owner.sees('Your slips');
    await writeSlip(owner);

    expect(await house.lookUp(item)).toBe(old);
    expect(await purge(house, old)).toBe(200);
    expect(house.cloudflare.liveTokens()).toHaveLength(2);
    const { slips, draft } = book.parse(JSON.parse(await house.readBook()));
    expect(slips.map(({ number }) => number).toSorted()).toEqual([1, 2]);
    expect(draft).toMatchObject({ changes: { id: item }, until: { kind: 'days', days: 7 } });
  });
});
