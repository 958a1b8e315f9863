import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import type { Cloudflare } from '../../../electron/core/ports.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { hashOfValue } from '../../../electron/practice/token-values.ts';
import type { Argument } from '../../../shared/ipc/contract.ts';
import { failed } from '../../../shared/result.ts';
import { stampOf } from '../../../shared/slip.ts';
import { heldBack } from '../../fakes/held-back.ts';
import { killAt } from '../../fakes/kill-at.ts';
import { makeByHand, successDialog, typedDraft } from '../../fakes/made-by-hand.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { liveTokens, strayTokens } from '../../fakes/stray-tokens.ts';

type WithSlip = Office & { readonly id: string; readonly old: string };

async function officeWithSlip(open: () => Promise<Office> = openDesk): Promise<WithSlip> {
  const office = await open();
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  if (!issued.ok) throw new Error(issued.problem.code);
  return { ...office, id: issued.value.id, old: office.keychain.items.get(issued.value.id) ?? '' };
}

const rotate = (office: Office & { readonly id: string }, change: Partial<Argument<'slip:rotate'>> = {}) =>
  office.call['slip:rotate']({ id: office.id, why: 'asked', again: false, ...change });

const slipOf = ({ desk }: Pick<Office, 'desk'>) => desk.store.snapshot.slips[0];
const kept = ({ keychain, id }: Pick<WithSlip, 'keychain' | 'id'>) => keychain.items.get(id) ?? '';

/** Whether Cloudflare takes a value, asked past the app. */
async function works({ practice, clock, desk }: Office, value: string): Promise<boolean> {
  const owner = slipOf({ desk })?.token.owner;
  if (owner === undefined) throw new Error('no slip');
  practice.faults.clear();
  const api = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  return (await api.verify(new Secret(value), owner)).ok;
}

/** The one truth: one live token, its value in the keychain, the slip with its ending, nothing begun. */
async function expectSettled(office: WithSlip): Promise<void> {
  const slip = slipOf(office);
  const [token] = liveTokens(office);
  expect(slip).toMatchObject({ rotating: null, token: { id: token?.id, ending: kept(office).slice(-4) } });
  expect([liveTokens(office).length, token?.valueHash]).toEqual([1, hashOfValue(kept(office))]);
  expect(strayTokens(office)).toEqual([]);
  expect(await works(office, kept(office))).toBe(true);
}

