import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { unusedFrom } from '../../../shared/reminders.ts';
import type { Slip } from '../../../shared/slip.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { type Office, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { settled } from '../../fakes/settled.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Watched = { readonly office: Office; readonly lists: () => number };

/** A watched office with slips, at the moment at which the first daily check is due. */
async function watched(count = 1, isListed = true): Promise<Watched> {
  let lists = 0;
  const office = await openDesk({
    clock: new ManualClock(new Date(2026, 10, 24, 12)),
    wrap: (cloudflare) => ({
      ...cloudflare,
      listTokens: async (...asked) => {
        lists += 1;
        return isListed ? cloudflare.listTokens(...asked) : { ok: false, problem: { code: 'offline' } };
      },
    }),
  });
  for (let made = 0; made < count; made += 1) await office.call['slip:issue']({ request: purgeRequest });
  lists = 0;
  office.desk.startWatching();
  await settled();
  return { office, lists: () => lists };
}

async function pass({ clock }: Office, milliseconds: number): Promise<void> {
  await clock.advance(milliseconds);
  await settled();
}

const first = ({ desk }: Office): Slip => {
  const [slip] = desk.store.snapshot.slips;
  if (slip === undefined) throw new Error('There is no slip.');
  return slip;
};

/** As the agent does it, with the token from the keychain. */
async function useToken(office: Office): Promise<void> {
  const { practice, clock, keychain } = office;
  const { id, token } = first(office);
  const value = keychain.items.get(id);
  const cloudflare = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  expect(await cloudflare.verify(new Secret(`${value}`), token.owner)).toMatchObject({ ok: true });
}

describe('the use of a slip, as the daily check reads it', () => {
  it('is none while only the app itself has used the token', async () => {
    const { office } = await watched();
    for (let day = 0; day < 4; day += 1) await pass(office, dayMs);
    expect(first(office).checked?.outcome).toBe('works');
    expect(first(office).used?.at).toBeNull();
  });

  it("is the agent's last one, and counts against being unused", async () => {
    const { office } = await watched();
    await pass(office, dayMs);
    await pass(office, dayMs / 2);
    const at = office.clock.now().getTime();
    await useToken(office);
    await pass(office, dayMs / 2);
    await pass(office, dayMs);
    expect(Date.parse(first(office).used?.at ?? '')).toBe(at);
    expect(unusedFrom(first(office))).toBe(at + 30 * dayMs);
  });

  it('is read for many slips with one list', async () => {
    const { office, lists } = await watched(3);
    await pass(office, dayMs);
    for (let minute = 0; minute < 4; minute += 1) await pass(office, hourMs / 60);
    expect(office.desk.store.snapshot.slips.every(({ used }) => used !== null)).toBe(true);
    expect(lists()).toBe(1);
  });

  it('stays unknown where the list can not be read, and the check goes on', async () => {
    const { office } = await watched(1, false);
    await pass(office, dayMs);
    expect([first(office).used, first(office).checked?.outcome]).toEqual([null, 'works']);
  });
});
