import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../shared/result.ts';
import { MemoryBook } from '../../fakes/memory-book.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { liveTokens, strayTokens } from '../../fakes/stray-tokens.ts';
import { problems } from '../sample-problems.ts';

async function officeWithSlip(
  open: () => Promise<Office> = openDesk,
): Promise<Office & { readonly id: string }> {
  const office = await open();
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  if (!issued.ok) throw new Error(issued.problem.code);
  return { ...office, id: issued.value.id };
}

const slipOf = ({ desk }: Office) => desk.store.snapshot.slips[0];

describe('revoking a slip', () => {
  it('deletes the token at Cloudflare, then in the keychain, and says so for both', async () => {
    const office = await officeWithSlip();
    const revoked = await office.call['slip:revoke']({ id: office.id });
    expect(revoked).toMatchObject({ ok: true, value: { cloudflare: 'deleted', keychain: 'deleted' } });
    expect([liveTokens(office), office.keychain.items.size, slipOf(office)?.events.at(-1)?.what]).toEqual([
      [],
      0,
      'revoked',
    ]);
  });

  it('says so when somebody had deleted the token at Cloudflare before', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    const token = slipOf(office)?.token.id;
    const key = office.practice.readyToken('accountSetupKey').value;
    await office.practice.fetchLike(
      `${office.practice.baseUrl}/accounts/${office.practice.seed.accounts.bakery.id}/tokens/${token}`,
      { method: 'DELETE', headers: { authorization: `Bearer ${key}` } },
    );
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
      value: { cloudflare: 'already-gone', keychain: 'deleted' },
    });
  });

  it('says so when the keychain had lost it before', async () => {
    const office = await officeWithSlip();
    office.keychain.items.clear();
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
      value: { cloudflare: 'deleted', keychain: 'already-gone' },
    });
  });

  it.each(['absent', 'locked', 'dismissed', 'failed'] as const)(
    'is not held up by a keychain that is %s',
    async (mood) => {
      const office = await officeWithSlip();
      office.keychain.mood = mood;
      expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
        value: { cloudflare: 'deleted', keychain: 'still-there' },
      });
      expect(liveTokens(office)).toEqual([]);
    },
  );

  it.each(['offline', 'server-error', 'rate-limited', 'malformed'] as const)(
    'leaves the slip in force while Cloudflare answers with: %s',
    async (kind) => {
      const office = await officeWithSlip();
      const off = office.practice.faults.on({ kind, method: 'DELETE' });
      office.practice.faults.on({ kind, path: /\/tokens$/ });
      const answer = await office.call['slip:revoke']({ id: office.id });
      expect([answer.ok, slipOf(office)?.revoked]).toEqual([false, null]);
      off();
      office.practice.faults.clear();
      await office.call['slip:revoke']({ id: office.id });
      expect([slipOf(office)?.revoked === null, liveTokens(office)]).toEqual([false, []]);
    },
  );

  it('is not believed when it was not written down, and can be done again', async () => {
    const office = await officeWithSlip();
    office.book.mood = 'full';
    const answer = await office.call['slip:revoke']({ id: office.id });
    office.book.mood = 'well';
    expect([answer, await office.call['slip:revoke']({ id: office.id })]).toMatchObject([
      { ok: false, problem: { code: 'storage-full' } },
      { ok: true, value: { cloudflare: 'already-gone' } },
    ]);
  });

  it('is gone on with by the next start where it broke off between Cloudflare and the book', async () => {
    const { book, ...office } = await officeWithSlip(() => {
      const disk = new MemoryBook();
      let breaksOff = true;
      return openDesk({
        book: disk,
        wrap: (cloudflare) => ({
          ...cloudflare,
          deleteToken: async (...asked) => {
            const deleted = await cloudflare.deleteToken(...asked);
            if (breaksOff) disk.writesLeft = 0;
            breaksOff = false;
            return deleted;
          },
        }),
      });
    });
    await office.call['slip:revoke']({ id: office.id });
    book.writesLeft = Number.POSITIVE_INFINITY;
    const next = await office.restart();
    expect([liveTokens(next), next.keychain.items.size, slipOf(next)?.revoked]).toEqual([
      [],
      0,
      expect.objectContaining({ cloudflare: 'already-gone' }),
    ]);
  });

  it.each(['rate-limited', 'offline', 'missing-permission'] as const)(
    'waits to be stopped until its token is gone, whatever was said: %s',
    async (code) => {
      let refuses = true;
      const office = await officeWithSlip(() =>
        openDesk({
          wrap: (cloudflare) => ({
            ...cloudflare,
            deleteToken: async (...asked) =>
              refuses ? failed(problems[code]) : cloudflare.deleteToken(...asked),
          }),
        }),
      );
      await office.call['slip:revoke']({ id: office.id });
      expect(slipOf(office)).toMatchObject({ revoked: null, stopping: { since: expect.any(String) } });
      refuses = false;
      expect(slipOf(await office.restart())).toMatchObject({ revoked: expect.anything(), stopping: null });
    },
  );

  it('for lack of a key is noted, and stopped once the owner connects', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    await office.call['key:forget'](undefined);
    await office.call['slip:revoke']({ id: office.id });
    expect(slipOf(office)?.stopping).not.toBeNull();
    await office.call['key:offer']({ pasted: office.practice.readyToken('accountSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.bakery.id, keep: false });
    expect([slipOf(office)?.revoked === null, slipOf(office)?.stopping]).toEqual([false, null]);
  });

  it('by hand waits to be stopped while Cloudflare still takes its token', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    await office.call['slip:revoke']({ id: office.id, byHand: true });
    expect(slipOf(office)?.stopping).not.toBeNull();
  });

  it('is shown to be on its way before Cloudflare has answered', async () => {
    const office = await officeWithSlip();
    const shown: unknown[] = [];
    office.desk.store.subscribe(({ slips, revoking }) => shown.push([revoking, slips[0]?.stopping != null]));
    await office.call['slip:revoke']({ id: office.id });
    expect(shown).toContainEqual([[office.id], true]);
    expect(shown.at(-1)).toEqual([[], false]);
  });

  it('is done once, however often it is asked for meanwhile', async () => {
    const office = await officeWithSlip();
    const [first, second] = await Promise.all([
      office.call['slip:revoke']({ id: office.id }),
      office.call['slip:revoke']({ id: office.id }),
    ]);
    expect([first, slipOf(office)?.revoked]).toMatchObject([second, { cloudflare: 'deleted' }]);
    expect(slipOf(office)?.events.filter(({ what }) => what === 'revoked')).toHaveLength(1);
  });

  it('never says of a slip that has ended that it waits, but tells that its token is there yet', async () => {
    const office = await officeWithSlip();
    office.clock.jump(400 * 86_400_000);
    office.practice.faults.on({ kind: 'offline' });
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({ ok: false });
    expect([slipOf(office)?.stopping, office.desk.store.snapshot.notices]).toEqual([
      null,
      [{ code: 'token-not-deleted', number: 1, because: { code: 'offline' } }],
    ]);
  });

  it('by hand is written down before the keychain lets go, so that no slip stays that has lost its token', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    const { practice, keychain, id } = office;
    const token = slipOf(office)?.token.id;
    await practice.fetchLike(
      `${practice.baseUrl}/accounts/${practice.seed.accounts.bakery.id}/tokens/${token}`,
      {
        method: 'DELETE',
        headers: { authorization: `Bearer ${practice.readyToken('accountSetupKey').value}` },
      },
    );
    office.book.mood = 'full';
    expect(await office.call['slip:revoke']({ id, byHand: true })).toMatchObject({ ok: false });
    expect(keychain.items.has(id)).toBe(true);
    office.book.mood = 'well';
    expect(await office.call['slip:revoke']({ id, byHand: true })).toMatchObject({
      value: { cloudflare: 'already-gone', keychain: 'deleted' },
    });
    expect([keychain.items.has(id), slipOf(office)?.revoked?.keychain]).toEqual([false, 'deleted']);
  });

  it('is refused for a slip that does not exist, or a second time', async () => {
    const office = await officeWithSlip();
    await office.call['slip:revoke']({ id: office.id });
    expect([
      await office.call['slip:revoke']({ id: office.id }),
      await office.call['slip:revoke']({ id: 'slip-zzzzzzzzzzzzzzzz' }),
    ]).toMatchObject([{ problem: { code: 'slip-over' } }, { problem: { code: 'slip-unknown' } }]);
  });

  it('needs a setup key in use', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    await office.call['key:forget'](undefined);
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
      problem: { code: 'no-setup-key' },
    });
  });
});

