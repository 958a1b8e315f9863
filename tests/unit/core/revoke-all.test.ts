import { describe, expect, it } from 'vitest';
import { heldBack } from '../../fakes/held-back.ts';
import { deleteByHand } from '../../fakes/made-by-hand.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { liveTokens, strayTokens } from '../../fakes/stray-tokens.ts';

async function withSlips(office: Office, count = 3): Promise<Office> {
  for (let made = 0; made < count; made += 1) {
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    if (!issued.ok) throw new Error(issued.problem.code);
  }
  return office;
}

/* Three slips, at a Cloudflare that answers the first order to delete a token only when `answer` is called. */
async function withSlowDelete() {
  const { wrap, asked, answer } = heldBack('deleteToken');
  const office = await withSlips(await openDesk({ wrap }));
  return { office, ids: slipsOf(office).map(({ id }) => id), asked, answer };
}

const timesStopped = (office: Office) =>
  slipsOf(office).map(({ events }) => events.filter(({ what }) => what === 'revoked').length);

/* Until the snapshot shows that all are being stopped. */
const stoppingAll = ({ desk }: Office, isSeen = (_waiting: number | null) => true) =>
  new Promise<void>((resolve) =>
    desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'stopping-all' && isSeen(progress.waiting)) resolve();
    }),
  );

const stopAll = ({ call }: Office) => call['slip:revoke-all']({ typed: 'stop' });
const slipsOf = ({ desk }: Office) => desk.store.snapshot.slips;
const outcomes = (answer: Awaited<ReturnType<typeof stopAll>>) =>
  answer.ok ? answer.value.map(({ outcome }) => outcome) : [];

