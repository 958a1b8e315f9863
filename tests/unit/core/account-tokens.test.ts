import { describe, expect, it } from 'vitest';
import { createPracticeCloudflare } from '../../../electron/practice/practice-cloudflare.ts';
import type { StoredToken } from '../../../electron/practice/state.ts';
import type { AccountToken, ListedToken } from '../../../shared/account-token.ts';
import { replacingDraft } from '../../../shared/replacing-draft.ts';
import { failed, ok } from '../../../shared/result.ts';
import { type Draft, startDraft } from '../../../shared/wizard.ts';
import { bring, makeByHand, typedDraft } from '../../fakes/made-by-hand.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { type Office, type OfficeParts, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { bakeryPlace, purgeRequest } from '../../fakes/requests.ts';
import { accountToken } from '../../fakes/tokens.ts';

async function listed({ call }: Pick<Office, 'call'>): Promise<readonly ListedToken[]> {
  const list = await call['tokens:list'](undefined);
  if (!list.ok) throw new Error(list.problem.code);
  return list.value.tokens;
}

async function find(office: Pick<Office, 'call'>, name: string): Promise<ListedToken> {
  const found = (await listed(office)).find((token) => token.name.startsWith(name));
  if (found === undefined) throw new Error(`no token ${name}`);
  return found;
}

/** An office whose account has more tokens, all like one that may purge pages. */
async function accountWith(more: (like: StoredToken) => readonly StoredToken[]): Promise<Office> {
  const clock = new ManualClock();
  const state = createPracticeCloudflare({ now: clock.now }).export();
  const like = state.tokens.find(({ name }) => name === 'Purge bakery.example');
  if (like === undefined) throw new Error('no token to copy');
  const tokens = [...state.tokens, ...more({ ...like, readyMade: null })];
  const practice = createPracticeCloudflare({ now: clock.now, state: { ...state, tokens } });
  return openConnectedDesk('accountSetupKey', { clock, practice });
}

const ownerOf = ({ practice }: Office) =>
  ({ kind: 'account', accountId: practice.seed.accounts.bakery.id }) as const;
const isThere = ({ practice }: Office, id: string) => practice.export().tokens.some((one) => one.id === id);

describe('the tokens of an account', () => {
  it('are told of where one could not be deleted, each for itself, since its window may be gone, until it is', async () => {
    const office = await openConnectedDesk();
    const because = { code: 'offline' } as const;
    const tokens = [
      await find(office, 'Purge bakery.example (office)'),
      await find(office, 'Purge bakery.example (spring)'),
    ];
    const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    const remove = ({ id, name }: ListedToken) =>
      office.call['tokens:delete']({ id, name, owner: ownerOf(office) });
    for (const token of tokens) expect(await remove(token)).toEqual(failed(because));
    const told = tokens.map(({ id, name }) => ({
      code: 'account-token-not-deleted',
      id,
      name,
      because,
    }));
    expect(office.desk.store.snapshot.notices).toEqual(told);
    back();
    for (const token of tokens) {
      expect(await remove(token)).toEqual(ok('deleted'));
      told.shift();
      expect(office.desk.store.snapshot.notices).toEqual(told);
    }
  });

  it('are listed with their dates, what they may do and where, the ended ones too', async () => {
    const office = await openConnectedDesk();
    const tokens = await listed(office);
    expect(tokens.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Permission Slip setup key',
        'Purge bakery.example',
        'Purge bakery.example (spring)',
      ]),
    );
    expect(await find(office, 'Purge bakery.example (office)')).toMatchObject({
      status: 'active',
      isLimitedToAddresses: true,
      rules: [{ effect: 'allow', on: [{ kind: 'zone', name: 'bakery.example' }] }],
      ours: null,
    });
    expect(await find(office, 'Purge bakery.example (spring)')).toMatchObject({ status: 'expired' });
  });

  it('are those of the person where the key is a person’s', async () => {
    const office = await openConnectedDesk('userSetupKey');
    const list = await office.call['tokens:list'](undefined);
    expect(list.ok && list.value.owner).toEqual({ kind: 'user' });
    expect(await find(office, 'Everything')).toMatchObject({
      endsAt: null,
      rules: [
        { on: [{ kind: 'all-zones' }] },
        { on: [{ kind: 'account' }] },
        { on: [{ kind: 'own-login' }] },
      ],
    });
    expect(await find(office, 'Create additional tokens')).toMatchObject({ ours: { kind: 'setup-key' } });
  });

  it('are also read in practice', async () => {
    expect((await listed(await openDesk())).length).toBeGreaterThan(3);
  });

  it('mark the setup key, the tokens of slips and what is still to be tidied up', async () => {
    const office = await openConnectedDesk();
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    expect(await find(office, 'Permission Slip setup key')).toMatchObject({ ours: { kind: 'setup-key' } });
    expect(await find(office, 'Permission Slip no. 1')).toMatchObject({
      ours: { kind: 'slip', id: issued.ok ? issued.value.id : '', number: 1 },
    });
  });

  it('are read through all pages', async () => {
    const many = await accountWith((like) =>
      Array.from({ length: 320 }, (_, index) => ({
        ...like,
        id: index.toString(16).padStart(32, '0'),
        name: `Copy ${index}`,
      })),
    );
    const names = new Set((await listed(many)).map(({ name }) => name));
    expect(Array.from({ length: 320 }, (_, index) => names.has(`Copy ${index}`))).not.toContain(false);
  });

  it('are shown without a name that is a secret', async () => {
    const office = await accountWith((like) => [
      { ...like, id: '0'.repeat(32), name: `key ${accountToken}` },
    ]);
    expect(JSON.stringify(await listed(office))).not.toContain(accountToken);
  });

  it('need a setup key', async () => {
    const { call } = await openDesk({ world: 'cloudflare' });
    expect(await call['tokens:list'](undefined)).toEqual(failed({ code: 'no-setup-key' }));
  });

  it.each([
    [{ code: 'rate-limited', retryAfterSeconds: 300 }],
    [{ code: 'cloudflare-down', status: 503 }],
    [{ code: 'offline' }],
  ] as const)('that can not be read tell why: %o', async (problem) => {
    const office = await openConnectedDesk('accountSetupKey', {
      wrap: (cloudflare) => ({ ...cloudflare, describeTokens: async () => failed(problem) }),
    });
    expect(await office.call['tokens:list'](undefined)).toEqual(failed(problem));
  });

  it('are not called foreign where it can not be found out which is the setup key', async () => {
    let down = false;
    const office = await openConnectedDesk('accountSetupKey', {
      wrap: (cloudflare) => ({
        ...cloudflare,
        verify: async (...asked) =>
          down ? failed({ code: 'cloudflare-down', status: 500 }) : cloudflare.verify(...asked),
      }),
    });
    down = true;
    expect((await office.call['tokens:list'](undefined)).ok).toBe(false);
  });
});

