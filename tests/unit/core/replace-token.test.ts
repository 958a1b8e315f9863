import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { opensNothing } from '../../../shared/left-behind.ts';
import { draftOf, nextDraft } from '../../../shared/next-draft.ts';
import { leaksOf, stampOf } from '../../../shared/slip.ts';
import { type Draft, startDraft } from '../../../shared/wizard.ts';
import { killAt } from '../../fakes/kill-at.ts';
import { bring, makeByHand } from '../../fakes/made-by-hand.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { liveTokens, retryCleanUps } from '../../fakes/stray-tokens.ts';

type WithSlip = Office & { readonly id: string; readonly old: string };

const longer = { ...purgeRequest, until: { kind: 'days', days: 60 } as const };

async function withSlip(open: () => Promise<Office> = openDesk): Promise<WithSlip> {
  const office = await open();
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  if (!issued.ok) throw new Error(issued.problem.code);
  const { id } = issued.value;
  const route = { kind: 'environment', name: 'BAKERY_TOKEN' } as const;
  await office.call['slip:set-route']({ id, route });
  return { ...office, id, old: office.keychain.items.get(id) ?? '' };
}

const slipOf = ({ desk, id }: Pick<WithSlip, 'desk' | 'id'>) => {
  const slip = desk.store.snapshot.slips.find((one) => one.id === id);
  if (slip === undefined) throw new Error('no slip');
  return slip;
};
const kept = ({ keychain, id }: Pick<WithSlip, 'keychain' | 'id'>) => keychain.items.get(id) ?? '';
const reissue = (office: WithSlip) => office.call['slip:issue']({ request: longer, changes: office.id });
const ids = (office: Office) => liveTokens(office).map(({ id }) => id);

async function works(office: WithSlip, value: string): Promise<boolean> {
  const { practice, clock } = office;
  const api = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  return (await api.verify(new Secret(value), slipOf(office).token.owner)).ok;
}

/** One live token, which is the slip's, and nothing else in the keychain. */
async function expectOne(office: WithSlip): Promise<void> {
  const slip = slipOf(office);
  expect([ids(office), slip.replacing, office.desk.store.snapshot.cleanUps]).toEqual([
    [slip.token.id],
    null,
    [],
  ]);
  expect([slip.token.ending, await works(office, kept(office))]).toEqual([kept(office).slice(-4), true]);
  expect([...office.keychain.items.keys()].filter((item) => item.startsWith('slip-'))).toEqual([office.id]);
}