describe('stopping everything', () => {
  it('stops each slip in force, shows how far it is, and says how each ended', async () => {
    const office = await withSlips(await openDesk());
    const steps: number[] = [];
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'stopping-all' && steps.at(-1) !== progress.done) steps.push(progress.done);
    });
    expect(outcomes(await stopAll(office))).toEqual(['stopped', 'stopped', 'stopped']);
    expect([liveTokens(office), office.keychain.items.size]).toEqual([[], 0]);
    expect(slipsOf(office).map(({ revoked, stopping }) => [revoked?.cloudflare, stopping])).toEqual(
      Array.from({ length: 3 }, () => ['deleted', null]),
    );
    expect([steps, office.desk.store.snapshot.progress]).toEqual([[0, 1, 2], { doing: 'nothing' }]);
  });

  it('deletes the old tokens of slips, too, which an agent may still have', async () => {
    const office = await withSlips(await openDesk(), 1);
    const [slip] = slipsOf(office);
    const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    await office.call['slip:issue']({ request: purgeRequest, changes: slip?.id });
    back();
    expect([liveTokens(office).length, office.desk.store.snapshot.cleanUps.length]).toEqual([2, 1]);
    expect(outcomes(await stopAll(office))).toEqual(['stopped']);
    expect([liveTokens(office), office.desk.store.snapshot.cleanUps]).toEqual([[], []]);
    expect(office.keychain.items.size).toBe(0);
  });

  it('leaves alone what has ended by itself or was stopped before', async () => {
    const office = await withSlips(await openDesk());
    await office.call['slip:revoke']({ id: slipsOf(office)[0]?.id ?? '' });
    expect(outcomes(await stopAll(office))).toEqual(['stopped', 'stopped']);
    expect(outcomes(await stopAll(office))).toEqual([]);
  });

  it('deletes the tokens also where it can not be written down, says so, and notes them once it can', async () => {
    const office = await withSlips(await openDesk());
    const codes = () => office.desk.store.snapshot.notices.map(({ code }) => code);
    office.book.mood = 'full';
    expect(outcomes(await stopAll(office))).toEqual(['stopped', 'stopped', 'stopped']);
    expect([liveTokens(office), codes()]).toEqual([[], ['stop-all-not-written']]);
    office.book.mood = 'well';
    expect(outcomes(await stopAll(office))).toEqual(['stopped', 'stopped', 'stopped']);
    expect([timesStopped(office), codes()]).toEqual([[1, 1, 1], []]);
  });

  /* Three slips, and a keychain that does not do this before it is unlocked; `asked` are the items that it was told to. */
  async function lockedOn(doing: 'get' | 'remove') {
    const office = await withSlips(await openDesk());
    const unlocked = Promise.withResolvers<void>();
    const asked: string[] = [];
    const does = office.keychain[doing];
    Object.assign(office.keychain, {
      [doing]: async (item: string) => {
        asked.push(item);
        await unlocked.promise;
        return does(item);
      },
    });
    return { office, asked, unlock: unlocked.resolve };
  }

  it('waits for no keychain between two tokens, and asks it for one after the other', async () => {
    const { office, asked, unlock } = await lockedOn('remove');
    const all = stopAll(office);
    await expect.poll(() => liveTokens(office)).toEqual([]);
    expect([timesStopped(office), asked.length]).toEqual([[0, 0, 0], 1]);
    unlock();
    expect(outcomes(await all)).toEqual(['stopped', 'stopped', 'stopped']);
    expect([timesStopped(office), office.keychain.items.size, asked.length]).toEqual([[1, 1, 1], 0, 3]);
  });

  it('waits for no keychain that is asked for the values of tokens that Cloudflare does not know', async () => {
    const { office, asked, unlock } = await lockedOn('get');
    const [first, second] = slipsOf(office);
    for (const slip of [first, second]) await deleteByHand(office, slip?.token.id ?? '');
    const all = stopAll(office);
    await expect.poll(() => liveTokens(office)).toEqual([]);
    expect([timesStopped(office), asked]).toEqual([[0, 0, 0], [first?.id]]);
    unlock();
    expect(outcomes(await all)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(slipsOf(office).map(({ revoked }) => revoked?.cloudflare)).toEqual([
      'already-gone',
      'already-gone',
      'deleted',
    ]);
    expect([office.keychain.items.size, asked.length]).toEqual([0, 2]);
  });

  it('waits for no keychain that is asked about a slip that was stopped by itself just before', async () => {
    const { office, asked, unlock } = await lockedOn('remove');
    const one = office.call['slip:revoke']({ id: slipsOf(office)[0]?.id ?? '' });
    await expect.poll(() => asked.length).toBe(1);
    const all = stopAll(office);
    await expect.poll(() => liveTokens(office)).toEqual([]);
    unlock();
    expect([(await one).ok, outcomes(await all)]).toEqual([true, ['stopped', 'stopped', 'stopped']]);
  });

  it('asks an owner who closed the keychain’s window about no other slip', async () => {
    const { office, asked, unlock } = await lockedOn('remove');
    office.keychain.moods.remove = 'dismissed';
    const all = stopAll(office);
    await expect.poll(() => liveTokens(office)).toEqual([]);
    unlock();
    expect([outcomes(await all), asked.length]).toEqual([['stopped', 'stopped', 'stopped'], 1]);
    expect(slipsOf(office).map(({ revoked }) => revoked?.keychain)).toEqual([
      'still-there',
      'still-there',
      'still-there',
    ]);
    /* Asked anew about the next one. */
    const next = await office.call['slip:issue']({ request: purgeRequest });
    office.keychain.moods.remove = 'well';
    if (next.ok) await office.call['slip:revoke']({ id: next.value.id });
    expect([asked.length, slipsOf(office).at(-1)?.revoked?.keychain]).toEqual([2, 'deleted']);
  });

  it('goes on while a token is being swapped, which is stopped last', async () => {
    const { wrap, asked, answer } = heldBack('rollToken');
    const office = await withSlips(await openDesk({ wrap }));
    const swap = office.call['slip:rotate']({ id: slipsOf(office)[0]?.id ?? '', why: 'asked', again: false });
    await asked;
    const begun = stoppingAll(office);
    const all = stopAll(office);
    await begun;
    /* The swap goes on telling how far it is, which nobody is shown meanwhile. */
    const shown = new Set<string>();
    office.desk.store.subscribe(({ progress }) => void shown.add(progress.doing));
    await expect.poll(() => timesStopped(office)).toEqual([0, 1, 1]);
    expect([slipsOf(office)[0]?.stopping !== null, office.desk.store.snapshot.progress.doing]).toEqual([
      true,
      'stopping-all',
    ]);
    answer();
    expect([(await swap).ok, outcomes(await all)]).toEqual([true, ['stopped', 'stopped', 'stopped']]);
    expect([liveTokens(office), office.keychain.items.size, timesStopped(office)]).toEqual([
      [],
      0,
      [1, 1, 1],
    ]);
    expect(office.desk.store.snapshot.progress).toEqual({ doing: 'nothing' });
  });

  it('gives no new value to a token that was not rolled yet', async () => {
    const office = await withSlips(await openDesk(), 1);
    const swap = office.call['slip:rotate']({ id: slipsOf(office)[0]?.id ?? '', why: 'asked', again: false });
    expect(outcomes(await stopAll(office))).toEqual(['stopped']);
    expect(await swap).toMatchObject({ problem: { code: 'stopped' } });
  });

  it.each<[step: string, made: number]>([
    ['creating', 0],
    ['proving', 0],
    ['storing', 0],
    ['writing-down', 1],
  ])('lets no slip come in that is being made, at %s', async (step, made) => {
    const office = await withSlips(await openDesk(), 1);
    let all: ReturnType<typeof stopAll> | null = null;
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'issuing' && progress.step === step) all ??= stopAll(office);
    });
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    const stopped = await (all ?? stopAll(office));
    expect([issued.ok, outcomes(stopped)]).toEqual([made === 1, ['stopped']]);
    expect([liveTokens(office), strayTokens(office), office.keychain.items.size]).toEqual([[], [], 0]);
    expect(timesStopped(office)).toEqual(Array.from({ length: 1 + made }, () => 1));
  });
});