describe('deleting a token of the account', () => {
  it('takes it away at Cloudflare', async () => {
    const office = await openConnectedDesk();
    const { id } = await find(office, 'Purge bakery.example (office)');
    expect(await office.call['tokens:delete']({ id, name: 'Shop plugin', owner: ownerOf(office) })).toEqual(
      ok('deleted'),
    );
    expect(isThere(office, id)).toBe(false);
  });

  it('is done once, and well, where it is asked for again while it runs', async () => {
    const office = await openConnectedDesk('userSetupKey');
    const { id, name } = await find(office, 'Everything');
    const remove = () => office.call['tokens:delete']({ id, name, owner: { kind: 'user' } });
    expect(await Promise.all([remove(), remove()])).toEqual([ok('deleted'), ok('deleted')]);
    expect(await remove()).toEqual(failed({ code: 'not-found' }));
  });

  it('is refused for the setup key, and for the token of a slip', async () => {
    const office = await openConnectedDesk();
    await office.call['slip:issue']({ request: purgeRequest });
    for (const name of ['Permission Slip setup key', 'Permission Slip no. 1']) {
      const { id } = await find(office, name);
      expect(await office.call['tokens:delete']({ id, name: 'Shop plugin', owner: ownerOf(office) })).toEqual(
        failed({ code: 'token-is-ours' }),
      );
      expect(isThere(office, id)).toBe(true);
    }
  });

  it('is said to be done already where somebody else was faster', async () => {
    const office = await openConnectedDesk();
    const answer = await office.call['tokens:delete']({
      id: '9'.repeat(32),
      name: 'Shop plugin',
      owner: ownerOf(office),
    });
    expect(answer).toEqual(ok('already-gone'));
  });

  it('is not believed of a person’s token that this key does not see', async () => {
    const office = await openConnectedDesk('userSetupKey');
    const answer = await office.call['tokens:delete']({
      id: '9'.repeat(32),
      name: 'Shop plugin',
      owner: { kind: 'user' },
    });
    expect(answer).toEqual(failed({ code: 'not-found' }));
  });

  it('is refused with the key of another account', async () => {
    const office = await openConnectedDesk();
    const owner = { kind: 'account', accountId: office.practice.seed.accounts.hill.id } as const;
    expect(await office.call['tokens:delete']({ id: '9'.repeat(32), name: 'Shop plugin', owner })).toEqual(
      failed({ code: 'setup-key-elsewhere' }),
    );
  });

  const lying: OfficeParts['wrap'] = (cloudflare) => ({
    ...cloudflare,
    deleteToken: async () => ok('deleted'),
  });

  it('is not called done while Cloudflare lists the token', async () => {
    const office = await openConnectedDesk('accountSetupKey', { wrap: lying });
    const { id, name } = await find(office, 'Purge bakery.example (office)');
    expect(await office.call['tokens:delete']({ id, name: 'Shop plugin', owner: ownerOf(office) })).toEqual(
      failed({ code: 'token-not-gone', name }),
    );
  });

  it('is told of with a name in one plain line, whatever it is called', async () => {
    const office = await openConnectedDesk('accountSetupKey', {
      wrap: (cloudflare) => ({
        ...cloudflare,
        deleteToken: async () => ok('deleted'),
        listTokens: async () =>
          ok([{ id: '9'.repeat(32), name: `Shop\u202e\n${'x'.repeat(1000)}`, lastUsedOn: null }]),
      }),
    });
    const asked = { id: '9'.repeat(32), name: 'Shop plugin', owner: ownerOf(office) };
    expect(await office.call['tokens:delete'](asked)).toEqual(
      failed({ code: 'token-not-gone', name: `Shop ${'x'.repeat(295)}` }),
    );
  });
});

