import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { failed } from '../../../shared/result.ts';
import { type Slip, stampOf } from '../../../shared/slip.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { type Office, type OfficeParts, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { settled } from '../../fakes/settled.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A watched office at noon with slips, whose first day has just passed. */
async function dayOldOffice(count = 1, parts: OfficeParts = {}): Promise<Office> {
  const office = await openDesk({ clock: new ManualClock(new Date(2026, 10, 24, 12)), ...parts });
  for (let made = 0; made < count; made += 1) await office.call['slip:issue']({ request: purgeRequest });
  for (const { id } of office.desk.store.snapshot.slips) await office.call['slip:copy-prompt']({ id });
  office.desk.startWatching();
  await settled();
  await office.clock.advance(dayMs);
  await settled();
  return office;
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
/** As a colleague does it in the dashboard, behind the app's back. */
async function deleteElsewhere(office: Office): Promise<void> {
  const { practice, clock } = office;
  const { token } = first(office);
  const key = new Secret(practice.readyToken('accountSetupKey').value);
  const cloudflare = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  expect(await cloudflare.deleteToken(key, token.owner, token.id)).toMatchObject({ value: 'deleted' });
}

/** Tokens to whose check Cloudflare answers something else than yes or no. */
const senseless = new Set<string>();

const titles = ({ notifier }: Office) => notifier.shown.map(({ title }) => title);

describe('the daily check', () => {
  it('notes that a token works, once a day, and says nothing', async () => {
    const office = await dayOldOffice();
    const { checked } = first(office);
    expect(checked).toMatchObject({ outcome: 'works', ending: first(office).token.ending });
    await pass(office, dayMs / 2);
    expect(first(office).checked).toEqual(checked);
    await pass(office, dayMs / 2);
    expect(Date.parse(first(office).checked?.at ?? '')).toBeGreaterThan(Date.parse(checked?.at ?? ''));
    expect(titles(office)).toEqual([]);
  });

  it('finds a token that was deleted at Cloudflare, stamps its slip and tells of it once', async () => {
    const office = await dayOldOffice();
    await deleteElsewhere(office);
    await pass(office, dayMs);
    await pass(office, 1000);
    expect(first(office).checked?.outcome).toBe('refused');
    expect(stampOf(first(office), office.clock.now())).toBe('CHECK FAILED');
    await pass(office, dayMs);
    expect(titles(office)).toEqual(['Practice slip 1 works no more.']);
  });

  it('writes nothing into a slip that its owner stopped meanwhile', async () => {
    const answer = Promise.withResolvers<void>();
    let isSlow = false;
    const office = await dayOldOffice(1, {
      wrap: (cloudflare) => ({
        ...cloudflare,
        verify: async (...asked) => {
          const verified = await cloudflare.verify(...asked);
          if (isSlow) await answer.promise;
          return verified;
        },
      }),
    });
    await deleteElsewhere(office);
    isSlow = true;
    await pass(office, dayMs);
    isSlow = false;
    expect(await office.call['slip:revoke']({ id: first(office).id })).toMatchObject({ ok: true });
    answer.resolve();
    await settled();
    await pass(office, minuteMs);
    expect([first(office).events.at(-1)?.what, first(office).checked?.outcome]).toEqual(['revoked', 'works']);
  });

  it('finds a token that is gone from the keychain', async () => {
    const office = await dayOldOffice();
    office.keychain.items.clear();
    await pass(office, dayMs);
    expect(titles(office)).toEqual(['The token of practice slip 1 is gone.']);
  });

  it.each<[string, (office: Office) => void]>([
    [
      'Cloudflare can not be reached',
      ({ practice }) => void practice.faults.on({ kind: 'offline', path: /verify/ }),
    ],
    ['the keychain is locked', ({ keychain }) => void Object.assign(keychain, { mood: 'locked' })],
  ])('finds nothing when %s, and bothers nobody', async (_what, break_) => {
    const office = await dayOldOffice();
    const before = first(office).checked;
    break_(office);
    await pass(office, dayMs);
    expect([first(office).checked, titles(office), office.desk.store.snapshot.keychain]).toEqual([
      before,
      [],
      null,
    ]);
  });

  it.each<[string, (office: Office, broken: { id: string; token: string }) => void]>([
    [
      'the keychain can not read',
      ({ keychain }, { id }) => {
        const { get } = keychain;
        const fails = async (item: string) =>
          item === id ? failed({ code: 'keychain-failed' as const }) : get(item);
        Object.assign(keychain, { get: fails });
      },
    ],
    ['Cloudflare makes no sense of', (_office, { token }) => void senseless.add(token)],
  ])('is not held up by a slip whose token %s', async (_what, break_) => {
    senseless.clear();
    const office = await dayOldOffice(3, {
      wrap: (cloudflare) => ({
        ...cloudflare,
        verify: async (token, ...asked) =>
          senseless.has(token.reveal()) ? failed({ code: 'not-found' }) : cloudflare.verify(token, ...asked),
      }),
    });
    const slips = () => office.desk.store.snapshot.slips;
    const broken = slips().find(({ checked }) => checked === null)?.id ?? '';
    break_(office, { id: broken, token: office.keychain.items.get(broken) ?? '' });
    for (let minute = 0; minute < 3; minute += 1) await pass(office, minuteMs);
    expect(slips().map(({ id, checked }) => [id === broken, checked === null])).toEqual(
      slips().map(({ id }) => [id === broken, id === broken]),
    );
  });

  it('is spread out, one slip after the other', async () => {
    const office = await dayOldOffice(3);
    const done = () => office.desk.store.snapshot.slips.filter(({ checked }) => checked !== null).length;
    expect(done()).toBe(1);
    await pass(office, minuteMs);
    expect(done()).toBe(2);
    await pass(office, minuteMs);
    expect(done()).toBe(3);
  });

  it('leaves a slip alone that was stopped', async () => {
    const office = await dayOldOffice();
    const { checked, id } = first(office);
    await office.call['slip:revoke']({ id });
    await pass(office, dayMs * 2);
    expect(first(office).checked).toEqual(checked);
  });
});