describe('swapping a token with a setup key', () => {
  it.each(['asked', 'leaked'] as const)(
    'tells the owner, wherever they are, that Cloudflare still takes the old value, until the next one is refused: %s',
    async (why) => {
      let isLate = true;
      let works: Awaited<ReturnType<Cloudflare['verify']>> | null = null;
      const verify =
        (cloudflare: Cloudflare): Cloudflare['verify'] =>
        async (...asked) => {
          const answer = await cloudflare.verify(...asked);
          if (answer.ok) works = answer;
          return isLate && works !== null ? works : answer;
        };
      const office = await officeWithSlip(() =>
        openDesk({ wrap: (cloudflare) => ({ ...cloudflare, verify: verify(cloudflare) }) }),
      );
      expect(await rotate(office, { why })).toMatchObject({ ok: true, value: { old: 'still-taken' } });
      expect(office.desk.store.snapshot.notices).toEqual([{ code: 'old-value-taken', number: 1 }]);
      isLate = false;
      expect(await rotate(office, { why })).toMatchObject({ ok: true, value: { old: 'refused' } });
      expect(office.desk.store.snapshot.notices).toEqual([]);
    },
  );

  it('tells nothing where Cloudflare refuses it, and takes back nothing else', async () => {
    const office = await officeWithSlip();
    await rotate(office);
    expect(office.desk.store.snapshot.notices).toEqual([]);
    office.desk.store.tell({ code: 'change-undone', number: 1 });
    await rotate(office);
    expect(office.desk.store.snapshot.notices).toEqual([{ code: 'change-undone', number: 1 }]);
  });

  it.each([
    ['of the account', 'accountSetupKey'],
    ['of a person', 'userSetupKey'],
  ] as const)(
    '%s: the old value is refused, the new one works, and nothing else changes',
    async (_whose, role) => {
      const office = await officeWithSlip(() => openConnectedDesk(role));
      const before = slipOf(office);
      const prompt = await office.call['slip:prompt']({ id: office.id });
      expect(await rotate(office)).toEqual({ ok: true, value: { old: 'refused', proof: 'as-before' } });
      await expectSettled(office);
      expect([kept(office) === office.old, await works(office, office.old)]).toEqual([false, false]);
      expect(slipOf(office)).toMatchObject({
        route: before?.route,
        until: before?.until,
        place: before?.place,
      });
      expect(await office.call['slip:prompt']({ id: office.id })).toEqual(prompt);
      expect(
        slipOf(office)
          ?.events.slice(-2)
          .map(({ what }) => what),
      ).toEqual(['proven', 'rotated']);
    },
  );

  it('shows how far it is, and lets no other swap begin meanwhile', async () => {
    const office = await officeWithSlip();
    const steps: string[] = [];
    const refused: unknown[] = [];
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'rotating' && steps.at(-1) !== progress.step) {
        steps.push(progress.step);
        refused.push(rotate(office));
      }
    });
    expect((await rotate(office)).ok).toBe(true);
    expect(steps).toEqual(['rolling', 'storing', 'proving']);
    for (const answer of await Promise.all(refused)) {
      expect(answer).toMatchObject({ problem: { code: 'slip-busy' } });
    }
    expect(office.desk.store.snapshot.progress).toEqual({ doing: 'nothing' });
  });

  it.each(['rolling', 'storing', 'proving'] as const)(
    'is stopped at its owner’s word while it is swapped, at %s: written down at once, and done after that',
    async (step) => {
      const office = await officeWithSlip();
      let stopping: ReturnType<typeof revoke> | null = null;
      const revoke = () => office.call['slip:revoke']({ id: office.id });
      office.desk.store.subscribe(({ progress }) => {
        if (progress.doing === 'rotating' && progress.step === step) stopping ??= revoke();
      });
      const shown: boolean[] = [];
      office.desk.store.subscribe(({ progress, slips }) => {
        if (progress.doing === 'rotating') shown.push(slips[0]?.stopping !== null);
      });
      expect(await rotate(office)).toMatchObject({ ok: true });
      expect(await stopping).toMatchObject({ ok: true, value: { cloudflare: 'deleted' } });
      expect([shown.at(-1), liveTokens(office), office.keychain.items.size]).toEqual([true, [], 0]);
      expect(slipOf(office)?.events.filter(({ what }) => what === 'revoked').length).toBe(1);
    },
  );

  it('holds up no other slip that its owner stops', async () => {
    const { wrap, answer } = heldBack('rollToken');
    const office = await officeWithSlip(() => openDesk({ wrap }));
    const other = await office.call['slip:issue']({ request: purgeRequest });
    if (!other.ok) throw new Error(other.problem.code);
    const swap = rotate(office);
    expect(await office.call['slip:revoke']({ id: other.value.id })).toMatchObject({ ok: true });
    answer();
    expect(await swap).toMatchObject({ ok: true });
    await expectSettled(office);
  });

  it.each(['slip:rotate', 'hand-swap:begin'] as const)(
    'waits for no other slip that is being stopped, but for its own: %s',
    async (command) => {
      const { wrap, answer } = heldBack('deleteToken');
      const office = await officeWithSlip(() => openDesk({ wrap }));
      const other = await office.call['slip:issue']({ request: purgeRequest });
      if (!other.ok) throw new Error(other.problem.code);
      const stopping = office.call['slip:revoke']({ id: office.id });
      const swap = (id: string) => office.call[command]({ id, why: 'leaked', again: false });
      expect(await swap(office.id)).toMatchObject({ problem: { code: 'slip-busy' } });
      expect(await swap(other.value.id)).toMatchObject({ ok: true });
      answer();
      expect(await stopping).toMatchObject({ ok: true });
    },
  );

  it('mends a slip whose token was taken out of the keychain', async () => {
    const office = await officeWithSlip();
    office.keychain.items.clear();
    expect(await rotate(office)).toMatchObject({ value: { old: 'not-checked' } });
    await expectSettled(office);
  });

  it('tells when the token can do more than before, and keeps telling', async () => {
    const office = await officeWithSlip();
    const tokens = office.practice.export().tokens;
    const token = tokens.find(({ id }) => id === slipOf(office)?.token.id);
    const zones = {
      [`com.cloudflare.api.account.${office.practice.seed.accounts.bakery.id}`]: {
        'com.cloudflare.api.account.zone.*': '*',
      },
    };
    const api = `${office.practice.baseUrl}/accounts/${office.practice.seed.accounts.bakery.id}/tokens/${token?.id}`;
    await office.call['places:list']({ fresh: true });
    const changed = await office.practice.fetchLike(api, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${office.practice.readyToken('accountSetupKey').value}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        name: token?.name,
        status: 'active',
        expires_on: token?.expiresOn,
        policies: token?.policies.map((policy) => ({ ...policy, resources: zones })),
      }),
    });
    expect(changed.status).toBe(200);
    expect(await rotate(office)).toMatchObject({ value: { proof: 'differs' } });
    expect(slipOf(office)?.keptAnyway).toMatchObject({ verdict: 'wider' });
    await expectSettled(office);
  });

  it('leaves a warning about a token that was made by hand as it is', async () => {
    const office = await openConnectedDesk();
    const made = makeByHand(office, { zones: 'all-of-account' });
    await office.call['draft:save']({ draft: typedDraft });
    await office.call['pick-up:take']({
      pasted: successDialog(made.value, office.practice.seed.accounts.bakery.id),
    });
    await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    const keptToken = await office.call['pick-up:keep']({ reason: 'It was at hand this morning.' });
    const id = keptToken.ok ? keptToken.value.id : '';
    const before = slipOf(office)?.keptAnyway;
    expect(await rotate({ ...office, id })).toMatchObject({ ok: true, value: { old: 'refused' } });
    expect([slipOf(office)?.keptAnyway, before === null]).toEqual([before, false]);
    expect(kept({ ...office, id })).not.toBe(made.value);
  });
});