describe('a slip is never called revoked while its token lives', () => {
  it('when the setup key in use is of another kind', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    await office.call['key:offer']({ pasted: office.practice.readyToken('userSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.bakery.id, keep: false });
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
      problem: { code: 'setup-key-elsewhere' },
    });
    expect([liveTokens(office).length, strayTokens(office)]).toEqual([1, []]);
  });

  it('when the setup key in use is of another account', async () => {
    const office = await officeWithSlip(openConnectedDesk);
    await office.call['key:offer']({ pasted: office.practice.readyToken('otherAccountSetupKey').value });
    await office.call['key:connect']({ account: office.practice.seed.accounts.hill.id, keep: false });
    expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
      problem: { code: 'setup-key-elsewhere' },
    });
    expect([liveTokens(office).length, strayTokens(office)]).toEqual([1, []]);
  });

  it.each([
    ['person', 'userSetupKey'],
    ['member of the account', 'accountSetupKey'],
  ] as const)(
    'when the setup key in use is of another %s, whom Cloudflare tells that there is no such token',
    async (_who, role) => {
      let otherPerson = false;
      const office = await officeWithSlip(() =>
        openConnectedDesk(role, {
          wrap: (cloudflare) => ({
            ...cloudflare,
            deleteToken: async (...asked) =>
              otherPerson ? { ok: true, value: 'already-gone' } : cloudflare.deleteToken(...asked),
          }),
        }),
      );
      otherPerson = true;
      expect(await office.call['slip:revoke']({ id: office.id })).toMatchObject({
        problem: { code: 'setup-key-elsewhere' },
      });
      expect([slipOf(office)?.revoked, office.keychain.items.size]).toEqual([null, 1]);
    },
  );

  it.each([undefined, true] as const)(
    'when a part of Cloudflare does not know its value yet (by hand: %s)',
    async (byHand) => {
      let unknown = 0;
      const office = await officeWithSlip(() =>
        openConnectedDesk('accountSetupKey', {
          wrap: (cloudflare) => ({
            ...cloudflare,
            deleteToken: async () => ok('already-gone'),
            verify: async (...asked) => {
              unknown -= 1;
              return unknown === 0 ? failed({ code: 'token-refused' }) : cloudflare.verify(...asked);
            },
          }),
        }),
      );
      unknown = 1;
      expect(await office.call['slip:revoke']({ id: office.id, byHand })).toMatchObject({
        problem: { code: byHand ? 'token-still-works' : 'setup-key-elsewhere' },
      });
      expect([slipOf(office)?.revoked, office.keychain.items.has(office.id)]).toEqual([null, true]);
    },
  );

  it.each<[string, (office: Office) => unknown, string]>([
    ['the keychain', ({ keychain }) => (keychain.mood = 'locked'), 'keychain-locked'],
    ['Cloudflare', ({ practice }) => practice.faults.on({ kind: 'offline', path: /verify$/ }), 'offline'],
  ])('when only %s could tell, and does not', async (_who, silence, code) => {
    const office = await officeWithSlip(() =>
      openConnectedDesk('userSetupKey', {
        wrap: (cloudflare) => {
          const { deleteToken } = cloudflare;
          let created = 0;
          return {
            ...cloudflare,
            createToken: (...asked) => {
              created += 1;
              return cloudflare.createToken(...asked);
            },
            deleteToken: async (...asked) =>
              created > 1 ? { ok: true, value: 'already-gone' } : deleteToken(...asked),
          };
        },
      }),
    );
    silence(office);
    expect(await office.call['slip:revoke']({ id: office.id })).toEqual({ ok: false, problem: { code } });
    expect(slipOf(office)?.revoked).toBeNull();
  });
});
