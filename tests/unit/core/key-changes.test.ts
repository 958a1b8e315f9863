import { describe, expect, it } from 'vitest';
import { book as bookSchema } from '../../../electron/core/book.ts';
import type { Keychain } from '../../../electron/core/ports.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { type Office, type OfficeParts, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { liveTokens, retryCleanUps, strayTokens } from '../../fakes/stray-tokens.ts';

/** Holds something up until it is let go on. */
function gate(): { readonly wait: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait, open };
}

const keyOf = ({ practice }: Office) => practice.readyToken('accountSetupKey').value;

async function connect({ call, practice }: Office, role: 'userSetupKey' | 'oldSetupKey', keep = false) {
  await call['key:offer']({ pasted: practice.readyToken(role).value });
  return call['key:connect']({ account: practice.seed.accounts.bakery.id, keep });
}

type GoingBack = {
  readonly before?: Office;
  /** Whether the key before is in memory already. */
  readonly read?: boolean;
  readonly go?: (office: Office) => Promise<unknown>;
};

/** An office whose keychain asks its owner before it keeps or removes anything, while that owner goes away. */
async function goneBack(
  keep: boolean,
  { before, read = false, go = ({ call }) => call['key:drop'](undefined) }: GoingBack = {},
) {
  const { keychain } = before ?? (await openDesk({ world: 'cloudflare' }));
  const asks = gate();
  const prompted = gate();
  const afterAsking = async <T>(run: () => Promise<T>): Promise<T> => {
    prompted.open();
    await asks.wait;
    return run();
  };
  const asking: Keychain = {
    get: keychain.get,
    set: (item, value) => afterAsking(() => keychain.set(item, value)),
    remove: (item) => afterAsking(() => keychain.remove(item)),
  };
  const office = await openDesk({ world: 'cloudflare', ...before, keychain, ports: { keychain: asking } });
  if (read) await office.call['places:list']({ fresh: true });
  const connecting = connect(office, 'userSetupKey', keep);
  await prompted.wait;
  const gone = go(office);
  return { office, connecting, gone, unlock: asks.open };
}

describe('a key that is gone from the keychain', () => {
  async function withLostKey(): Promise<Office> {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    before.keychain.items.delete('setup-key');
    return knownAsLost(await before.restart());
  }

  async function knownAsLost(office: Office): Promise<Office> {
    expect(await office.call['places:list']({ fresh: true })).toMatchObject({ ok: false });
    expect(office.desk.store.snapshot).toMatchObject({ connection: null, lostKey: { kept: 'in-keychain' } });
    return office;
  }

  it('is known until the owner forgets it', async () => {
    const office = await withLostKey();
    await office.call['key:forget'](undefined);
    expect(office.desk.store.snapshot.lostKey).toBeNull();
    const next = await office.restart();
    await next.call['places:list']({ fresh: true });
    expect(next.desk.store.snapshot).toMatchObject({ connection: null, lostKey: null });
  });

  it('gives way to a new one', async () => {
    const office = await withLostKey();
    expect(await connect(office, 'userSetupKey', true)).toMatchObject({ ok: true });
    expect(office.desk.store.snapshot).toMatchObject({ connection: { kind: 'user' }, lostKey: null });
  });

  it.each([{ keep: true }, { keep: false }])(
    'stays known when the owner turns away from a new one (to be kept: $keep)',
    async ({ keep }) => {
      const { office, connecting, unlock } = await goneBack(keep, {
        before: await withLostKey(),
        read: true,
      });
      unlock();
      expect(await connecting).toEqual({ ok: false, problem: { code: 'stopped' } });
      expect(office.desk.store.snapshot).toMatchObject({ connection: null, lostKey: { kind: 'account' } });
      await knownAsLost(await openDesk({ ...office }));
    },
  );

  it.each(['dismissed', 'differs'] as const)(
    'stays known when a new one can not be kept, since the keychain then %s',
    async (mood) => {
      const office = await withLostKey();
      office.keychain.moods.set = mood;
      expect(await connect(office, 'userSetupKey', true)).toMatchObject({ ok: false });
      expect(office.desk.store.snapshot.lostKey).toMatchObject({ kind: 'account' });
      expect(office.keychain.items.size).toBe(0);
    },
  );
});

