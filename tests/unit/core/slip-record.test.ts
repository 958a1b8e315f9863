import { describe, expect, it } from 'vitest';
import { concernKinds } from '../../../shared/concerns.ts';
import { nextReview } from '../../../shared/review.ts';
import { isExposed, type Slip, stampOf } from '../../../shared/slip.ts';
import { type Office, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { accountToken, oldGlobalKey } from '../../fakes/tokens.ts';

const slipOf = ({ desk }: Office): Slip => {
  const [slip] = desk.store.snapshot.slips;
  if (slip === undefined) throw new Error('There is no slip.');
  return slip;
};
const happened = (office: Office) => slipOf(office).events.map(({ what }) => what);

async function officeWithSlip(): Promise<{ readonly office: Office; readonly id: string }> {
  const office = await openDesk();
  await office.call['slip:issue']({ request: purgeRequest });
  return { office, id: slipOf(office).id };
}

describe('notes', () => {
  it('are kept as typed, also after a restart', async () => {
    const { office, id } = await officeWithSlip();
    const notes = '  Ask Anna first.\n\nThen: the menu – "Käse" 🧀  ';
    expect(await office.call['slip:note']({ id, notes })).toEqual({ ok: true, value: null });
    expect(slipOf(await office.restart()).notes).toBe(notes);
  });

  it.each([
    ['a token', accountToken],
    ['a token inside of a sentence', `The key is "${accountToken}", keep it.`],
    ['an old key', oldGlobalKey],
  ])('with %s in them are refused, and the old ones stay', async (_what, notes) => {
    const { office, id } = await officeWithSlip();
    await office.call['slip:note']({ id, notes: 'Ask Anna first.' });
    expect(await office.call['slip:note']({ id, notes })).toMatchObject({
      problem: { code: 'field-holds-secret' },
    });
    expect(slipOf(office).notes).toBe('Ask Anna first.');
  });
});

describe('what the owner says of a slip', () => {
  it.each(concernKinds)('stays until it is seen to: %s', async (what) => {
    const { office, id } = await officeWithSlip();
    await office.call['slip:say']({ id, what });
    await office.call['slip:say']({ id, what });
    expect(slipOf(await office.restart()).concerns.map((one) => one.what)).toEqual([what]);
    expect(stampOf(slipOf(office), office.clock.now())).not.toBe('READY');
    await office.call['slip:revoke']({ id });
    expect(slipOf(office).concerns).toEqual([]);
  });

  it('is put to rest by a new token, but a job that is done stays done', async () => {
    const { office, id } = await officeWithSlip();
    for (const what of concernKinds) await office.call['slip:say']({ id, what });
    await office.call['slip:rotate']({ id, why: 'asked', again: false });
    expect(slipOf(office).concerns.map(({ what }) => what)).toEqual(['job-done']);
  });

  it('can be taken back', async () => {
    const { office, id } = await officeWithSlip();
    await office.call['slip:say']({ id, what: 'job-done' });
    await office.call['slip:take-back']({ id, what: 'job-done' });
    expect([slipOf(office).concerns, happened(office).slice(-2)]).toEqual([[], ['job-done', 'taken-back']]);
  });

  it('of a token that others saw stamps it until it is swapped, and is noted once', async () => {
    const { office, id } = await officeWithSlip();
    await office.call['slip:say']({ id, what: 'leaked' });
    await office.call['slip:say']({ id, what: 'leaked' });
    expect(isExposed(slipOf(office))).toBe(true);
    await office.call['slip:rotate']({ id, why: 'leaked', again: false });
    expect([isExposed(slipOf(office)), happened(office).filter((what) => what === 'leaked').length]).toEqual([
      false,
      1,
    ]);
  });

  it('is not taken of a slip that was stopped', async () => {
    const { office, id } = await officeWithSlip();
    await office.call['slip:revoke']({ id });
    expect(await office.call['slip:say']({ id, what: 'job-done' })).toEqual({
      ok: false,
      problem: { code: 'slip-over' },
    });
  });
});

describe('a slip that was looked at and is kept', () => {
  it('sets its next look, and puts to rest what was said', async () => {
    const { office, id } = await officeWithSlip();
    await office.call['slip:say']({ id, what: 'person-left' });
    expect(await office.call['slip:keep']({ id })).toEqual({ ok: true, value: null });
    const slip = slipOf(office);
    expect([slip.reviewAt, slip.concerns, happened(office).at(-1)]).toEqual([
      nextReview(slip, office.clock.now()),
      [],
      'reviewed',
    ]);
  });

  it('is looked at on the day that its owner chose, until the usual one is wanted', async () => {
    const { office, id } = await officeWithSlip();
    const now = office.clock.now();
    const chosen = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 3, 9);
    const pad = (part: number) => String(part).padStart(2, '0');
    const day = `${chosen.getFullYear()}-${pad(chosen.getMonth() + 1)}-${pad(chosen.getDate())}`;
    await office.call['slip:review-on']({ id, day });
    expect(slipOf(office).reviewAt).toBe(chosen.toISOString());
    expect(await office.call['slip:review-on']({ id, day: '1970-01-01' })).toMatchObject({ ok: false });
    expect(slipOf(office).reviewAt).toBe(chosen.toISOString());
    await office.call['slip:review-on']({ id, day: null });
    expect(slipOf(office).reviewAt).toBeNull();
  });
});

it('a long timeline loses what happens often, and not what a slip is judged by', async () => {
  const { office, id } = await officeWithSlip();
  await office.call['slip:say']({ id, what: 'leaked' });
  for (let time = 0; time < 220; time += 1) await office.call['slip:copy-prompt']({ id });
  expect([slipOf(office).events.length, isExposed(slipOf(office)), happened(office)[0]]).toEqual([
    200,
    true,
    'created',
  ]);
});

it('a long timeline stays as long when a swap adds two lines at once', async () => {
  const { office, id } = await officeWithSlip();
  for (let time = 0; time < 220; time += 1) await office.call['slip:copy-prompt']({ id });
  await office.call['slip:rotate']({ id, why: 'asked', again: false });
  expect([slipOf(office).events.length, happened(office).slice(-2)]).toEqual([200, ['proven', 'rotated']]);
});

it('the timeline names the route that a copied prompt named', async () => {
  const { office, id } = await officeWithSlip();
  await office.call['slip:copy-prompt']({ id });
  const route = { kind: 'environment', name: 'SITE_TOKEN' } as const;
  await office.call['slip:set-route']({ id, route });
  await office.call['slip:copy-prompt']({ id });
  expect(slipOf(office).events.slice(-3)).toMatchObject([
    { what: 'prompt-copied', route: { kind: 'keychain' } },
    { what: 'route-changed', route },
    { what: 'prompt-copied', route },
  ]);
});
