import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import type { Keychain } from '../../../electron/core/ports.ts';
import { Secret } from '../../../electron/core/secret.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { stampOf } from '../../../shared/slip.ts';
import { killAt } from '../../fakes/kill-at.ts';
import { bring, makeByHand } from '../../fakes/made-by-hand.ts';
import { MemoryKeychain } from '../../fakes/memory-keychain.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';

type WithSlip = Office & { readonly id: string; readonly old: string };

/** A slip with a token of an account or of a person, and no setup key any more. */
async function withSlip(role: 'accountSetupKey' | 'userSetupKey' = 'accountSetupKey'): Promise<WithSlip> {
  const office = await openConnectedDesk(role);
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  if (!issued.ok) throw new Error(issued.problem.code);
  await office.call['key:forget'](undefined);
  return { ...office, id: issued.value.id, old: office.keychain.items.get(issued.value.id) ?? '' };
}

const slipOf = ({ desk, id }: Pick<WithSlip, 'desk' | 'id'>) => {
  const slip = desk.store.snapshot.slips.find((one) => one.id === id);
  if (slip === undefined) throw new Error('no slip');
  return slip;
};
const kept = ({ keychain, id }: Pick<WithSlip, 'keychain' | 'id'>) => keychain.items.get(id) ?? '';
const begin = (office: WithSlip, why: 'asked' | 'leaked' = 'asked') =>
  office.call['hand-swap:begin']({ id: office.id, why });
const keep = (office: WithSlip) => office.call['hand-swap:keep']({ id: office.id });
const leave = (office: WithSlip) => office.call['hand-swap:leave']({ id: office.id });
const roll = (office: WithSlip, tokenId = slipOf(office).token.id) =>
  office.practice.dashboard.rollToken(tokenId).value;

async function works(office: WithSlip, value: string): Promise<boolean> {
  const { practice, clock } = office;
  const api = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  return (await api.verify(new Secret(value), slipOf(office).token.owner)).ok;
}

async function expectSwapped(office: WithSlip, value: string): Promise<void> {
  expect([kept(office), slipOf(office).rotating, slipOf(office).token.ending]).toEqual([
    value,
    null,
    value.slice(-4),
  ]);
  expect([await works(office, office.old), await works(office, value)]).toEqual([false, true]);
}

describe('a swap by hand', () => {
  it.each(['accountSetupKey', 'userSetupKey'] as const)(
    'of a token made with the %s ends with the old value refused, the new one kept, and all else as before',
    async (role) => {
      const office = await withSlip(role);
      const before = slipOf(office);
      expect(await begin(office)).toEqual({ ok: true, value: null });
      expect(slipOf(office).rotating).toMatchObject({ why: 'asked', lost: false });
      const value = roll(office);
      await bring(office, value);
      expect(await keep(office)).toEqual({ ok: true, value: { old: 'refused', proof: 'as-before' } });
      await expectSwapped(office, value);
      const { route, until, place, number } = slipOf(office);
      expect({ route, until, place, number }).toEqual({
        route: before.route,
        until: before.until,
        place: before.place,
        number: before.number,
      });
      expect(slipOf(office).events.at(-1)?.what).toBe('rotated');
      expect(office.desk.store.snapshot.pickUp.token).toBeNull();
    },
  );

  it('leaves the keychain as it is until the new value is proven', async () => {
    const office = await withSlip();
    await begin(office);
    const value = roll(office);
    await bring(office, value);
    const back = office.practice.faults.on({ kind: 'offline' });
    expect(await keep(office)).toMatchObject({ ok: false, problem: { code: 'offline' } });
    expect([kept(office), office.desk.store.snapshot.pickUp.token?.ending]).toEqual([
      office.old,
      value.slice(-4),
    ]);
    back();
    expect(await keep(office)).toMatchObject({ ok: true });
    await expectSwapped(office, value);
  });

  it.each(['locked', 'absent', 'dismissed', 'failed'] as const)(
    'keeps the new value in hand while the keychain is %s',
    async (mood) => {
      const office = await withSlip();
      await begin(office);
      const value = roll(office);
      await bring(office, value);
      office.keychain.moods.set = mood;
      expect(await keep(office)).toMatchObject({ problem: { code: `keychain-${mood}` } });
      expect(slipOf(office).rotating).not.toBeNull();
      office.keychain.mood = 'well';
      expect(await keep(office)).toMatchObject({ ok: true });
      await expectSwapped(office, value);
    },
  );

  it('is finished by a second try where the book could not be written', async () => {
    const office = await withSlip();
    await begin(office);
    const value = roll(office);
    await bring(office, value);
    office.book.mood = 'full';
    expect(await keep(office)).toMatchObject({
      problem: { code: 'rotation-unfinished', because: { code: 'storage-full' } },
    });
    office.book.mood = 'well';
    expect(await keep(office)).toMatchObject({ ok: true });
    await expectSwapped(office, value);
  });

  it('says that others have seen the token, and takes that back with the swap', async () => {
    const office = await withSlip();
    await begin(office, 'leaked');
    expect(stampOf(slipOf(office), office.clock.now())).toBe('ROTATE NOW');
    const value = roll(office);
    await bring(office, value);
    await keep(office);
    expect(
      slipOf(office)
        .events.map(({ what }) => what)
        .slice(-3),
    ).toEqual(['leaked', 'proven', 'rotated']);
    expect(stampOf(slipOf(office), office.clock.now())).toBe('READY');
  });
});