describe('a key that could not be forgotten', () => {
  async function notForgotten(): Promise<Office> {
    const office = await openConnectedDesk('accountSetupKey', { keep: true });
    office.keychain.moods.remove = 'locked';
    const because = { code: 'keychain-locked' } as const;
    expect(await office.call['key:forget'](undefined)).toEqual({ ok: false, problem: because });
    expect(office.desk.store.snapshot.notices).toEqual([{ code: 'key-not-forgotten', because }]);
    office.keychain.moods.remove = 'well';
    return office;
  }

  it('is told of, since its window may be gone, until it is forgotten', async () => {
    const office = await notForgotten();
    await office.call['key:forget'](undefined);
    expect(office.desk.store.snapshot.notices).toEqual([]);
  });

  it('is told of no more once another takes its place', async () => {
    const office = await notForgotten();
    expect(await connect(office, 'userSetupKey', true)).toMatchObject({ ok: true });
    expect(office.desk.store.snapshot.notices).toEqual([]);
  });
});

describe('a key that the owner let go of stays gone', () => {
  it('when the keychain gives it only after that', async () => {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    const asking = gate();
    const keychain: Keychain = {
      set: before.keychain.set,
      remove: before.keychain.remove,
      get: async (item) => {
        const read = await before.keychain.get(item);
        await asking.wait;
        return read;
      },
    };
    const office = await openDesk({ ...before, ports: { keychain } });
    const listing = office.call['places:list']({ fresh: true });
    await office.call['key:forget'](undefined);
    asking.open();
    expect(await listing).toEqual({ ok: false, problem: { code: 'no-setup-key' } });
    expect(office.desk.store.snapshot.connection).toBeNull();
  });

  it('when Cloudflare was still being asked about it', async () => {
    const asking = gate();
    const office = await openDesk({
      world: 'cloudflare',
      wrap: (cloudflare) => ({
        ...cloudflare,
        listPermissionGroups: async (...asked) => {
          await asking.wait;
          return cloudflare.listPermissionGroups(...asked);
        },
      }),
    });
    const connecting = connect(office, 'userSetupKey', true);
    await new Promise((resolve) => setImmediate(resolve));
    await office.call['key:forget'](undefined);
    asking.open();
    expect(await connecting).toEqual({ ok: false, problem: { code: 'stopped' } });
    expect([office.desk.store.snapshot.connection, office.keychain.items.size]).toEqual([null, 0]);
  });

  it('when the keychain was still asking whether to keep it', async () => {
    const { office, connecting, unlock } = await goneBack(true);
    unlock();
    expect(await connecting).toEqual({ ok: false, problem: { code: 'stopped' } });
    expect([office.desk.store.snapshot.connection, office.keychain.items.size]).toEqual([null, 0]);
  });

  it('when it is forgotten while the keychain still asks whether to keep it', async () => {
    const forget = ({ call }: Office) => call['key:forget'](undefined);
    const { office, connecting, gone, unlock } = await goneBack(true, { go: forget });
    unlock();
    expect([await connecting, await gone]).toEqual([
      { ok: false, problem: { code: 'stopped' } },
      { ok: true, value: null },
    ]);
    expect(office.keychain.items.size).toBe(0);
  });

  it('when the keychain is checked while it still asks whether to keep it', async () => {
    const { office, connecting, gone, unlock } = await goneBack(true, {
      go: ({ call }) => Promise.all([call['keychain:check'](undefined), call['key:drop'](undefined)]),
    });
    unlock();
    await Promise.all([connecting, gone]);
    expect(office.keychain.items.size).toBe(0);
  });

  it('and the one that was brought instead is connected and kept, also before the keychain has answered', async () => {
    const { office, connecting, unlock } = await goneBack(true);
    const other = connect(office, 'oldSetupKey', true);
    await new Promise((resolve) => setImmediate(resolve));
    unlock();
    expect(await connecting).toEqual({ ok: false, problem: { code: 'stopped' } });
    expect(await other).toEqual({ ok: true, value: { kind: 'connected' } });
    expect([...office.keychain.items.values()]).toEqual([office.practice.readyToken('oldSetupKey').value]);
  });

  it('and the one that was pasted meanwhile can be connected afterwards', async () => {
    const { office, connecting, unlock } = await goneBack(true);
    await office.call['key:offer']({ pasted: office.practice.readyToken('oldSetupKey').value });
    unlock();
    await connecting;
    const account = office.practice.seed.accounts.bakery.id;
    expect(await office.call['key:connect']({ account, keep: false })).toMatchObject({ ok: true });
  });

  it('and lists that were read with it are not taken for those of the next', async () => {
    const asking = gate();
    let held = false;
    const office = await openConnectedDesk('accountSetupKey', {
      wrap: (cloudflare) => ({
        ...cloudflare,
        listZones: async (...asked) => {
          const zones = await cloudflare.listZones(...asked);
          if (!held) return zones;
          held = false;
          await asking.wait;
          return { ok: true, value: [] };
        },
      }),
    });
    held = true;
    const listing = office.call['places:list']({ fresh: true });
    await new Promise((resolve) => setImmediate(resolve));
    await connect(office, 'userSetupKey');
    asking.open();
    await listing;
    const places = await office.call['places:list']({ fresh: false });
    expect(places.ok && places.value.zones.length).toBeGreaterThan(0);
  });
});