describe('nothing is rolled', () => {
  it.each<[string, (office: WithSlip) => unknown, string]>([
    [
      'while the keychain is locked',
      ({ keychain }) => Object.assign(keychain, { mood: 'locked' }),
      'keychain-locked',
    ],
    ['while the disk is full', ({ book }) => Object.assign(book, { mood: 'full' }), 'storage-full'],
    [
      'when Cloudflare refuses',
      ({ practice }) => practice.faults.on({ kind: 'rate-limited', method: 'PUT' }),
      'rate-limited',
    ],
    [
      'when Cloudflare can not be reached',
      ({ practice }) => practice.faults.on({ kind: 'offline', method: 'PUT' }),
      'offline',
    ],
  ])('%s', async (_when, break_, code) => {
    const office = await officeWithSlip();
    break_(office);
    const answer = await rotate(office);
    office.keychain.mood = 'well';
    office.book.mood = 'well';
    expect(answer).toMatchObject({ problem: { code } });
    expect([kept(office), slipOf(office)?.rotating]).toEqual([office.old, null]);
    await expectSettled(office);
  });

  it('for a slip that has ended or was stopped, or does not exist', async () => {
    const office = await officeWithSlip();
    const other = await rotate(office, { id: 'slip-zzzzzzzzzzzzzzzz' });
    await office.clock.advance(400 * 86_400_000);
    expect([other, await rotate(office)]).toMatchObject([
      { problem: { code: 'slip-unknown' } },
      { problem: { code: 'slip-over' } },
    ]);
    expect(kept(office)).toBe(office.old);
  });

  it('without a setup key, or with one of another account', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    await office.call['key:forget'](undefined);
    const without = await rotate(office);
    await office.call['key:offer']({ pasted: office.practice.readyToken('otherAccountSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.hill.id, keep: false });
    expect([without, await rotate(office)]).toMatchObject([
      { problem: { code: 'no-setup-key' } },
      { problem: { code: 'setup-key-elsewhere' } },
    ]);
    await expectSettled(office);
  });

  it('when the token was deleted at Cloudflare, and says so', async () => {
    const office = await officeWithSlip();
    const { baseUrl, fetchLike, seed, readyToken } = office.practice;
    await fetchLike(`${baseUrl}/accounts/${seed.accounts.bakery.id}/tokens/${slipOf(office)?.token.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${readyToken('accountSetupKey').value}` },
    });
    expect(await rotate(office)).toMatchObject({ problem: { code: 'slip-token-gone' } });
    expect(slipOf(office)?.rotating).toBeNull();
  });

  it('when Cloudflare shows this key no such token, and nothing can tell whether it is gone', async () => {
    const office = await officeWithSlip(() =>
      openDesk({
        wrap: (cloudflare) => ({ ...cloudflare, rollToken: async () => failed({ code: 'not-found' }) }),
      }),
    );
    office.practice.faults.on({ kind: 'offline', path: /verify$/ });
    expect(await rotate(office)).toMatchObject({ problem: { code: 'not-found' } });
    await expectSettled(office);
  });

  it("when the key is another person's, whom Cloudflare tells that there is no such token", async () => {
    const office = await officeWithSlip(() =>
      openConnectedDesk('userSetupKey', {
        wrap: (cloudflare) => ({
          ...cloudflare,
          rollToken: async () => ({ ok: false, problem: { code: 'not-found' } }),
        }),
      }),
    );
    expect(await rotate(office)).toMatchObject({ problem: { code: 'setup-key-elsewhere' } });
    await expectSettled(office);
  });
});