describe('another end date, with a setup key', () => {
  it('is another token in the same slip: number, route and history stay, and the old token is deleted', async () => {
    const office = await withSlip();
    const before = slipOf(office);
    const told = new Set<string>();
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'issuing') told.add(progress.step);
    });
    expect(await reissue(office)).toEqual({ ok: true, value: { id: office.id } });
    expect([...told]).toEqual(['creating', 'proving', 'storing', 'deleting-old']);
    const slip = slipOf(office);
    expect(office.desk.store.snapshot.slips.length).toBe(1);
    expect([slip.number, slip.route, slip.createdAt]).toEqual([
      before.number,
      before.route,
      before.createdAt,
    ]);
    expect([slip.token.id === before.token.id, slip.until]).toEqual([
      false,
      expect.not.objectContaining(before.until),
    ]);
    expect(slip.events.slice(0, before.events.length)).toEqual(before.events);
    expect(slip.events.map(({ what }) => what).slice(-3)).toEqual(['proven', 'changed', 'old-token-gone']);
    expect(await works(office, office.old)).toBe(false);
    expect(office.desk.store.snapshot.nextNumber).toBe(2);
    await expectOne(office);
  });

  it('leaves the old token where the new one could not be made, proven or kept', async () => {
    const office = await withSlip();
    const back = office.practice.faults.on({ kind: 'server-error', method: 'POST' });
    expect((await reissue(office)).ok).toBe(false);
    back();
    await retryCleanUps(office);
    await expectOne(office);
    for (const mood of ['locked', 'differs', 'forgets', 'failed'] as const) {
      office.keychain.moods.set = mood;
      expect([mood, (await reissue(office)).ok]).toEqual([mood, false]);
      office.keychain.mood = 'well';
      await office.call['keychain:check'](undefined);
      await retryCleanUps(office);
      expect(kept(office)).toBe(office.old);
      await expectOne(office);
    }
  });

  it('lists the old token until Cloudflare has deleted it', async () => {
    const office = await withSlip();
    const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    expect(await reissue(office)).toMatchObject({ ok: true });
    expect([office.desk.store.snapshot.cleanUps.map(({ oldOf }) => oldOf), ids(office).length]).toEqual([
      [office.id],
      2,
    ]);
    back();
    const next = { ...office, ...(await office.restart()) };
    await retryCleanUps(next);
    await expectOne(next);
  });

  it('says that the old token is dead where only the keychain still holds it', async () => {
    const office = await withSlip();
    const dead = ({ desk, clock }: Office) =>
      desk.store.snapshot.cleanUps.map((one) => opensNothing(one, clock.now().getTime()));
    office.keychain.moods.remove = 'locked';
    expect(await reissue(office)).toMatchObject({ ok: true });
    expect([ids(office), dead(office)]).toEqual([[slipOf(office).token.id], [true]]);
    const next = { ...office, ...(await office.restart()) };
    expect(dead(next)).toEqual([true]);
    office.keychain.mood = 'well';
    await retryCleanUps(next);
    await expectOne(next);
    expect(slipOf(next).events.filter(({ what }) => what === 'old-token-gone').length).toBe(1);
  });

  it('is refused for a slip that is half swapped, waits to be stopped, or is of the other world', async () => {
    const office = await withSlip();
    office.practice.faults.on({ kind: 'lose-roll-answer' });
    await office.call['slip:rotate']({ id: office.id, why: 'asked', again: false });
    office.practice.faults.clear();
    expect(await reissue(office)).toMatchObject({ problem: { code: 'slip-busy' } });
    expect(
      await office.call['slip:issue']({ request: longer, changes: 'slip-zzzzzzzzzzzzzzzz' }),
    ).toMatchObject({
      problem: { code: 'slip-unknown' },
    });
    expect(ids(office).length).toBe(1);
  });

  it.each(['creating', 'proving', 'storing', 'deleting-old'] as const)(
    'is stopped at its owner’s word while its token changes, at %s, and leaves neither token',
    async (step) => {
      const office = await withSlip();
      let stopping: ReturnType<typeof revoke> | null = null;
      const revoke = () => office.call['slip:revoke']({ id: office.id });
      office.desk.store.subscribe(({ progress }) => {
        if (progress.doing === 'issuing' && progress.step === step) stopping ??= revoke();
      });
      await reissue(office);
      expect(await stopping).toMatchObject({ ok: true });
      expect([ids(office), office.keychain.items.size]).toEqual([[], 0]);
      expect(slipOf(office)).toMatchObject({ replacing: null, stopping: null });
      expect([office.desk.store.snapshot.cleanUps, stampOf(slipOf(office), office.clock.now())]).toEqual([
        [],
        'REVOKED',
      ]);
    },
  );

  it('keeps what its owner writes into the slip while the keychain is asked', async () => {
    const office = await withSlip();
    const { get } = office.keychain;
    let written = '';
    Object.assign(office.keychain, {
      get: async (...asked: Parameters<typeof get>) => {
        if (slipOf(office).replacing !== null) {
          written += 'Ask Ana first. ';
          await office.call['slip:note']({ id: office.id, notes: written });
        }
        return get(...asked);
      },
    });
    expect(await reissue(office)).toMatchObject({ ok: true });
    expect(slipOf(office).notes.trim()).toBe(written.trim());
    expect(written).not.toBe('');
    await expectOne(office);
  });

  it('lists the new token as one to delete once a change that was cut off is undone', async () => {
    const office = await withSlip();
    office.keychain.moods.set = 'differs';
    office.keychain.moods.remove = 'locked';
    await reissue(office);
    const { desk, call } = office;
    const codes = () => desk.store.snapshot.notices.map(({ code }) => code);
    expect([slipOf(office).replacing === null, desk.store.snapshot.cleanUps]).toEqual([false, []]);
    office.keychain.mood = 'well';
    await call['keychain:check'](undefined);
    expect([codes(), desk.store.snapshot.cleanUps.length]).toEqual([['no-new-token', 'change-undone'], 1]);
    expect(await retryCleanUps(office)).toEqual({ ok: true, value: null });
    await expectOne(office);
  });

  it('stops both tokens where the keychain can not say which one the slip has', async () => {
    const office = await withSlip();
    office.keychain.moods.set = 'differs';
    office.keychain.moods.remove = 'locked';
    await reissue(office);
    expect(slipOf(office).replacing).not.toBeNull();
    office.keychain.mood = 'locked';
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({ ok: true });
    expect(ids(office)).toEqual([]);
  });

  it('leaves neither of two values in the keychain when both tokens are stopped', async () => {
    const office = await withSlip();
    office.keychain.moods.set = 'differs';
    office.keychain.moods.remove = 'locked';
    await reissue(office);
    office.keychain.mood = 'well';
    office.keychain.moods.get = 'locked';
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({ ok: true });
    expect([...office.keychain.items.keys()].filter((item) => item.startsWith('slip-'))).toEqual([]);
  });
});