describe('a key that the owner let go of, and that the keychain does not give up', () => {
  async function leftBehind(): Promise<Office> {
    const { office, connecting, unlock } = await goneBack(true);
    office.keychain.moods.remove = 'failed';
    unlock();
    await connecting;
    return office;
  }

  const because = { code: 'keychain-failed' } as const;

  it('is not used, and is told of', async () => {
    const office = await leftBehind();
    expect(office.desk.store.snapshot.notices).toEqual([{ code: 'key-left-behind', because }]);
    expect(await office.call['places:list']({ fresh: true })).toMatchObject({
      problem: { code: 'no-setup-key' },
    });
  });

  it('is removed when the keychain is checked, as soon as it gives it up', async () => {
    const office = await leftBehind();
    expect(await office.call['keychain:check'](undefined)).toEqual({ ok: false, problem: because });
    expect([office.desk.store.snapshot.notices.length, office.keychain.items.size]).toEqual([1, 1]);
    office.keychain.mood = 'well';
    expect(await office.call['keychain:check'](undefined)).toEqual({ ok: true, value: null });
    expect([office.desk.store.snapshot.notices, office.keychain.items.size]).toEqual([[], 0]);
    for (const one of [office, await openDesk({ ...office })]) {
      expect(one.desk.store.snapshot.connection).toBeNull();
    }
  });

  it.each<[string, (office: Office) => Promise<unknown>]>([
    ['is forgotten', ({ call }) => call['key:forget'](undefined)],
    ['gives way to another', (office) => connect(office, 'oldSetupKey')],
    ['gives way to another that is kept', (office) => connect(office, 'oldSetupKey', true)],
  ])('is no matter any more once it %s', async (_what, change) => {
    const office = await leftBehind();
    office.keychain.mood = 'well';
    await change(office);
    const { notices, connection } = office.desk.store.snapshot;
    expect(notices).toEqual([]);
    await office.call['keychain:check'](undefined);
    expect(office.desk.store.snapshot.connection).toEqual(connection);
    expect([...office.keychain.items.values()]).not.toContain(
      office.practice.readyToken('userSetupKey').value,
    );
  });
});