describe('a value that got lost', () => {
  it('on the way from Cloudflare: it says so, rolls again only when told to, and then all is well', async () => {
    const office = await officeWithSlip();
    office.practice.faults.on({ kind: 'lose-roll-answer' });
    expect(await rotate(office)).toEqual({ ok: false, problem: { code: 'roll-lost', number: 1 } });
    const slip = slipOf(office);
    expect([slip?.rotating?.lost, slip && stampOf(slip, office.clock.now())]).toEqual([true, 'ROTATE NOW']);
    const [token] = liveTokens(office);
    expect(await rotate(office)).toMatchObject({ problem: { code: 'roll-lost' } });
    expect(liveTokens(office)[0]?.valueHash).toBe(token?.valueHash);
    expect(await rotate(office, { again: true })).toMatchObject({ ok: true });
    await expectSettled(office);
  });

  it('with Cloudflare gone right after: it does not pretend to know', async () => {
    const office = await officeWithSlip();
    office.practice.faults.on({ kind: 'lose-roll-answer' });
    office.practice.faults.on({ kind: 'offline', path: /verify$/ });
    expect(await rotate(office)).toEqual({ ok: false, problem: { code: 'roll-unclear' } });
    expect(slipOf(office)?.rotating).toMatchObject({ lost: false });
    office.practice.faults.clear();
    expect(await rotate(office, { again: true })).toMatchObject({ ok: true });
    await expectSettled(office);
  });

  it.each(['absent', 'locked', 'dismissed', 'failed', 'differs', 'forgets'] as const)(
    'since the keychain is %s: it is rolled again once the keychain is back',
    async (mood) => {
      const office = await officeWithSlip();
      office.keychain.moods.set = mood;
      expect(await rotate(office)).toMatchObject({ problem: { code: 'roll-not-kept' } });
      office.keychain.mood = 'well';
      expect(await rotate(office)).toMatchObject({ problem: { code: 'roll-lost' } });
      expect(await rotate(office, { again: true })).toMatchObject({ ok: true });
      await expectSettled(office);
    },
  );

  it('is none when Cloudflare was only away while the new value was tried: a second try finishes the first', async () => {
    const office = await officeWithSlip();
    const off = office.practice.faults.on({ kind: 'offline', path: /verify$/ });
    expect(await rotate(office)).toMatchObject({
      problem: { code: 'rotation-unfinished', because: { code: 'offline' } },
    });
    const stored = kept(office);
    off();
    expect(await rotate(office)).toMatchObject({ ok: true, value: { old: 'not-checked' } });
    expect(kept(office)).toBe(stored);
    await expectSettled(office);
  });

  it('is none where only a part of Cloudflare does not know the new value yet', async () => {
    let isRefused = false;
    const office = await officeWithSlip(() =>
      openDesk({
        wrap: (cloudflare) => ({
          ...cloudflare,
          verify: async (...asked) => {
            const refuses = isRefused;
            isRefused = false;
            return refuses ? failed({ code: 'token-refused' }) : cloudflare.verify(...asked);
          },
        }),
      }),
    );
    const off = office.practice.faults.on({ kind: 'offline', path: /verify$/ });
    await rotate(office);
    off();
    isRefused = true;
    expect(await rotate(office)).toMatchObject({ ok: true });
    await expectSettled(office);
  });

  it('leaves a slip that can still be stopped', async () => {
    const office = await officeWithSlip();
    office.practice.faults.on({ kind: 'lose-roll-answer' });
    await rotate(office);
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({ ok: true });
    expect([liveTokens(office), slipOf(office)?.rotating]).toEqual([[], null]);
  });
});