describe('a draft that was begun before', () => {
  const begun: Draft = { ...startDraft(purgeRequest.who), task: 'Look at the redirects.' };
  const changing = (office: WithSlip) => draftOf(slipOf(office), 'terms', office.clock.now());

  it('is there again when the token was changed, and when the change was given up', async () => {
    const office = await withSlip();
    await office.call['draft:save']({ draft: begun });
    await office.call['draft:begin']({ draft: changing(office) });
    expect(office.desk.store.snapshot.draft?.changes?.id).toBe(office.id);
    await reissue(office);
    expect(office.desk.store.snapshot.draft).toEqual(begun);
    await office.call['draft:begin']({ draft: changing(office) });
    await office.call['draft:discard'](undefined);
    expect(office.desk.store.snapshot.draft).toEqual(begun);
    await office.call['draft:discard'](undefined);
    expect(office.desk.store.snapshot.draft).toBeNull();
  });

  it('waits through a restart, and a change that is begun twice waits once', async () => {
    const office = await withSlip();
    await office.call['draft:save']({ draft: begun });
    await office.call['draft:begin']({ draft: changing(office) });
    await office.call['draft:begin']({ draft: changing(office) });
    const next = { ...office, ...(await office.restart()) };
    expect(next.desk.store.snapshot.draft?.changes?.id).toBe(office.id);
    await next.call['draft:discard'](undefined);
    expect(next.desk.store.snapshot.draft).toEqual(begun);
  });

  it('is left alone when the change, put aside for it, comes to its end', async () => {
    const office = await withSlip();
    await office.call['draft:save']({ draft: changing(office) });
    await office.call['draft:begin']({ draft: begun });
    await reissue(office);
    expect(office.desk.store.snapshot.draft).toEqual(begun);
    await office.call['draft:discard'](undefined);
    expect(office.desk.store.snapshot.draft).toBeNull();
  });

  it('is there again when another slip is made in between', async () => {
    const office = await withSlip();
    await office.call['draft:save']({ draft: begun });
    const next = { ...nextDraft(slipOf(office), 'purge-pages', 'change'), task: purgeRequest.task };
    await office.call['draft:begin']({ draft: next });
    expect(await office.call['slip:issue']({ request: purgeRequest })).toMatchObject({ ok: true });
    expect(office.desk.store.snapshot.draft).toEqual(begun);
  });
});

describe('the app is killed while a token is changed', () => {
  const most = 44;
  const moments = Array.from({ length: most }, (_, index) => index + 1).flatMap((step) =>
    (['before', 'after'] as const).map((when) => [step, when] as const),
  );

  it('in fewer places than are tried', async () => {
    const before = await withSlip();
    const killer = killAt(Number.POSITIVE_INFINITY, 'after', before);
    const office = { ...before, ...(await openDesk({ ...before, ports: killer.ports, wrap: killer.wrap })) };
    await reissue(office);
    expect([killer.steps() > 20, killer.steps() <= most]).toEqual([true, true]);
  });

  it.each(moments)(
    'at step %i, %s it: never two tokens that are not listed, never none',
    async (step, when) => {
      const before = await withSlip();
      const killer = killAt(step, when, before);
      const dying = { ...before, ...(await openDesk({ ...before, ports: killer.ports, wrap: killer.wrap })) };
      await Promise.race([killer.dead, reissue(dying)]);
      const next: WithSlip = { ...before, ...(await openDesk(before)) };
      expect(await works(next, kept(next))).toBe(true);
      await retryCleanUps(next);
      await expectOne(next);
    },
  );
});