describe('stopping one by itself, and all', () => {
  it('writes down at once that all shall stop, while one still is being stopped', async () => {
    const { office, ids, asked, answer } = await withSlowDelete();
    const one = office.call['slip:revoke']({ id: ids[1] ?? '' });
    await asked;
    const begun = stoppingAll(office);
    const all = stopAll(office);
    await begun;
    expect(slipsOf(office).map(({ stopping }) => stopping !== null)).toEqual([true, true, true]);
    answer();
    expect([(await one).ok, outcomes(await all)]).toEqual([true, ['stopped', 'stopped', 'stopped']]);
    expect([liveTokens(office), timesStopped(office)]).toEqual([[], [1, 1, 1]]);
  });

  it('stops a slip once where it is asked for while its turn has come', async () => {
    const { office, ids, asked, answer } = await withSlowDelete();
    const all = stopAll(office);
    await asked;
    const one = office.call['slip:revoke']({ id: ids[0] ?? '' });
    answer();
    expect([await one, outcomes(await all)]).toMatchObject([
      { value: { cloudflare: 'deleted' } },
      ['stopped', 'stopped', 'stopped'],
    ]);
    expect(timesStopped(office)).toEqual([1, 1, 1]);
  });

  it('answers together with the one that is under way where its owner asks for what waits', async () => {
    const { office, ids, asked, answer } = await withSlowDelete();
    const one = office.call['slip:revoke']({ id: ids[0] ?? '' });
    await asked;
    const waiting = office.call['slip:stop-waiting'](undefined);
    answer();
    expect([(await one).ok, await waiting]).toEqual([true, { ok: true, value: null }]);
    expect(timesStopped(office)).toEqual([1, 0, 0]);
  });

  it('says of one that was stopped by itself before its turn came that it is stopped', async () => {
    const office = await withSlips(await openDesk());
    office.practice.faults.on({ kind: 'rate-limited', method: 'DELETE', retryAfterSeconds: 120, times: 3 });
    const waiting = stoppingAll(office, (seconds) => seconds !== null);
    const all = stopAll(office);
    await waiting;
    await office.call['slip:revoke']({ id: slipsOf(office)[2]?.id ?? '' });
    await office.clock.advance(120_000);
    expect(outcomes(await all)).toEqual(['stopped', 'stopped', 'stopped']);
  });
});