describe('a slip whose new value got lost', () => {
  it('is not called deleted because its old value is refused', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    office.practice.faults.on({ kind: 'lose-roll-answer' });
    await rotate(office);
    expect(await office.call['slip:revoke']({ id: office.id, byHand: true })).toMatchObject({
      value: { cloudflare: 'not-checked' },
    });
  });

  it("is not called gone by another person's key, whom Cloudflare tells that there is no such token", async () => {
    let otherPerson = false;
    const office = await officeWithSlip(() =>
      openConnectedDesk('userSetupKey', {
        wrap: (cloudflare) => ({
          ...cloudflare,
          deleteToken: async (...asked) =>
            otherPerson ? { ok: true, value: 'already-gone' } : cloudflare.deleteToken(...asked),
        }),
      }),
    );
    office.practice.faults.on({ kind: 'lose-roll-answer' });
    await rotate(office);
    otherPerson = true;
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
      problem: { code: 'setup-key-elsewhere' },
    });
    expect([slipOf(office)?.revoked, liveTokens(office).length]).toEqual([null, 1]);
  });
});

describe('a token that others have seen', () => {
  it('is swapped at once, its old value refused, and the slip remembers', async () => {
    const office = await officeWithSlip();
    expect(await rotate(office, { why: 'leaked' })).toMatchObject({ value: { old: 'refused' } });
    expect(slipOf(office)?.events.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['leaked', 'rotated']),
    );
    const slip = slipOf(office);
    expect(slip && stampOf(slip, office.clock.now())).toBe('READY');
    expect(await works(office, office.old)).toBe(false);
    await expectSettled(office);
  });

  it('asks to be swapped until it is, when there is no setup key', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    await office.call['key:forget'](undefined);
    expect(await rotate(office, { why: 'leaked' })).toMatchObject({ problem: { code: 'no-setup-key' } });
    const slip = slipOf(office);
    expect(slip && stampOf(slip, office.clock.now())).toBe('ROTATE NOW');
  });

  it('is worthless also where the keychain can not take the new value', async () => {
    const office = await officeWithSlip();
    office.keychain.mood = 'locked';
    expect(await rotate(office, { why: 'leaked' })).toMatchObject({ problem: { code: 'roll-not-kept' } });
    office.keychain.mood = 'well';
    expect(await works(office, office.old)).toBe(false);
    expect(await rotate(office, { why: 'leaked' })).toMatchObject({ ok: true });
    await expectSettled(office);
  });

  it('is swapped once more when an earlier swap was finished only now', async () => {
    const office = await officeWithSlip();
    const off = office.practice.faults.on({ kind: 'offline', path: /verify$/ });
    await rotate(office);
    const seen = kept(office);
    off();
    expect(await rotate(office, { why: 'leaked' })).toMatchObject({ value: { old: 'refused' } });
    expect([kept(office) === seen, await works(office, seen)]).toEqual([false, false]);
    await expectSettled(office);
  });
});