describe('another end date, by hand', () => {
  async function withoutKey(): Promise<WithSlip> {
    const office = await withSlip(() => openConnectedDesk());
    await office.call['key:forget'](undefined);
    return office;
  }

  const draftFor = (office: WithSlip): Draft => {
    const draft = draftOf(slipOf(office), 'terms', office.clock.now());
    return { ...draft, guide: { form: 'account', step: 11 } };
  };

  async function change(office: WithSlip) {
    const made = makeByHand(office);
    await office.call['draft:save']({ draft: draftFor(office) });
    await bring(office, made.value);
    const proven = await office.call['pick-up:prove']({ draft: draftFor(office), account: '' });
    const reason = proven.ok && proven.value.kind === 'as-planned' ? '' : 'It is what I have made today.';
    return { made, answer: await office.call['pick-up:keep']({ reason }) };
  }

  it('puts the token into the slip, and asks for the old one until Cloudflare refuses it', async () => {
    const office = await withoutKey();
    const before = slipOf(office);
    const { made, answer } = await change(office);
    expect(answer).toEqual({ ok: true, value: { id: office.id } });
    expect(slipOf(office)).toMatchObject({
      number: before.number,
      route: before.route,
      token: { id: made.id },
    });
    expect(slipOf(office).token.name).toContain('(2)');
    expect([kept(office), office.desk.store.snapshot.draft]).toEqual([made.value, null]);
    const [old] = office.desk.store.snapshot.cleanUps;
    expect(old).toMatchObject({ oldOf: office.id, tokenName: before.token.name });
    const mark = old?.mark ?? '';
    expect(await office.call['clean-up:check']({ mark })).toMatchObject({
      problem: { code: 'token-still-works' },
    });
    office.practice.dashboard.deleteToken(before.token.id);
    expect(await office.call['clean-up:check']({ mark })).toEqual({ ok: true, value: null });
    expect(office.desk.store.snapshot.cleanUps).toEqual([]);
    expect([...office.keychain.items.values()]).toEqual([made.value]);
  });

  it('puts no token of one world into a slip of the other', async () => {
    const office = await withoutKey();
    await office.call['world:choose']({ world: 'practice' });
    const before = slipOf(office);
    await bring(office, makeByHand(office).value);
    expect(await office.call['pick-up:prove']({ draft: draftFor(office), account: '' })).toMatchObject({
      problem: { code: 'slip-unknown' },
    });
    expect(await office.call['pick-up:keep']({ reason: 'It is what I have.' })).toMatchObject({
      problem: { code: 'no-token-in-hand' },
    });
    expect([slipOf(office), office.desk.store.snapshot.cleanUps]).toEqual([before, []]);
  });

  it('leaves the alarm for a token that others saw on until that very token is gone', async () => {
    const office = await withoutKey();
    await office.call['slip:say']({ id: office.id, what: 'leaked' });
    await office.call['slip:say']({ id: office.id, what: 'unsure-where' });
    const oldToken = slipOf(office).token.id;
    await office.clock.advance(1000);
    await change(office);
    const stamp = () => stampOf(slipOf(office), office.clock.now());
    expect([stamp(), slipOf(office).concerns.length]).toEqual(['ROTATE NOW', 1]);
    office.practice.dashboard.deleteToken(oldToken);
    const mark = office.desk.store.snapshot.cleanUps[0]?.mark ?? '';
    expect(await office.call['clean-up:check']({ mark })).toEqual({ ok: true, value: null });
    expect([leaksOf(slipOf(office)), slipOf(office).concerns]).toEqual([{ token: null, old: null }, []]);
    expect(stamp()).not.toBe('ROTATE NOW');
  });

  it('leaves what was said of the new token as it is when the old one goes', async () => {
    const office = await withoutKey();
    const oldToken = slipOf(office).token.id;
    await change(office);
    await office.clock.advance(1000);
    await office.call['slip:say']({ id: office.id, what: 'leaked' });
    await office.call['slip:say']({ id: office.id, what: 'unsure-where' });
    office.practice.dashboard.deleteToken(oldToken);
    await office.call['clean-up:check']({ mark: office.desk.store.snapshot.cleanUps[0]?.mark ?? '' });
    expect([leaksOf(slipOf(office)).token === null, slipOf(office).concerns.length]).toEqual([false, 1]);
  });

  it('keeps the old token on the list until its value has left the keychain', async () => {
    const office = await withoutKey();
    const before = slipOf(office).token.id;
    const { made } = await change(office);
    office.practice.dashboard.deleteToken(before);
    const mark = office.desk.store.snapshot.cleanUps[0]?.mark ?? '';
    office.keychain.moods.remove = 'locked';
    expect(await office.call['clean-up:check']({ mark })).toMatchObject({
      problem: { code: 'keychain-locked' },
    });
    /* It is said to be dead, and no leak any more. */
    const now = office.clock.now().getTime();
    expect(office.desk.store.snapshot.cleanUps.map((one) => opensNothing(one, now))).toEqual([true]);
    expect(slipOf(office).events.at(-1)?.what).toBe('old-token-gone');
    office.keychain.mood = 'well';
    expect(await office.call['clean-up:check']({ mark })).toEqual({ ok: true, value: null });
    expect([...office.keychain.items.values()]).toEqual([made.value]);
  });

  it('is deleted by a setup key that comes later', async () => {
    const office = await withoutKey();
    await change(office);
    await office.call['key:offer']({ pasted: office.practice.readyToken('accountSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.bakery.id, keep: false });
    await retryCleanUps(office);
    expect(office.desk.store.snapshot.cleanUps).toEqual([]);
    expect(await works(office, office.old)).toBe(false);
    expect(await works(office, kept(office))).toBe(true);
  });

  it('keeps the new token in hand while the keychain is locked', async () => {
    const office = await withoutKey();
    office.keychain.moods.set = 'locked';
    const { made, answer } = await change(office);
    expect(answer).toMatchObject({ problem: { code: 'keychain-locked' } });
    expect([kept(office), slipOf(office).replacing]).toEqual([office.old, null]);
    office.keychain.mood = 'well';
    const again = await office.call['pick-up:keep']({ reason: 'It is what I have made today.' });
    expect(again).toMatchObject({ ok: true });
    expect([kept(office), office.desk.store.snapshot.cleanUps.length]).toEqual([made.value, 1]);
  });

  it('cut off at any step has one of the two, lists the other, and says which it is', async () => {
    const told = new Set<string>();
    for (let step = 1; step <= 20; step += 1) {
      const before = await withoutKey();
      const killer = killAt(step, 'after', before);
      const dying: WithSlip = {
        ...before,
        ...(await openDesk({ ...before, world: 'cloudflare', ports: killer.ports, wrap: killer.wrap })),
      };
      const made = makeByHand(before);
      const run = async () => {
        await bring(dying, made.value);
        await dying.call['pick-up:prove']({ draft: draftFor(dying), account: '' });
        await dying.call['pick-up:keep']({ reason: 'It is what I have made today.' });
      };
      await Promise.race([killer.dead, run()]);
      const next: WithSlip = { ...before, ...(await openDesk({ ...before, world: 'cloudflare' })) };
      const slip = slipOf(next);
      const isNew = kept(next) === made.value;
      const at = `step ${step}`;
      expect([slip.replacing, slip.token.ending], at).toEqual([null, kept(next).slice(-4)]);
      expect(await works(next, kept(next)), at).toBe(true);
      const { cleanUps, notices } = next.desk.store.snapshot;
      if (isNew)
        expect(
          cleanUps.map(({ oldOf }) => oldOf),
          at,
        ).toEqual([next.id]);
      for (const notice of notices) {
        expect(notice.code, at).toBe(isNew ? 'change-finished' : 'change-undone');
        told.add(notice.code);
      }
      const items = [...next.keychain.items.keys()].filter((item) => item.startsWith('slip-'));
      expect(items.length, at).toBe(isNew ? 2 : 1);
    }
    expect([...told].toSorted()).toEqual(['change-finished', 'change-undone']);
  });
});
