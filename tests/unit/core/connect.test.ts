import { describe, expect, it } from 'vitest';
import type { ReadyTokenRole } from '../../../electron/practice/seed/ready-tokens.ts';
import { permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import { killAt } from '../../fakes/kill-at.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { liveTokens, strayTokens } from '../../fakes/stray-tokens.ts';
import { accountToken } from '../../fakes/tokens.ts';

async function office(): Promise<Office> {
  return openDesk({ world: 'cloudflare' });
}

async function connect(
  { call, practice }: Office,
  pasted: string,
  account: string = practice.seed.accounts.bakery.id,
  keep = false,
) {
  const offer = await call['key:offer']({ pasted });
  return offer.ok ? call['key:connect']({ account, keep }) : offer;
}

const keyOf = (one: Office, role: ReadyTokenRole) => one.practice.readyToken(role).value;
const connected = { ok: true, value: { kind: 'connected' } };
const failedWith = (code: string) => ({ ok: false, problem: { code } });

describe('a setup key is taken', () => {
  it('when it is owned by an account', async () => {
    const one = await office();
    expect(await connect(one, keyOf(one, 'accountSetupKey'))).toEqual(connected);
    expect(one.desk.store.snapshot.connection).toMatchObject({
      kind: 'account',
      kept: 'until-quit',
      account: { name: 'Bakery Ltd' },
    });
  });

  it('when it is of a user, who has to choose one of several accounts', async () => {
    const one = await office();
    const first = await connect(one, keyOf(one, 'userSetupKey'), '');
    const chosen = await one.call['key:connect']({
      account: one.practice.seed.accounts.hill.id,
      keep: false,
    });
    expect(first).toMatchObject({
      value: { kind: 'choose-account', accounts: [{ name: 'Bakery Ltd' }, { name: 'Hill Coaching' }] },
    });
    expect([chosen, one.desk.store.snapshot.connection?.account.name]).toEqual([connected, 'Hill Coaching']);
  });

  it('when it is from before the prefixes', async () => {
    const one = await office();
    expect(await connect(one, keyOf(one, 'oldSetupKey'))).toEqual(connected);
  });

  it('when the account is named by a page of the dashboard', async () => {
    const one = await office();
    const page = `https://dash.cloudflare.com/${one.practice.seed.accounts.bakery.id}/api-tokens`;
    expect(await connect(one, keyOf(one, 'accountSetupKey'), page)).toEqual(connected);
  });

  it("when Cloudflare's test command names the account", async () => {
    const one = await office();
    const { id } = one.practice.seed.accounts.bakery;
    const command = `curl "https://api.cloudflare.com/client/v4/accounts/${id}/tokens/verify" -H "Authorization: Bearer ${keyOf(one, 'accountSetupKey')}"`;
    expect(await connect(one, command, '')).toEqual(connected);
  });

  it('from the clipboard', async () => {
    const one = await office();
    one.clipboard.text = keyOf(one, 'accountSetupKey');
    expect(await one.call['key:offer-clipboard'](undefined)).toMatchObject({
      ok: true,
      value: { kind: 'account' },
    });
  });

  it('and leaves no token behind at Cloudflare', async () => {
    const one = await office();
    await connect(one, keyOf(one, 'accountSetupKey'));
    expect(liveTokens(one)).toEqual([]);
  });
});

describe('a key that cannot be used is refused for what is wrong with it', () => {
  it.each<[string, ReadyTokenRole, string]>([
    ['is past its end', 'expired', 'key-expired'],
    ['is switched off', 'disabled', 'key-disabled'],
    ['belongs to another account', 'otherAccountSetupKey', 'key-wrong-account'],
    ['may not make tokens', 'narrow', 'key-without-power'],
    ['of a user may not make tokens, whatever else it may', 'tooWide', 'key-without-power'],
    ['is only good from elsewhere', 'ipLimited', 'location-refused'],
  ])('one that %s', async (_what, role, code) => {
    const one = await office();
    expect(await connect(one, keyOf(one, role))).toEqual(failedWith(code));
    expect(one.desk.store.snapshot.connection).toBeNull();
  });

  it('one that is past its end although Cloudflare still calls it active', async () => {
    const one = await office();
    one.practice.faults.on({ kind: 'verify-says-active' });
    expect(await connect(one, keyOf(one, 'expired'))).toEqual(failedWith('key-expired'));
  });

  it('one that is not yet valid', async () => {
    const one = await office();
    const { id } = one.practice.seed.accounts.bakery;
    const { value } = one.practice.dashboard.createToken(
      { kind: 'account', accountId: id },
      {
        name: 'for next week',
        not_before: '2026-12-01T00:00:00Z',
        policies: [
          {
            effect: 'allow',
            resources: { [`com.cloudflare.api.account.${id}`]: '*' },
            permission_groups: [{ id: permissionGroup('accountApiTokens.edit').id }],
          },
        ],
      },
    );
    expect(await connect(one, value)).toEqual(failedWith('key-not-yet-valid'));
  });

  it('one that Cloudflare does not know', async () => {
    const one = await office();
    expect(await connect(one, accountToken.replace('cfat_', 'cfut_'))).toEqual(failedWith('token-refused'));
  });

  it('one of an account without its account', async () => {
    const one = await office();
    expect(await connect(one, keyOf(one, 'accountSetupKey'), ' ')).toEqual(failedWith('account-id-missing'));
  });

  it('one of a user with an account that it does not reach', async () => {
    const one = await office();
    expect(await connect(one, keyOf(one, 'userSetupKey'), 'a'.repeat(32))).toEqual(
      failedWith('account-unknown'),
    );
  });

  it('none at all, or one that was pasted before something else', async () => {
    const one = await office();
    await one.call['key:offer']({ pasted: keyOf(one, 'accountSetupKey') });
    await one.call['key:offer']({ pasted: 'oops' });
    expect(await one.call['key:connect']({ account: '', keep: false })).toEqual(failedWith('paste-empty'));
  });

  it.each([
    ['one that reaches one account', 'accountSetupKey'],
    ['one whose account is still to be chosen', 'userSetupKey'],
  ] as const)('%s, once it is let go of while Cloudflare is asked', async (_what, role) => {
    const one = await office();
    await one.call['key:offer']({ pasted: keyOf(one, role) });
    const account = role === 'userSetupKey' ? '' : one.practice.seed.accounts.bakery.id;
    const asked = one.call['key:connect']({ account, keep: false });
    await one.call['key:drop'](undefined);
    expect(await asked).toEqual(failedWith('stopped'));
    expect(one.desk.store.snapshot.connection).toBeNull();
  });

  it('one from a clipboard that cannot be read', async () => {
    const one = await office();
    one.clipboard.broken = true;
    expect(await one.call['key:offer-clipboard'](undefined)).toEqual(failedWith('clipboard-failed'));
  });
});

describe('keeping the setup key', () => {
  it('is a choice: otherwise nothing of it outlives the app', async () => {
    const one = await openConnectedDesk();
    const again = await one.restart();
    expect([one.keychain.items.size, again.desk.store.snapshot.connection]).toEqual([0, null]);
  });

  it('is over when a key is connected that is not to be kept', async () => {
    const one = await openConnectedDesk('accountSetupKey', { keep: true });
    expect(await connect(one, keyOf(one, 'userSetupKey'))).toEqual(connected);
    const again = await one.restart();
    expect([one.keychain.items.size, again.desk.store.snapshot.connection]).toEqual([0, null]);
  });

  it('puts it in the keychain, and nowhere else', async () => {
    const one = await openConnectedDesk('accountSetupKey', { keep: true });
    const again = await one.restart();
    expect(one.keychain.items.get('setup-key')).toBe(keyOf(one, 'accountSetupKey'));
    expect(one.book.text).not.toContain(keyOf(one, 'accountSetupKey').slice(5, 30));
    expect(again.desk.store.snapshot.connection?.kept).toBe('in-keychain');
    expect(await again.call['places:list']({ fresh: true })).toMatchObject({ ok: true });
  });

  it.each(['absent', 'locked', 'dismissed', 'failed'] as const)(
    'fails while the keychain is %s, and can be tried again',
    async (mood) => {
      const one = await office();
      one.keychain.mood = mood;
      const refused = await connect(one, keyOf(one, 'accountSetupKey'), undefined, true);
      one.keychain.mood = 'well';
      const account = one.practice.seed.accounts.bakery.id;
      expect(refused).toEqual(failedWith(`keychain-${mood}`));
      expect(await one.call['key:connect']({ account, keep: true })).toEqual(connected);
    },
  );

  it.each(['differs', 'forgets'] as const)(
    'fails when the keychain %s, and leaves nothing in it',
    async (mood) => {
      const one = await office();
      one.keychain.moods.set = mood;
      expect(await connect(one, keyOf(one, 'accountSetupKey'), undefined, true)).toEqual(
        failedWith('keychain-differs'),
      );
      expect(one.keychain.items.size).toBe(0);
    },
  );

  /* Two writes note the reading token, one strikes it; the next two note the key, before and after it is kept. */
  it.each([3, 4])(
    'fails when it cannot be written down after %i writes, and leaves nothing in the keychain',
    async (writes) => {
      const one = await office();
      await one.call['key:offer']({ pasted: keyOf(one, 'accountSetupKey') });
      one.book.writesLeft = writes;
      const account = one.practice.seed.accounts.bakery.id;
      expect(await one.call['key:connect']({ account, keep: true })).toEqual(failedWith('storage-full'));
      expect(one.keychain.items.size).toBe(0);
    },
  );

  it.each(['differs', 'locked'] as const)(
    'leaves the book as true as it was when the keychain is %s and the key before was kept',
    async (mood) => {
      const one = await openConnectedDesk('accountSetupKey', { keep: true });
      one.keychain.mood = mood;
      await connect(one, keyOf(one, 'oldSetupKey'), undefined, true);
      one.keychain.mood = 'well';
      const again = await one.restart();
      const kept = one.keychain.items.get('setup-key')?.slice(-4);
      expect(again.desk.store.snapshot.connection?.ending).toBe(kept);
    },
  );

  it('never leaves a key in the keychain that a crash kept out of the book', async () => {
    const one = await office();
    let inBookBefore = false;
    const watching = await openDesk({
      ...one,
      ports: {
        keychain: {
          ...one.keychain,
          get: one.keychain.get,
          remove: one.keychain.remove,
          set: async (item, value) => {
            inBookBefore = one.book.text?.includes(`"ending":"${value.ending}"`) ?? false;
            return one.keychain.set(item, value);
          },
        },
      },
    });
    await connect(watching, keyOf(one, 'accountSetupKey'), undefined, true);
    expect(inBookBefore).toBe(true);
  });

  it.each(
    Array.from({ length: 8 }, (_, index) => index + 1).flatMap((step) => [
      [step, 'before'] as const,
      [step, 'after'] as const,
    ]),
  )(
    'cut off at step %i of keeping it, %s it, is known at the next start exactly where the keychain has it',
    async (step, when) => {
      const one = await openConnectedDesk('accountSetupKey', { keep: true });
      const other = one.practice.readyToken('userSetupKey').value;
      const killer = killAt(step, when, one);
      const dying = await openDesk({ ...one, world: 'cloudflare', ports: killer.ports });
      await Promise.race([killer.dead, connect(dying, other, undefined, true)]);
      const next = await openDesk({ ...one, world: 'cloudflare' });
      const kept = one.keychain.items.get('setup-key');
      expect(next.desk.store.snapshot.connection?.ending ?? null).toBe(kept?.slice(-4) ?? null);
      expect((await next.call['places:list']({ fresh: true })).ok).toBe(true);
    },
  );

  it('takes no other key for the one that is kept', async () => {
    const one = await openConnectedDesk('accountSetupKey', { keep: true });
    one.keychain.items.set('setup-key', accountToken);
    const again = await one.restart();
    expect(await again.call['places:list']({ fresh: true })).toEqual(failedWith('no-setup-key'));
    expect(again.desk.store.snapshot.connection).toBeNull();
  });

  it('is shown as soon as a keychain that was locked at the start is looked at again', async () => {
    const one = await openConnectedDesk('accountSetupKey');
    const { promise: isStored, resolve: tell } = Promise.withResolvers<void>();
    /* The app dies once the keychain has it. */
    const dying = await openDesk({
      ...one,
      ports: {
        keychain: {
          ...one.keychain,
          set: async (item, value) => {
            await one.keychain.set(item, value);
            tell();
            return new Promise(() => undefined);
          },
        },
      },
    });
    void connect(dying, keyOf(one, 'accountSetupKey'), undefined, true);
    await isStored;
    one.keychain.mood = 'locked';
    const next = await openDesk({ ...one, world: 'cloudflare' });
    expect(next.desk.store.snapshot.connection).toBeNull();
    one.keychain.mood = 'well';
    await next.call['keychain:check'](undefined);
    expect(next.desk.store.snapshot.connection?.kept).toBe('in-keychain');
  });

  it('ends when the owner has it forgotten', async () => {
    const one = await openConnectedDesk('accountSetupKey', { keep: true });
    await one.call['key:forget'](undefined);
    expect([one.keychain.items.size, one.desk.store.snapshot.connection]).toEqual([0, null]);
    expect(await one.call['places:list']({ fresh: true })).toEqual(failedWith('no-setup-key'));
  });

  it('says so when somebody took it out of the keychain', async () => {
    const one = await openConnectedDesk('accountSetupKey', { keep: true });
    one.keychain.items.clear();
    const again = await one.restart();
    expect(await again.call['places:list']({ fresh: true })).toEqual(failedWith('no-setup-key'));
    expect(again.desk.store.snapshot.connection).toBeNull();
  });
});

describe('whatever goes wrong while connecting, no token is left that nobody knows of', () => {
  const faults = ['offline', 'server-error', 'rate-limited', 'truncated', 'malformed', 'dropped'] as const;
  const steps = [
    ['verifying', { path: /verify$/ }],
    ['making the reading token', { method: 'POST', path: /tokens$/ }],
    ['listing websites', { path: /^\/zones/ }],
    ['listing projects', { path: /pages\/projects/ }],
    ['deleting the reading token', { method: 'DELETE' }],
  ] as const;
  const cases = faults.flatMap((kind) => steps.map(([step, where]) => ({ kind, step, where })));

  it.each(cases)('$kind while $step', async ({ kind, where }) => {
    const one = await office();
    const off = one.practice.faults.on({ kind, ...where });
    await connect(one, keyOf(one, 'accountSetupKey'));
    expect(strayTokens(one)).toEqual([]);
    off();
    await connect(one, keyOf(one, 'accountSetupKey'));
    expect(liveTokens(one)).toEqual([]);
  });

  it('when the answer to making the reading token is lost', async () => {
    const one = await office();
    one.practice.faults.on({ kind: 'lose-create-answer' });
    expect(await connect(one, keyOf(one, 'accountSetupKey'))).toEqual(failedWith('offline'));
    expect(liveTokens(one)).toEqual([]);
  });
});