describe('a slip that replaces a token', () => {
  const finished = (office: Office, token: AccountToken): Draft => ({
    ...replacingDraft(token, ownerOf(office), bakeryPlace.account),
    who: purgeRequest.who,
    job: { id: 'purge-pages', access: 'change' },
    task: purgeRequest.task,
  });

  async function replacing(office: Office, name = 'Purge bakery.example (office)') {
    const token = await find(office, name);
    await office.call['draft:save']({ draft: finished(office, token) });
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    const slip = () => office.desk.store.snapshot.slips.find(({ id }) => issued.ok && id === issued.value.id);
    return { token, slip };
  }

  it('knows it, also after a restart, until it is deleted', async () => {
    const office = await openConnectedDesk('accountSetupKey', { keep: true });
    const { token, slip } = await replacing(office);
    expect(slip()?.replaces).toEqual({ id: token.id, name: token.name, owner: ownerOf(office) });
    const again = await office.restart();
    expect(again.desk.store.snapshot.slips.at(-1)?.replaces?.id).toBe(token.id);
    await again.call['tokens:delete']({ id: token.id, name: token.name, owner: ownerOf(office) });
    expect(again.desk.store.snapshot.slips.at(-1)?.replaces).toBeNull();
    expect(isThere(office, token.id)).toBe(false);
  });

  it('knows it where the owner began another draft meanwhile, which stays', async () => {
    const office = await openConnectedDesk();
    const token = await find(office, 'Purge bakery.example (office)');
    await office.call['draft:save']({ draft: finished(office, token) });
    const other: Draft = { ...startDraft(purgeRequest.who), task: 'Look at the redirects.' };
    const issuing = office.call['slip:issue']({ request: purgeRequest });
    await office.call['draft:begin']({ draft: other });
    await issuing;
    const { slips, draft } = office.desk.store.snapshot;
    expect([slips.at(-1)?.replaces?.id, draft]).toEqual([token.id, other]);
    await office.call['draft:discard'](undefined);
    expect(office.desk.store.snapshot.draft).toBeNull();
  });

  it('knows it where its own token was made by hand, also when that is finished after a crash', async () => {
    const office = await openConnectedDesk('accountSetupKey', { keep: true });
    const token = await find(office, 'Purge bakery.example (office)');
    const draft = { ...typedDraft, replaces: finished(office, token).replaces };
    await office.call['draft:save']({ draft });
    await bring(office, makeByHand(office).value);
    await office.call['pick-up:prove']({ draft, account: '' });
    office.book.writesLeft = 1;
    await office.call['pick-up:keep']({ reason: '' });
    office.book.writesLeft = Number.POSITIVE_INFINITY;
    const again = await office.restart();
    const { snapshot } = again.desk.store;
    expect([snapshot.slips.at(-1)?.replaces, snapshot.draft]).toEqual([draft.replaces, null]);
  });

  it('lets it be where the owner wants to keep it', async () => {
    const office = await openConnectedDesk();
    const { token, slip } = await replacing(office);
    await office.call['tokens:keep-replaced']({ id: slip()?.id ?? '' });
    expect([slip()?.replaces, isThere(office, token.id)]).toEqual([null, true]);
  });

  it('keeps it in mind where the delete failed', async () => {
    let down = false;
    const office = await openConnectedDesk('accountSetupKey', {
      wrap: (cloudflare) => ({
        ...cloudflare,
        deleteToken: async (...asked) =>
          down ? failed({ code: 'cloudflare-down', status: 500 }) : cloudflare.deleteToken(...asked),
      }),
    });
    const { token, slip } = await replacing(office);
    down = true;
    const answer = await office.call['tokens:delete']({
      id: token.id,
      name: token.name,
      owner: ownerOf(office),
    });
    expect([answer.ok, slip()?.replaces?.id]).toEqual([false, token.id]);
  });

  it('is no longer one once the draft was thrown away', async () => {
    const office = await openConnectedDesk();
    const token = await find(office, 'Purge bakery.example (office)');
    await office.call['draft:save']({ draft: replacingDraft(token, ownerOf(office), bakeryPlace.account) });
    await office.call['draft:discard'](undefined);
    await office.call['slip:issue']({ request: purgeRequest });
    expect(office.desk.store.snapshot.slips.at(-1)?.replaces).toBeNull();
  });
});