describe('stopping all, while one that waited is tried again', () => {
  /* Three slips: the first waits to be stopped and is tried again, for which Cloudflare asks to wait two minutes. */
  async function tryingAgain() {
    const office = await withSlips(await openDesk());
    const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    await office.call['slip:revoke']({ id: slipsOf(office)[0]?.id ?? '' });
    back();
    office.practice.faults.on({ kind: 'rate-limited', method: 'DELETE', retryAfterSeconds: 120, times: 1 });
    const waits = stoppingAll(office, (seconds) => seconds !== null);
    const first = office.call['slip:stop-waiting'](undefined);
    await waits;
    return { office, first };
  }
  const waiting = (office: Office) => slipsOf(office).map(({ stopping }) => stopping !== null);

  it('writes down and shows at once that all shall stop, and stops the rest as soon as that has ended', async () => {
    const { office, first } = await tryingAgain();
    const shown = new Promise<void>((resolve) =>
      office.desk.store.subscribe(({ slips }) => {
        if (slips.every(({ stopping }) => stopping !== null)) resolve();
      }),
    );
    const all = stopAll(office);
    await shown;
    expect([liveTokens(office).length, office.desk.store.snapshot.progress]).toMatchObject([
      3,
      { doing: 'stopping-all', of: 1 },
    ]);
    await office.clock.advance(120_000);
    expect([await first, outcomes(await all)]).toEqual([
      { ok: true, value: null },
      ['stopped', 'stopped', 'stopped'],
    ]);
    expect([liveTokens(office), timesStopped(office)]).toEqual([[], [1, 1, 1]]);
    expect(office.desk.store.snapshot.progress).toEqual({ doing: 'nothing' });
  });

  it('lets nothing else begin in between', async () => {
    const { office, first } = await tryingAgain();
    const busy = { problem: { code: 'slip-busy' } };
    expect(await office.call['slip:issue']({ request: purgeRequest })).toMatchObject(busy);
    const all = stopAll(office);
    const other = first.then(() => office.call['slip:issue']({ request: purgeRequest }));
    await office.clock.advance(120_000);
    expect(await other).toMatchObject(busy);
    expect([outcomes(await all), liveTokens(office)]).toEqual([['stopped', 'stopped', 'stopped'], []]);
  });

  it('tries one more that could not be stopped by itself meanwhile', async () => {
    const { office, first } = await tryingAgain();
    const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    const one = await office.call['slip:revoke']({ id: slipsOf(office)[1]?.id ?? '' });
    back();
    expect([one, waiting(office)]).toMatchObject([{ problem: { code: 'offline' } }, [true, true, false]]);
    await office.clock.advance(120_000);
    expect([await first, timesStopped(office)]).toEqual([{ ok: true, value: null }, [1, 1, 0]]);
  });

  it('does not hold up quitting, and is done by the next start', async () => {
    const { office, first } = await tryingAgain();
    const all = stopAll(office);
    await office.desk.close();
    expect([(await first).ok, outcomes(await all)]).toEqual([false, ['waits', 'waits', 'waits']]);
    expect(liveTokens(await office.restart())).toEqual([]);
  });
});

it('shows a swap that goes on again once what waited is stopped', async () => {
  const { wrap, answer } = heldBack('rollToken');
  const office = await withSlips(await openDesk({ wrap }), 2);
  const [first, second] = slipsOf(office).map(({ id }) => id);
  const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
  await office.call['slip:revoke']({ id: first ?? '' });
  back();
  const swap = office.call['slip:rotate']({ id: second ?? '', why: 'asked', again: false });
  await expect.poll(() => office.desk.store.snapshot.progress.doing).toBe('rotating');
  expect(await office.call['slip:stop-waiting'](undefined)).toEqual({ ok: true, value: null });
  expect(office.desk.store.snapshot.progress).toMatchObject({ doing: 'rotating', id: second });
  answer();
  expect([(await swap).ok, office.desk.store.snapshot.progress]).toEqual([true, { doing: 'nothing' }]);
});