describe('the app is killed', () => {
  const most = 24;
  const moments = Array.from({ length: most }, (_, index) => index + 1).flatMap((step) =>
    (['before', 'after'] as const).map((when) => [step, when] as const),
  );

  it('in fewer places than are tried', async () => {
    const before = await officeWithSlip();
    const killer = killAt(Number.POSITIVE_INFINITY, 'after', before);
    const office = await openDesk({ ...before, ports: killer.ports, wrap: killer.wrap });
    await rotate({ ...office, id: before.id });
    expect([killer.steps() > 10, killer.steps() <= most]).toEqual([true, true]);
  });

  it.each(moments)(
    'at step %i, %s it: the next start comes to one working token and says what happened',
    async (step, when) => {
      const before = await officeWithSlip();
      const killer = killAt(step, when, before);
      const dying = await openDesk({ ...before, ports: killer.ports, wrap: killer.wrap });
      const finished = rotate({ ...dying, id: before.id });
      await Promise.race([killer.dead, finished]);
      /* What was killed does nothing more; and whatever is live is on a slip that the app lists. */
      const next = { ...before, ...(await openDesk(before)) };
      const listed = next.desk.store.snapshot.slips.map(({ token }) => token.id);
      expect(liveTokens(next).map(({ id }) => id)).toEqual(listed);
      const slip = slipOf(next);
      if (slip?.rotating !== null) {
        expect(slip?.rotating.lost).toBe(true);
        expect(next.desk.store.snapshot.notices).toEqual([{ code: 'roll-lost', number: 1 }]);
        expect(await rotate(next, { again: true })).toMatchObject({ ok: true });
      } else if (kept(next) !== before.old && slip.events.at(-1)?.what !== 'rotated') {
        throw new Error('a new value that no event tells of');
      }
      await expectSettled(next);
    },
  );

  it('and has no keychain when it starts again: it goes on once there is one', async () => {
    const before = await officeWithSlip();
    before.practice.faults.on({ kind: 'offline', path: /verify$/ });
    await rotate(before);
    before.practice.faults.clear();
    before.keychain.mood = 'locked';
    const next = { ...before, ...(await openDesk(before)) };
    expect(slipOf(next)?.rotating).not.toBeNull();
    next.keychain.mood = 'well';
    await next.call['keychain:check'](undefined);
    expect(next.desk.store.snapshot.notices).toEqual([{ code: 'rotation-finished', number: 1 }]);
    await expectSettled(next);
  });

  it('tells of each swap that it finished, until the owner has read it', async () => {
    const before = await officeWithSlip();
    const other = await before.call['slip:issue']({ request: purgeRequest });
    const off = before.practice.faults.on({ kind: 'offline', path: /verify$/ });
    for (const { id } of before.desk.store.snapshot.slips) await rotate({ ...before, id });
    off();
    const { desk, call } = await openDesk(before);
    const told = () => desk.store.snapshot.notices;
    expect([other.ok, told()]).toEqual([
      true,
      [1, 2].map((number) => ({ code: 'rotation-finished', number })),
    ]);
    await call['notice:dismiss']({ about: 'slip 1' });
    expect(told()).toEqual([{ code: 'rotation-finished', number: 2 }]);
    desk.store.tell({ code: 'roll-lost', number: 2 });
    expect(told()).toEqual([{ code: 'roll-lost', number: 2 }]);
  });

  it('a token that was never rolled is told as such', async () => {
    const before = await officeWithSlip();
    const killer = killAt(3, 'before', before);
    const dying = await openDesk({ ...before, ports: killer.ports, wrap: killer.wrap });
    void rotate({ ...dying, id: before.id });
    await killer.dead;
    const next = { ...before, ...(await openDesk(before)) };
    expect(next.desk.store.snapshot.notices).toEqual([{ code: 'rotation-undone', number: 1 }]);
    await expectSettled(next);
  });
});
