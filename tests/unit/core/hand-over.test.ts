import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../shared/result.ts';
import { type Office, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { accountToken, oldToken } from '../../fakes/tokens.ts';

async function officeWithSlip(): Promise<Office & { readonly id: string; readonly token: string }> {
  const office = await openDesk();
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  if (!issued.ok) throw new Error(issued.problem.code);
  const { id } = issued.value;
  return { ...office, id, token: office.keychain.items.get(id) ?? '' };
}

const eventsOf = ({ desk }: Office) => desk.store.snapshot.slips[0]?.events.map(({ what }) => what);

describe('the prompt', () => {
  it('is copied plainly, and noted', async () => {
    const office = await officeWithSlip();
    const prompt = await office.call['slip:prompt']({ id: office.id });
    await office.call['slip:copy-prompt']({ id: office.id });
    expect(office.clipboard.writes).toEqual([{ text: prompt.ok ? prompt.value.text : '', how: 'plain' }]);
    expect(eventsOf(office)).toContain('prompt-copied');
  });

  it('has the one command of its route', async () => {
    const office = await officeWithSlip();
    const prompt = await office.call['slip:prompt']({ id: office.id });
    expect(prompt.ok && prompt.value.text).toContain(
      `secret-tool lookup service permission-slip username ${office.id}`,
    );
  });

  it('can be had while the keychain is locked, since it holds no secret', async () => {
    const office = await officeWithSlip();
    office.keychain.mood = 'locked';
    expect(await office.call['slip:copy-prompt']({ id: office.id })).toEqual({ ok: true, value: null });
  });

  it('is refused when a secret got into the book by some other way', async () => {
    const office = await officeWithSlip();
    const book = JSON.parse(office.book.text ?? '');
    book.slips[0].task = `Please use ${Buffer.from(office.token).toString('base64')} to purge.`;
    office.book.text = JSON.stringify(book);
    const again = await office.restart();
    expect(await again.call['slip:prompt']({ id: office.id })).toEqual({
      ok: false,
      problem: { code: 'prompt-holds-secret' },
    });
    expect(await again.call['slip:copy-prompt']({ id: office.id })).toEqual({
      ok: false,
      problem: { code: 'prompt-holds-secret' },
    });
    expect(again.clipboard.writes).toEqual([]);
  });

  it('is not copied for a slip that was revoked', async () => {
    const office = await officeWithSlip();
    await office.call['slip:revoke']({ id: office.id });
    expect(await office.call['slip:copy-prompt']({ id: office.id })).toEqual({
      ok: false,
      problem: { code: 'slip-over' },
    });
  });

  it('says so when the clipboard does not take it', async () => {
    const office = await officeWithSlip();
    office.clipboard.broken = true;
    expect(await office.call['slip:copy-prompt']({ id: office.id })).toEqual({
      ok: false,
      problem: { code: 'clipboard-failed' },
    });
    expect(eventsOf(office)).not.toContain('prompt-copied');
  });
});

describe('the route', () => {
  it('can be changed, and the prompt follows', async () => {
    const office = await officeWithSlip();
    await office.call['slip:set-route']({
      id: office.id,
      route: { kind: 'environment', name: 'BAKERY_TOKEN' },
    });
    const prompt = await office.call['slip:prompt']({ id: office.id });
    expect(prompt.ok && prompt.value.text).toContain('the environment variable BAKERY_TOKEN');
  });

  it.each([
    ['an entry', { kind: 'secrets-manager', manager: '1Password', entry: accountToken } as const],
    ['a manager', { kind: 'secrets-manager', manager: oldToken, entry: 'bakery' } as const],
    ['a variable', { kind: 'environment', name: accountToken } as const],
  ])('does not take a token for the name of %s', async (_what, route) => {
    const office = await officeWithSlip();
    expect(await office.call['slip:set-route']({ id: office.id, route })).toEqual({
      ok: false,
      problem: { code: 'field-holds-secret', field: 'route' },
    });
  });
});

describe('a copied token', () => {
  it('is concealed from clipboard histories, and noted', async () => {
    const office = await officeWithSlip();
    expect(await office.call['slip:copy-token']({ id: office.id })).toEqual({
      ok: true,
      value: { seconds: 45 },
    });
    expect(office.clipboard.writes).toEqual([{ text: office.token, how: 'concealed' }]);
    expect(eventsOf(office)).toContain('token-copied');
  });

  it('is there for 45 seconds and not longer', async () => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    await office.clock.advance(44_999);
    const before = office.clipboard.text;
    await office.clock.advance(1);
    expect([before, office.clipboard.text]).toEqual([office.token, '']);
  });

  it('has its whole time after an earlier one that could not be taken off', async () => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    await office.clock.advance(10_000);
    office.clipboard.brokenReads = 4;
    expect((await office.call['slip:clear-copied-token'](undefined)).ok).toBe(false);
    office.clipboard.brokenReads = 4;
    await office.call['slip:copy-token']({ id: office.id });
    await office.clock.advance(44_999);
    expect(office.clipboard.text).toBe(office.token);
    await office.clock.advance(1);
    expect(office.clipboard.text).toBe('');
  });

  it('does not take with it what the owner copied since', async () => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    office.clipboard.text = 'opening hours';
    await office.clock.advance(60_000);
    expect(office.clipboard.text).toBe('opening hours');
  });

  it('is taken off although another program held the clipboard open at that moment', async () => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    office.clipboard.brokenReads = 2;
    await office.clock.advance(45_000);
    expect(office.clipboard.text).toBe('');
  });

  it('is not said to be off while it may be there yet, also to whoever asks while that is tried', async () => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    office.clipboard.broken = true;
    const ticking = office.clock.advance(45_000);
    const asked = await office.call['slip:clear-copied-token'](undefined);
    await ticking;
    office.clipboard.broken = false;
    const again = await office.call['slip:clear-copied-token'](undefined);
    expect([asked, again, office.clipboard.text]).toEqual([
      failed({ code: 'clipboard-not-cleared' }),
      ok(null),
      '',
    ]);
  });

  it('is taken off at the latest when the app quits', async () => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    office.clipboard.broken = true;
    await office.clock.advance(45_000);
    office.clipboard.broken = false;
    const left = office.clipboard.text;
    await office.desk.close();
    expect([left, office.clipboard.text]).toEqual([office.token, '']);
  });

  it('is taken off when the app quits, also if it was copied while that took its time', async () => {
    const office = await officeWithSlip();
    let closed: Promise<void> | null = null;
    let copied: Promise<unknown> | null = null;
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing !== 'issuing') return;
      if (progress.step === 'proving') closed ??= office.desk.close();
      if (progress.step === 'tidying-up') copied ??= office.call['slip:copy-token']({ id: office.id });
    });
    await office.call['slip:issue']({ request: purgeRequest });
    await Promise.all([closed, copied]);
    expect([office.clipboard.writes.length, office.clipboard.text]).toEqual([1, '']);
  });

  it('has its full time again when it is copied again', async () => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    await office.clock.advance(30_000);
    await office.call['slip:copy-token']({ id: office.id });
    await office.clock.advance(30_000);
    const inBetween = office.clipboard.text;
    await office.clock.advance(15_000);
    expect([inBetween, office.clipboard.text]).toEqual([office.token, '']);
  });

  it.each<[string, (office: Office) => Promise<unknown>]>([
    ['the owner says so', ({ call }) => call['slip:clear-copied-token'](undefined)],
    ['the app quits', ({ desk }) => desk.close()],
  ])('is taken off at once when %s', async (_when, clear) => {
    const office = await officeWithSlip();
    await office.call['slip:copy-token']({ id: office.id });
    await clear(office);
    expect(office.clipboard.text).toBe('');
  });

  it('is not there at all when the keychain does not give it', async () => {
    const office = await officeWithSlip();
    office.keychain.mood = 'dismissed';
    const dismissed = await office.call['slip:copy-token']({ id: office.id });
    office.keychain.mood = 'well';
    office.keychain.items.clear();
    const missing = await office.call['slip:copy-token']({ id: office.id });
    expect([dismissed, missing, office.clipboard.writes]).toMatchObject([
      { problem: { code: 'keychain-dismissed' } },
      { problem: { code: 'keychain-item-missing' } },
      [],
    ]);
  });

  it('is not copied for a slip that was revoked', async () => {
    const office = await officeWithSlip();
    await office.call['slip:revoke']({ id: office.id });
    expect(await office.call['slip:copy-token']({ id: office.id })).toEqual({
      ok: false,
      problem: { code: 'slip-over' },
    });
  });
});