it('a key is forgotten at once, also while Cloudflare still deletes what was left behind', async () => {
  const before = await openConnectedDesk('userSetupKey');
  before.keychain.moods.set = 'failed';
  const back = before.practice.faults.on({ kind: 'offline', method: 'DELETE' });
  await before.call['slip:issue']({ request: purgeRequest });
  back();
  before.keychain.mood = 'well';
  const [left] = liveTokens(before);
  const asked = gate();
  const deleting = gate();
  const office = await openDesk({
    ...before,
    wrap: (cloudflare) => ({
      ...cloudflare,
      deleteToken: async (...which) => {
        if (which[2] === left?.id) {
          asked.open();
          await deleting.wait;
        }
        return cloudflare.deleteToken(...which);
      },
    }),
  });
  const connecting = connect(office, 'userSetupKey', true);
  await asked.wait;
  expect(await office.call['key:forget'](undefined)).toEqual({ ok: true, value: null });
  expect([office.desk.store.snapshot.connection, office.keychain.items.size]).toEqual([null, 0]);
  deleting.open();
  await connecting;
  expect(office.desk.store.snapshot.connection).toBeNull();
});

it('the keychain is not asked for the sake of a key that its owner let go of before its turn', async () => {
  const before = await openConnectedDesk('accountSetupKey', { keep: true });
  const prompted = gate();
  const asks = gate();
  let prompts = 0;
  const keychain: Keychain = {
    set: before.keychain.set,
    remove: before.keychain.remove,
    get: async () => {
      prompts += 1;
      prompted.open();
      await asks.wait;
      return { ok: false, problem: { code: 'keychain-dismissed' } };
    },
  };
  const office = await openDesk({ ...before, ports: { keychain } });
  const first = connect(office, 'userSetupKey', true);
  await prompted.wait;
  const second = connect(office, 'oldSetupKey', true);
  await new Promise((resolve) => setImmediate(resolve));
  await office.call['key:drop'](undefined);
  asks.open();
  expect([await first, await second]).toMatchObject([
    { problem: { code: 'keychain-dismissed' } },
    { problem: { code: 'stopped' } },
  ]);
  expect(prompts).toBe(1);
});

describe('the key that was kept before', () => {
  /** Sees that it is in use and in the keychain, now and at the next start. */
  async function expectKept(office: Office) {
    const value = keyOf(office);
    expect([...office.keychain.items.values()]).toEqual([value]);
    for (const one of [office, await openDesk({ ...office })]) {
      expect(one.desk.store.snapshot.connection).toMatchObject({
        ending: value.slice(-4),
        kept: 'in-keychain',
      });
      expect(await one.call['places:list']({ fresh: true })).toMatchObject({ ok: true });
    }
  }

  it.each([
    { keep: true, read: true },
    { keep: true, read: false },
    { keep: false, read: true },
    { keep: false, read: false },
  ])(
    'stays when the owner turns away from another (to be kept: $keep, in memory already: $read)',
    async ({ keep, read }) => {
      const before = await openConnectedDesk('accountSetupKey', { keep: true });
      const { office, connecting, unlock } = await goneBack(keep, { before, read });
      unlock();
      expect(await connecting).toEqual({ ok: false, problem: { code: 'stopped' } });
      await expectKept(office);
    },
  );

  it.each(['dismissed', 'differs', 'forgets'] as const)(
    'stays when another can not be kept, since the keychain then %s',
    async (mood) => {
      const first = await openConnectedDesk('accountSetupKey', { keep: true });
      const { keychain } = first;
      const once: Keychain = {
        get: keychain.get,
        remove: keychain.remove,
        set: async (item, value) => {
          keychain.moods.set = value.equals(new Secret(keyOf(first))) ? 'well' : mood;
          return keychain.set(item, value);
        },
      };
      const office = await openDesk({ ...first, ports: { keychain: once } });
      expect(await connect(office, 'userSetupKey', true)).toMatchObject({ ok: false });
      await expectKept(office);
    },
  );

  it('is put back when the keychain is checked, where that could not be done before', async () => {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    const { office, connecting, unlock } = await goneBack(true, { before, read: true });
    office.keychain.moods.get = 'locked';
    unlock();
    await connecting;
    expect(office.desk.store.snapshot).toMatchObject({
      connection: { kind: 'account', kept: 'until-quit' },
      notices: [{ code: 'key-left-behind' }],
    });
    office.keychain.mood = 'well';
    expect(await office.call['keychain:check'](undefined)).toEqual({ ok: true, value: null });
    expect(office.desk.store.snapshot.notices).toEqual([]);
    await expectKept(office);
  });

  it('is there until the app quits, and is said to be, where it can not be put back', async () => {
    const office = await (await openConnectedDesk('accountSetupKey', { keep: true })).restart();
    office.keychain.moods.set = 'differs';
    expect(await connect(office, 'userSetupKey', true)).toMatchObject({ ok: false });
    expect(office.keychain.items.size).toBe(0);
    const { connection } = office.desk.store.snapshot;
    expect(connection).toMatchObject({ kind: 'account', kept: 'until-quit' });
    expect((await office.restart()).desk.store.snapshot.connection).toBeNull();
  });
});