describe('what is not the new value is not kept', () => {
  it('such as the old one, which still works', async () => {
    const office = await withSlip();
    await begin(office);
    await bring(office, office.old);
    expect(await keep(office)).toEqual({ ok: false, problem: { code: 'swap-old-value' } });
    expect([kept(office), await works(office, office.old)]).toEqual([office.old, true]);
  });

  it('such as the old one after it was rolled: the new one can still be brought', async () => {
    const office = await withSlip();
    await begin(office);
    const value = roll(office);
    await bring(office, office.old);
    expect(await keep(office)).toMatchObject({ problem: { code: 'swap-old-value' } });
    await bring(office, value);
    expect(await keep(office)).toMatchObject({ ok: true });
    await expectSwapped(office, value);
  });

  it('such as another token that is on no slip', async () => {
    const office = await withSlip();
    const other = makeByHand(office);
    await begin(office);
    await bring(office, roll(office, other.id));
    expect(await keep(office)).toEqual({ ok: false, problem: { code: 'swap-other-token', number: null } });
    expect(kept(office)).toBe(office.old);
  });

  it('such as a token of the other kind', async () => {
    const office = await withSlip();
    const other = makeByHand(office, { owner: 'user' });
    await begin(office);
    await bring(office, other.value);
    expect(await keep(office)).toMatchObject({ problem: { code: 'swap-other-token', number: null } });
  });

  it('such as a value that was rolled once more since', async () => {
    const office = await withSlip();
    await begin(office);
    const stale = roll(office);
    const value = roll(office);
    await bring(office, stale);
    expect(await keep(office)).toMatchObject({ problem: { code: 'swap-value-refused' } });
    await bring(office, value);
    await keep(office);
    await expectSwapped(office, value);
  });

  it('such as the token of another slip: that one is known to be dead, and gets its new value', async () => {
    const office = await withSlip();
    await office.call['key:offer']({ pasted: office.practice.readyToken('accountSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.bakery.id, keep: false });
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    const second = { ...office, id: issued.ok ? issued.value.id : '' };
    await begin(office);
    const value = roll(office, slipOf(second).token.id);
    await bring(office, value);
    expect(await keep(office)).toMatchObject({ problem: { code: 'swap-other-token', number: 2 } });
    expect(slipOf(second).rotating).toMatchObject({ lost: true });
    await leave(office);
    expect(slipOf(office).rotating).toBeNull();
    await begin(second);
    expect(await keep(second)).toMatchObject({ ok: true });
    expect([kept(second), kept(office)]).toEqual([value, office.old]);
  });

  it('such as the token that another slip has already: that one goes on working, and is not called dead', async () => {
    const office = await withSlip();
    await office.call['key:offer']({ pasted: office.practice.readyToken('accountSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.bakery.id, keep: false });
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    const second = { ...office, id: issued.ok ? issued.value.id : '' };
    await begin(office);
    await bring(office, kept(second));
    expect(await keep(office)).toMatchObject({ problem: { code: 'swap-other-token', number: 2 } });
    expect([slipOf(second).rotating, await works(second, kept(second))]).toEqual([null, true]);
    const third = roll(office, slipOf(second).token.id);
    await bring(office, third);
    office.keychain.moods.get = 'locked';
    await keep(office);
    office.keychain.mood = 'well';
    await keep(office);
    expect(slipOf(second).rotating).toMatchObject({ lost: true });
  });

  it('such as the token of a slip that is stopped meanwhile: nothing is noted of that one any more', async () => {
    const keychain = new MemoryKeychain();
    const looked = Promise.withResolvers<void>();
    const found = Promise.withResolvers<void>();
    const deleted = Promise.withResolvers<void>();
    let second = '';
    const get: Keychain['get'] = async (item) => {
      if (item === second) {
        looked.resolve();
        await found.promise;
      }
      return keychain.get(item);
    };
    const connected = await openConnectedDesk('accountSetupKey', {
      keychain,
      ports: { keychain: { ...keychain, get } },
      wrap: (cloudflare) => ({
        ...cloudflare,
        deleteToken: async (...asked) => {
          if (second !== '') await deleted.promise;
          return cloudflare.deleteToken(...asked);
        },
      }),
    });
    const make = async () => {
      const issued = await connected.call['slip:issue']({ request: purgeRequest });
      return issued.ok ? issued.value.id : '';
    };
    const office = { ...connected, id: await make(), old: '' };
    const other = { ...office, id: await make() };
    await begin(office);
    await bring(office, roll(other));
    second = other.id;
    const stopping = office.call['slip:revoke']({ id: second });
    const keeping = keep(office);
    await looked.promise;
    deleted.resolve();
    expect(await stopping).toMatchObject({ ok: true });
    found.resolve();
    expect(await keeping).toMatchObject({ problem: { code: 'swap-other-token', number: 2 } });
    expect(slipOf(other)).toMatchObject({ revoked: expect.anything(), rotating: null });
  });

  it('nor is anything without a token in hand, for a slip that has ended, or while another is swapped', async () => {
    const office = await withSlip();
    await begin(office);
    expect(await keep(office)).toMatchObject({ problem: { code: 'no-token-in-hand' } });
    await bring(office, roll(office));
    const [first, second] = await Promise.all([keep(office), keep(office)]);
    expect([first.ok, second]).toMatchObject([true, { problem: { code: 'slip-busy' } }]);
    await office.clock.advance(400 * 86_400_000);
    expect(await begin(office)).toMatchObject({ problem: { code: 'slip-over' } });
  });
});

describe('leaving', () => {
  it('before anything was rolled changes nothing', async () => {
    const office = await withSlip();
    await begin(office);
    expect(await leave(office)).toEqual({ ok: true, value: null });
    expect([slipOf(office).rotating, kept(office)]).toEqual([null, office.old]);
  });

  it('while it is being begun ends it as soon as that is written down', async () => {
    const office = await withSlip();
    expect((await Promise.all([begin(office), leave(office)])).map(({ ok }) => ok)).toEqual([true, true]);
    expect([slipOf(office).rotating, kept(office)]).toEqual([null, office.old]);
  });

  it('after the roll says that the old token is dead, and the new value can still be brought', async () => {
    const office = await withSlip();
    await begin(office);
    const value = roll(office);
    await leave(office);
    expect(slipOf(office).rotating).toMatchObject({ lost: true });
    await begin(office);
    await bring(office, value);
    expect(await keep(office)).toMatchObject({ ok: true });
    await expectSwapped(office, value);
  });

  it('a moment after the roll waits until Cloudflare refuses the old value', async () => {
    const office = await withSlip();
    await begin(office);
    const tokenId = slipOf(office).token.id;
    const left = leave(office);
    office.practice.dashboard.rollToken(tokenId);
    await left;
    expect(slipOf(office).rotating).toMatchObject({ lost: true });
  });

  it('without a network leaves it open, and the next start finds out', async () => {
    const office = await withSlip();
    await begin(office);
    roll(office);
    const back = office.practice.faults.on({ kind: 'offline' });
    expect(await leave(office)).toMatchObject({ problem: { code: 'offline' } });
    back();
    const next = { ...office, ...(await openDesk({ ...office, world: 'cloudflare' })) };
    expect(slipOf(next).rotating).toMatchObject({ lost: true });
    expect(next.desk.store.snapshot.notices).toEqual([{ code: 'roll-lost', number: 1 }]);
  });
});

describe('the window is closed in the middle', () => {
  it('before the roll: nothing has changed, and the slip does not wait for anybody', async () => {
    const office = await withSlip();
    await begin(office);
    await office.desk.windowGone();
    expect([slipOf(office).rotating, kept(office)]).toEqual([null, office.old]);
  });

  it('after the roll: the slip says that it has no working token', async () => {
    const office = await withSlip();
    await begin(office);
    roll(office);
    await office.desk.windowGone();
    expect(slipOf(office).rotating).toMatchObject({ lost: true });
  });

  it('with the new value in hand: it waits there, and is kept when the window is back', async () => {
    const office = await withSlip();
    await begin(office);
    const value = roll(office);
    await bring(office, value);
    await office.desk.windowGone();
    expect(office.desk.store.snapshot.pickUp.token?.ending).toBe(value.slice(-4));
    await begin(office);
    expect(await keep(office)).toMatchObject({ ok: true });
    await expectSwapped(office, value);
  });

  it('after a swap that is done, a later one that is cut off is settled as any other', async () => {
    const office = await withSlip();
    await begin(office);
    await bring(office, roll(office));
    await keep(office);
    await office.call['key:offer']({ pasted: office.practice.readyToken('accountSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.bakery.id, keep: false });
    office.practice.faults.on({ kind: 'offline', path: /verify$/ });
    await office.call['slip:rotate']({ id: office.id, why: 'asked', again: false });
    expect(slipOf(office).rotating).not.toBeNull();
    office.practice.faults.clear();
    await office.call['keychain:check'](undefined);
    expect(slipOf(office)).toMatchObject({ rotating: null, token: { ending: kept(office).slice(-4) } });
  });
});

describe('the app is killed while a swap is done by hand', () => {
  const moments = Array.from({ length: 16 }, (_, index) => index + 1).flatMap((step) =>
    (['before', 'after'] as const).map((when) => [step, when] as const),
  );

  it.each(moments)('at step %i, %s it: the next start knows what works', async (step, when) => {
    const before = await withSlip();
    const killer = killAt(step, when, before);
    const dying: WithSlip = {
      ...before,
      ...(await openDesk({ ...before, world: 'cloudflare', ports: killer.ports, wrap: killer.wrap })),
    };
    let value = before.old;
    const swap = async () => {
      if (!(await begin(dying)).ok) return;
      value = roll(before);
      await bring(dying, value);
      await keep(dying);
    };
    await Promise.race([killer.dead, swap()]);
    const next: WithSlip = { ...before, ...(await openDesk({ ...before, world: 'cloudflare' })) };
    const { rotating } = slipOf(next);
    expect(await works(next, kept(next))).toBe(rotating === null);
    if (rotating !== null) {
      expect(rotating.lost).toBe(true);
      await begin(next);
      value = roll(next);
      await bring(next, value);
      expect(await keep(next)).toMatchObject({ ok: true });
    }
    expect(slipOf(next)).toMatchObject({ rotating: null, token: { ending: kept(next).slice(-4) } });
    expect(await works(next, kept(next))).toBe(true);
  });
});

describe('bad weather in a swap by hand', () => {
  const weathers: readonly Fault[] = [
    { kind: 'offline' },
    { kind: 'rate-limited', retryAfterSeconds: 300 },
    { kind: 'server-error', status: 503 },
    { kind: 'truncated' },
    { kind: 'malformed', shape: 'html' },
    { kind: 'malformed', shape: 'wrong-shape' },
    { kind: 'dropped' },
  ];

  it.each(weathers)(
    '$kind $shape from any request on loses nothing, and a second try ends it',
    async (fault) => {
      const told = new Set<string>();
      for (let step = 1, isOver = false; !isOver; step += 1) {
        const before = await withSlip();
        const { practice } = before;
        let asked = 0;
        const fetchLike: typeof practice.fetchLike = (...request) => {
          asked += 1;
          if (asked === step) practice.faults.on(fault);
          return practice.fetchLike(...request);
        };
        const office: WithSlip = {
          ...before,
          ...(await openDesk({ ...before, practice: { ...practice, fetchLike }, world: 'cloudflare' })),
        };
        await begin(office);
        const value = roll(office);
        await bring(office, value);
        const first = await keep(office);
        isOver = asked < step;
        if (!first.ok) {
          told.add(first.problem.code);
          const inHand = office.desk.store.snapshot.pickUp.token?.ending;
          expect([office.old, value], `request ${step}`).toContain(kept(office));
          expect([inHand, slipOf(office).rotating?.why], `request ${step}`).toEqual([
            value.slice(-4),
            'asked',
          ]);
          practice.faults.clear();
          expect(await keep(office), `request ${step}`).toMatchObject({ ok: true });
        }
        practice.faults.clear();
        await expectSwapped({ ...office, practice }, value);
      }
      expect(told.size).toBeGreaterThan(0);
    },
  );
});