describe('stopping all, while Cloudflare asks to wait', () => {
  const limit = (office: Office, times: number) =>
    office.practice.faults.on({ kind: 'rate-limited', method: 'DELETE', retryAfterSeconds: 3600, times });

  it('stops the others first, and waits no longer than five minutes', async () => {
    const office = await withSlips(await openDesk());
    limit(office, 1);
    const seconds: number[] = [];
    const waiting = stoppingAll(office, (left) => left !== null && seconds.push(left) > 0);
    const all = stopAll(office);
    await waiting;
    expect([liveTokens(office).length, slipsOf(office)[0]?.revoked, seconds]).toEqual([1, null, [300]]);
    await office.clock.advance(300_000);
    expect(outcomes(await all)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(liveTokens(office)).toEqual([]);
  });

  it('leaves each for later after three waits, which they have in common', async () => {
    const office = await withSlips(await openDesk());
    limit(office, 100);
    const nextWait = () => stoppingAll(office, (left) => left !== null);
    let waiting = nextWait();
    const all = stopAll(office);
    for (let waits = 0; waits < 3; waits += 1) {
      await waiting;
      waiting = nextWait();
      await office.clock.advance(300_000);
    }
    expect(outcomes(await all)).toEqual(['waits', 'waits', 'waits']);
  });
});

describe('what could not be stopped', () => {
  it('waits, is shown, and is stopped by the next try', async () => {
    const office = await withSlips(await openDesk());
    office.practice.faults.on({ kind: 'offline' });
    expect(await stopAll(office)).toMatchObject({
      value: [{ outcome: 'waits', because: { code: 'offline' } }, {}, {}],
    });
    expect(slipsOf(office).every(({ stopping, revoked }) => stopping !== null && revoked === null)).toBe(
      true,
    );
    expect(await office.call['slip:stop-waiting'](undefined)).toEqual({
      ok: false,
      problem: { code: 'offline' },
    });
    office.practice.faults.clear();
    expect(await office.call['slip:stop-waiting'](undefined)).toEqual({ ok: true, value: null });
    expect(liveTokens(office)).toEqual([]);
  });

  it('for lack of a key is stopped once the owner connects, also after a restart', async () => {
    const office = await withSlips(await openConnectedDesk());
    await office.call['key:forget'](undefined);
    expect(await stopAll(office)).toMatchObject({
      value: [{ outcome: 'waits', because: { code: 'no-setup-key' } }, {}, {}],
    });
    const next = await office.restart();
    expect(liveTokens(next).length).toBe(3);
    await next.call['key:offer']({ pasted: next.practice.readyToken('accountSetupKey').value });
    await next.call['key:connect']({ account: next.practice.seed.accounts.bakery.id, keep: false });
    expect([liveTokens(next), slipsOf(next).every(({ revoked }) => revoked !== null)]).toEqual([[], true]);
  });

  it.each([1, 2, 3])(
    'since the app was killed after %i writes is stopped at the next start',
    async (writes) => {
      const before = await withSlips(await openDesk());
      let left = writes;
      const { promise: dead, resolve: tell } = Promise.withResolvers<void>();
      const dying = await openDesk({
        ...before,
        ports: {
          repository: {
            load: before.book.load,
            save: async (next) => {
              left -= 1;
              if (left >= 0) return before.book.save(next);
              tell();
              return new Promise(() => undefined);
            },
          },
        },
      });
      void stopAll(dying);
      await dead;
      const next = await openDesk({ ...before });
      expect([liveTokens(next), strayTokens(next)]).toEqual([[], []]);
      expect(slipsOf(next).every(({ revoked, stopping }) => revoked !== null && stopping === null)).toBe(
        true,
      );
    },
  );
});