describe('a token that is being made is deleted again with the key that made it', () => {
  it.each<[string, (office: Office) => Promise<unknown>]>([
    ['that key was forgotten meanwhile', ({ call }) => call['key:forget'](undefined)],
    ['another was connected meanwhile', (office) => connect(office, 'userSetupKey')],
  ])('also when %s', async (_what, change) => {
    const office = await openConnectedDesk();
    let changed: Promise<unknown> | null = null;
    office.desk.store.subscribe(({ progress }) => {
      if (changed !== null || progress.doing !== 'issuing' || progress.step !== 'proving') return;
      office.keychain.moods.set = 'failed';
      changed = change(office);
    });
    const answer = await office.call['slip:issue']({ request: purgeRequest });
    await changed;
    expect(answer).toMatchObject({ problem: { code: 'slip-not-made', token: 'deleted-again' } });
    expect(liveTokens(office)).toEqual([]);
  });
});

describe("a token that one person's key left behind", () => {
  /* To the practice Cloudflare all user keys are of one person, so the other person is played here. */
  async function leftBehind(fault: 'its id is known' | 'its id is not known', parts: OfficeParts = {}) {
    const office = await openConnectedDesk('userSetupKey', parts);
    if (fault === 'its id is known') office.keychain.mood = 'failed';
    else office.practice.faults.on({ kind: 'lose-create-answer' });
    office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    await office.call['slip:issue']({ request: purgeRequest });
    office.practice.faults.clear();
    office.keychain.mood = 'well';
    const mine = new Set(liveTokens(office).map(({ id }) => id));
    const asAnother = await openDesk({
      ...office,
      wrap: (cloudflare) => ({
        ...cloudflare,
        listTokens: async (...asked) => {
          const listed = await cloudflare.listTokens(...asked);
          return listed.ok ? { ok: true, value: listed.value.filter(({ id }) => !mine.has(id)) } : listed;
        },
        deleteToken: async (...asked) =>
          mine.has(asked[2]) ? { ok: true, value: 'already-gone' } : cloudflare.deleteToken(...asked),
      }),
    });
    return { office, asAnother };
  }

  it.each(['its id is known', 'its id is not known'] as const)(
    'is not struck off because another person sees no such token (%s)',
    async (fault) => {
      const { office, asAnother } = await leftBehind(fault);
      await connect(asAnother, 'oldSetupKey');
      expect([liveTokens(office).length, strayTokens(office)]).toEqual([1, []]);
      expect(asAnother.desk.store.snapshot.cleanUps.length).toBe(1);
    },
  );

  it.each(['its id is known', 'its id is not known'] as const)(
    'is said to be seen only by the key that made it (%s)',
    async (fault) => {
      const { asAnother } = await leftBehind(fault);
      await connect(asAnother, 'oldSetupKey');
      expect(await retryCleanUps(asAnother)).toEqual({
        ok: false,
        problem: { code: 'left-token-unseen' },
      });
    },
  );

  it.each(['its id is known', 'its id is not known'] as const)(
    'is struck off by the word of the owner, who deleted it by hand (%s)',
    async (fault) => {
      const { office, asAnother } = await leftBehind(fault);
      await connect(asAnother, 'oldSetupKey');
      const mark = asAnother.desk.store.snapshot.cleanUps[0]?.mark ?? '';
      for (const { id } of liveTokens(office)) office.practice.dashboard.deleteToken(id);
      expect(await asAnother.call['clean-up:check']({ mark })).toEqual({ ok: true, value: null });
      expect(asAnother.desk.store.snapshot.cleanUps).toEqual([]);
    },
  );

  it('is struck off by that word where no key is at hand, too', async () => {
    const { office } = await leftBehind('its id is known');
    const mark = office.desk.store.snapshot.cleanUps[0]?.mark ?? '';
    const keyless = await office.restart();
    expect(await keyless.call['clean-up:check']({ mark })).toEqual({ ok: true, value: null });
    expect(keyless.desk.store.snapshot.cleanUps).toEqual([]);
  });

  it('is deleted, whatever the owner says of it, where the key sees it', async () => {
    const { office } = await leftBehind('its id is known');
    const mark = office.desk.store.snapshot.cleanUps[0]?.mark ?? '';
    const back = office.practice.faults.on({ kind: 'offline' });
    expect(await office.call['clean-up:check']({ mark })).toEqual({
      ok: false,
      problem: { code: 'offline' },
    });
    expect(office.desk.store.snapshot.cleanUps.length).toBe(1);
    back();
    expect(await office.call['clean-up:check']({ mark })).toEqual({ ok: true, value: null });
    expect([liveTokens(office), office.desk.store.snapshot.cleanUps]).toEqual([[], []]);
  });

  it('is struck off once its own end is past', async () => {
    const { office, asAnother } = await leftBehind('its id is not known');
    await office.clock.advance(31 * 86_400_000);
    await connect(asAnother, 'oldSetupKey');
    expect(asAnother.desk.store.snapshot.cleanUps).toEqual([]);
  });

  it('is deleted when that person is back', async () => {
    const { office } = await leftBehind('its id is not known');
    const again = await openDesk({ ...office });
    await connect(again, 'userSetupKey');
    expect([liveTokens(again), again.desk.store.snapshot.cleanUps]).toEqual([[], []]);
  });
});

