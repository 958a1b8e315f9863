import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { type Book, book as bookSchema } from '../../../electron/core/book.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { createPracticeCloudflare } from '../../../electron/practice/practice-cloudflare.ts';
import { type Slip, stampOf } from '../../../shared/slip.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { type Office, type OfficeParts, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { settled } from '../../fakes/settled.ts';

const dayMs = 24 * 3_600_000;
const noon = () => new ManualClock(new Date(2026, 10, 24, 12));

async function pass({ clock }: Office, milliseconds: number): Promise<void> {
  await clock.advance(milliseconds);
  await settled();
}

/** A watched office with one slip whose prompt was copied. */
async function watched(
  parts: OfficeParts = {},
  open: (parts: OfficeParts) => Promise<Office> = openDesk,
): Promise<Office> {
  const office = await open({ clock: noon(), ...parts });
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  expect(issued).toMatchObject({ ok: true });
  await office.call['slip:copy-prompt']({ id: slipOf(office).id });
  office.desk.startWatching();
  await settled();
  return office;
}

const slipOf = ({ desk }: Office): Slip => {
  const [slip] = desk.store.snapshot.slips;
  if (slip === undefined) throw new Error('There is no slip.');
  return slip;
};
const stamp = (office: Office) => stampOf(slipOf(office), office.clock.now());
const titles = ({ notifier }: Office) => notifier.shown.map(({ title }) => title);
const bookOf = ({ book }: Office): Book => bookSchema.parse(JSON.parse(book.text ?? ''));

/** Cloudflare as a colleague in the same account reaches it, behind the app's back. */
function colleague({ practice, clock }: Office) {
  const cloudflare = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  return { cloudflare, key: new Secret(practice.readyToken('accountSetupKey').value) };
}

describe('a token that was rolled in the dashboard', () => {
  it('is found by the daily check, told of once, and mended by a swap', async () => {
    const office = await watched();
    const { cloudflare, key } = colleague(office);
    const { token, id } = slipOf(office);
    expect(await cloudflare.rollToken(key, token.owner, token.id)).toMatchObject({ ok: true });
    await pass(office, dayMs);
    await pass(office, 1000);
    expect([stamp(office), slipOf(office).events.at(-2)?.what, titles(office)]).toEqual([
      'CHECK FAILED',
      'found-refused',
      ['Practice slip 1 works no more.'],
    ]);
    await pass(office, 2 * dayMs);
    expect(titles(office).length).toBe(1);
    expect(await office.call['slip:rotate']({ id, why: 'asked', again: false })).toMatchObject({ ok: true });
    expect(stamp(office)).toBe('READY');
  });
});

describe('an owner whose setup key was deleted with their access to the account', () => {
  it('is told so, loses nothing, and stops the slip by hand', async () => {
    const office = await watched({}, (parts) => openConnectedDesk('accountSetupKey', parts));
    const { cloudflare, key } = colleague(office);
    const { id, token } = slipOf(office);
    const setupKey = office.practice.export().tokens.find(({ name }) => name === 'Permission Slip setup key');
    await cloudflare.deleteToken(key, token.owner, setupKey?.id ?? '');
    for (const refused of [
      await office.call['slip:revoke']({ id }),
      await office.call['slip:rotate']({ id, why: 'asked', again: false }),
    ]) {
      expect(refused).toEqual({ ok: false, problem: { code: 'token-refused' } });
    }
    expect([stamp(office), office.keychain.items.size]).toEqual(['STOPPING', 1]);
    await pass(office, dayMs);
    expect(slipOf(office).checked?.outcome).toBe('works');
    expect(await office.call['slip:revoke']({ id, byHand: true })).toMatchObject({
      problem: { code: 'token-still-works' },
    });
  });
});

describe('a book whose dates are out of this world', () => {
  const dates = ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z'] as const;
  const pairs = dates.flatMap((born) => dates.map((end) => [born, end] as const));

  it.each(pairs)(
    'with a slip from %s until %s: it is told of at most once a day, and can be stopped',
    async (born, end) => {
      const office = await watched();
      const [slip] = bookOf(office).slips;
      if (slip === undefined) throw new Error('There is no slip.');
      const strange: Slip = {
        ...slip,
        createdAt: born,
        until: { kind: 'at', at: end },
        proof: { ...slip.proof, at: born },
        events: [{ at: born, what: 'created' }],
        checked: { at: end, outcome: 'works', ending: slip.token.ending },
        reviewAt: end,
        reminding: { daysBefore: [90, 1], snoozedUntil: born },
      };
      office.book.text = JSON.stringify({ ...bookOf(office), slips: [strange] });
      const next = await office.restart();
      next.desk.startWatching();
      await settled();
      for (let day = 0; day < 3; day += 1) await pass(next, dayMs);
      expect(titles(next).length).toBeLessThanOrEqual(1);
      expect(stamp(next)).toMatch(end.startsWith('1970') ? /EXPIRED/ : /READY|REVIEW SOON/);
      expect(await next.call['slip:prompt']({ id: slip.id })).toMatchObject({ ok: true });
      expect(await next.call['slip:revoke']({ id: slip.id })).toMatchObject({ ok: true });
    },
  );

  it('is not opened with a date that is none', () => {
    const [slip] = [{ createdAt: '2026-13-45T99:00:00Z' }];
    expect(bookSchema.shape.slips.safeParse([slip]).success).toBe(false);
  });

  it('nor with two slips of the same id, since what is done to one would be done to both', async () => {
    const book = bookOf(await watched());
    expect(bookSchema.safeParse({ ...book, slips: [...book.slips, ...book.slips] }).success).toBe(false);
  });
});

describe('a clock that is set back by a year', () => {
  const year = 365 * dayMs;

  it('makes the app tell nothing, and leaves each slip as it is', async () => {
    const office = await watched();
    const before = slipOf(office);
    office.clock.jump(-year);
    await office.awakenings.wake();
    await settled();
    await pass(office, 2 * dayMs);
    const { checked, events, used, ...now } = slipOf(office);
    expect(now).toEqual({ ...before, checked: undefined, events: undefined, used: undefined });
    expect([stamp(office), titles(office), checked?.outcome]).toEqual(['READY', [], 'works']);
    await pass(office, year);
    expect([stamp(office), titles(office)]).toEqual(['READY', []]);
  });

  it('says so when a slip is to be made, and no token is', async () => {
    const clock = noon();
    const practice = createPracticeCloudflare({ now: () => new Date(2026, 10, 24, 12) });
    const office = await openDesk({ clock, practice });
    clock.jump(-year);
    const count = practice.export().tokens.length;
    expect(await office.call['slip:issue']({ request: purgeRequest })).toMatchObject({
      problem: { code: 'slip-not-made', because: { code: 'clock-wrong' }, token: 'never-made' },
    });
    expect([practice.export().tokens.length, office.keychain.items.size]).toEqual([count, 0]);
  });
});