describe('a token that the key of another account left behind', () => {
  async function leftBehind(fault: 'its id is known' | 'its id is not known') {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    if (fault === 'its id is known') before.keychain.moods.set = 'failed';
    else before.practice.faults.on({ kind: 'lose-create-answer' });
    before.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    await before.call['slip:issue']({ request: purgeRequest });
    before.practice.faults.clear();
    const { bakery, hill } = before.practice.seed.accounts;
    const book = bookSchema.parse(JSON.parse(before.book.text ?? ''));
    expect(book.pending.map(({ owner }) => owner)).toEqual([{ kind: 'account', accountId: bakery.id }]);
    const pending = book.pending.map((one) => ({
      ...one,
      owner: { kind: 'account' as const, accountId: hill.id },
    }));
    before.book.text = JSON.stringify({ ...book, pending });
    return before.restart();
  }

  it.each(['its id is known', 'its id is not known'] as const)(
    'is one that this key may not see, so its owner’s word strikes it off (%s)',
    async (fault) => {
      const office = await leftBehind(fault);
      const unseen = { ok: false, problem: { code: 'left-token-unseen' } };
      expect(await retryCleanUps(office)).toEqual(unseen);
      const mark = office.desk.store.snapshot.cleanUps[0]?.mark ?? '';
      expect(await office.call['clean-up:check']({ mark })).toEqual({ ok: true, value: null });
      expect(office.desk.store.snapshot.cleanUps).toEqual([]);
    },
  );
});
