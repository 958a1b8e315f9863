import { describe, expect, it } from 'vitest';
import { openLink } from '../../../electron/core/open-link.ts';
import type { Link } from '../../../shared/links.ts';
import { failed } from '../../../shared/result.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { type Draft, startDraft } from '../../../shared/wizard.ts';
import { MemoryKeychain } from '../../fakes/memory-keychain.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { bakeryPlace, purgeRequest } from '../../fakes/requests.ts';
import { liveTokens } from '../../fakes/stray-tokens.ts';
import { accountToken, globalKey, oldToken } from '../../fakes/tokens.ts';

const begun: Draft = {
  ...startDraft(),
  step: 'terms',
  job: { id: 'purge-pages', access: 'change' },
  task: 'Purge the price list',
};

describe('a draft', () => {
  it('is kept, and there again after a restart', async () => {
    const office = await openDesk();
    await office.call['draft:save']({ draft: begun });
    expect((await office.restart()).desk.store.snapshot.draft).toEqual(begun);
  });

  it('is gone when it was discarded', async () => {
    const office = await openDesk();
    await office.call['draft:save']({ draft: begun });
    await office.call['draft:discard'](undefined);
    expect(office.desk.store.snapshot.draft).toBeNull();
  });

  const withSecret: readonly [string, Partial<Draft>][] = [
    ['task', { task: `use ${accountToken}` }],
    ['name', { who: { agent: 'other', name: oldToken } }],
    ['hostname', { where: { ...begun.where, hostname: globalKey } }],
    ['domain', { where: { ...begun.where, domain: accountToken } }],
    ['path', { where: { ...begun.where, path: `/?k=${accountToken}` } }],
    ['project', { where: { ...begun.where, pagesProject: accountToken } }],
    ['reason', { where: { ...begun.where, zones: { kind: 'all', reason: accountToken } } }],
    ['until', { until: { kind: 'never', reason: accountToken } }],
  ];

  it.each(withSecret)(
    'with a secret in its %s is refused, and nothing of it is written',
    async (field, change) => {
      const office = await openDesk();
      const before = office.book.text;
      expect(await office.call['draft:save']({ draft: { ...begun, ...change } })).toEqual({
        ok: false,
        problem: { code: 'field-holds-secret', field },
      });
      expect(office.book.text).toBe(before);
    },
  );
});

describe('quitting', () => {
  const immediately = () => new Promise((resolve) => setImmediate(resolve));

  /* An office with a slip, at a Cloudflare and with a keychain that delete nothing until `answer` is called. */
  async function withSlowDeletes() {
    const keychain = new MemoryKeychain();
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    let isSlow = false;
    const slowly =
      <A extends readonly unknown[], T>(run: (...order: A) => Promise<T>) =>
      async (...order: A): Promise<T> => {
        if (isSlow) {
          asked.resolve();
          await answer.promise;
        }
        return run(...order);
      };
    const office = await openConnectedDesk('accountSetupKey', {
      keep: true,
      keychain,
      ports: { keychain: { get: keychain.get, set: keychain.set, remove: slowly(keychain.remove) } },
      wrap: (cloudflare) => ({ ...cloudflare, deleteToken: slowly(cloudflare.deleteToken) }),
    });
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    if (!issued.ok) throw new Error(issued.problem.code);
    isSlow = true;
    return { office, id: issued.value.id, asked: asked.promise, answer: answer.resolve };
  }

  const owner = ({ practice }: Office) =>
    ({ kind: 'account', accountId: practice.seed.accounts.bakery.id }) as const;
  const strange = 'Purge bakery.example';
  const begin: readonly [string, (office: Office, id: string) => Promise<unknown>][] = [
    ['an agent that is being stopped', ({ call }, id) => call['slip:revoke']({ id })],
    ['the key that is being forgotten', ({ call }) => call['key:forget'](undefined)],
    [
      'a token that is being deleted',
      (office) => {
        const token = office.practice.export().tokens.find(({ name }) => name === strange);
        return office.call['tokens:delete']({ id: token?.id ?? '', name: strange, owner: owner(office) });
      },
    ],
  ];

  /* Quits while something is under way; answers whether that has come to its end. */
  async function quit({ desk }: Office): Promise<{ readonly isOver: () => boolean }> {
    let isOver = false;
    void desk.close().then(() => {
      isOver = true;
    });
    await immediately();
    return { isOver: () => isOver };
  }

  it.each(begin)('waits for %s, whose dialog may be closed', async (_what, run) => {
    const { office, id, asked, answer } = await withSlowDeletes();
    const running = run(office, id);
    await asked;
    const { isOver } = await quit(office);
    expect(isOver()).toBe(false);
    answer();
    expect(await running).toMatchObject({ ok: true });
    await expect.poll(isOver).toBe(true);
  });

  it.each(begin)('waits ten seconds and no longer for %s', async (_what, run) => {
    const { office, id, asked } = await withSlowDeletes();
    void run(office, id);
    await asked;
    const { isOver } = await quit(office);
    await office.clock.advance(9999);
    expect(isOver()).toBe(false);
    await office.clock.advance(1);
    expect(isOver()).toBe(true);
  });
});

describe('the desk', () => {
  it('makes one slip at a time', async () => {
    const office = await openDesk();
    const answers = await Promise.all([
      office.call['slip:issue']({ request: purgeRequest }),
      office.call['slip:issue']({ request: purgeRequest }),
    ]);
    expect(answers).toMatchObject([{ ok: true }, { ok: false, problem: { code: 'slip-busy' } }]);
    expect(liveTokens(office).length).toBe(1);
  });

  it('leaves a token that is being made alone when it is told to clean up', async () => {
    const office = await openDesk();
    const cleaned: unknown[] = [];
    office.desk.store.subscribe(({ progress }) => {
      if (cleaned.length === 0 && progress.doing === 'issuing' && progress.step === 'storing') {
        cleaned.push('asked');
        const marks = office.book.text?.match(/ps-[a-z2-7]{12}/g) ?? [];
        void office.call['clean-up:retry']({ marks }).then((answer) => cleaned.push(answer));
      }
    });
    expect(await office.call['slip:issue']({ request: purgeRequest })).toMatchObject({ ok: true });
    expect([liveTokens(office).length, cleaned]).toEqual([
      1,
      ['asked', { ok: false, problem: { code: 'slip-busy' } }],
    ]);
  });

  it('does not call a token that is in use a leftover', async () => {
    const office = await openDesk();
    const shown: Snapshot['cleanUps'][] = [];
    office.desk.store.subscribe(({ cleanUps }) => shown.push(cleanUps));
    await Promise.all([
      office.call['places:list']({ fresh: true }),
      office.call['draft:save']({ draft: begun }),
      office.call['slip:issue']({ request: purgeRequest }),
    ]);
    expect(shown.flat()).toEqual([]);
  });

  it('counts each change of the snapshot', async () => {
    const office = await openDesk();
    const revisions: number[] = [];
    office.desk.store.subscribe(({ revision }) => revisions.push(revision));
    await office.call['slip:issue']({ request: purgeRequest });
    expect(
      revisions.every((revision, index) => index === 0 || revision === (revisions[index - 1] ?? 0) + 1),
    ).toBe(true);
  });

  it('says that the desktop shows no icon, until that was read', async () => {
    const office = await openDesk();
    office.desk.tellNoTray();
    expect(office.desk.store.snapshot.notices).toEqual([{ code: 'no-tray' }]);
    await office.call['notice:dismiss']({ about: 'no-tray' });
    const again = await office.restart();
    again.desk.tellNoTray();
    expect(again.desk.store.snapshot.notices).toEqual([]);
  });

  it('tells how the keychain last did', async () => {
    const office = await openDesk();
    office.keychain.mood = 'locked';
    const locked = await office.call['keychain:check'](undefined);
    const told = office.desk.store.snapshot.keychain;
    office.keychain.mood = 'well';
    await office.call['keychain:check'](undefined);
    expect([locked, told, office.desk.store.snapshot.keychain]).toMatchObject([
      { ok: false },
      { code: 'keychain-locked' },
      null,
    ]);
  });

  it('lists what the key reaches, and asks Cloudflare only once unless it is told to', async () => {
    const office = await openConnectedDesk();
    const before = office.practice.requests.length;
    const places = await office.call['places:list']({ fresh: false });
    expect([
      places.ok && places.value.zones.map(({ name }) => name),
      office.practice.requests.length - before,
    ]).toEqual([['bakery.example', 'cakeshop.example', 'old-bakery.example'], 0]);
    await office.call['places:list']({ fresh: true });
    expect(office.practice.requests.length).toBeGreaterThan(before);
    expect(liveTokens(office)).toEqual([]);
  });

  it('opens pages of Cloudflare and no others', async () => {
    const office = await openDesk({ world: 'cloudflare' });
    await office.call['link:open']({ to: 'account-tokens', accountId: bakeryPlace.account.id });
    expect(office.opener.opened).toEqual([
      `https://dash.cloudflare.com/?to=/${bakeryPlace.account.id}/api-tokens`,
    ]);
  });

  it('opens no other page, whatever got past the contract', async () => {
    const office = await openDesk({ world: 'cloudflare' });
    const links = { opener: office.opener, practiceDashboard: office.dashboard };
    const made = { to: 'elsewhere', address: 'https://dash.cloudflare.com.evil.example/' } as unknown as Link;
    expect(await openLink(links, 'cloudflare', made)).toEqual(failed({ code: 'link-refused' }));
    expect([office.opener.opened, office.dashboard.opened]).toEqual([[], []]);
  });

  it('tells whoever has left that a slip was not made, or got no new token, until it is', async () => {
    const office = await openDesk();
    const told = () => office.desk.store.snapshot.notices;
    office.keychain.mood = 'locked';
    await office.call['slip:issue']({ request: purgeRequest });
    expect(told()).toMatchObject([
      { code: 'slip-not-issued', because: { code: 'slip-not-made', because: { code: 'keychain-locked' } } },
    ]);
    await office.call['draft:discard'](undefined);
    expect(told()).toEqual([]);
    await office.call['slip:issue']({ request: purgeRequest });
    expect(told()).toHaveLength(1);
    office.keychain.mood = 'well';
    const made = await office.call['slip:issue']({ request: purgeRequest });
    expect(told()).toEqual([]);
    const id = made.ok ? made.value.id : '';
    const doing = [
      () => office.call['slip:rotate']({ id, why: 'asked', again: false }),
      () => office.call['slip:issue']({ request: purgeRequest, changes: id }),
    ];
    for (const ask of doing) {
      office.practice.faults.on({ kind: 'offline' });
      await ask();
      expect(told()).toMatchObject([{ code: 'no-new-token', id, number: 1 }]);
      office.practice.faults.clear();
      await office.call['clean-up:retry']({
        marks: office.desk.store.snapshot.cleanUps.map(({ mark }) => mark),
      });
      expect(await ask()).toMatchObject({ ok: true });
      expect(told()).toEqual([]);
    }
  });

  it('tells nobody of a slip that was not made since they stopped it', async () => {
    const office = await openDesk();
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'issuing' && progress.step === 'proving') {
        void office.call['slip:stop-issuing'](undefined);
      }
    });
    expect(await office.call['slip:issue']({ request: purgeRequest })).toMatchObject({
      problem: { because: { code: 'stopped' } },
    });
    expect(office.desk.store.snapshot.notices).toEqual([]);
  });

  it('opens the list of the world that the token is in, whichever is in use', async () => {
    const office = await openDesk();
    await office.call['link:open']({ to: 'user-tokens', world: 'cloudflare' });
    await office.call['world:choose']({ world: 'cloudflare' });
    const accountId = bakeryPlace.account.id;
    await office.call['link:open']({ to: 'account-tokens', accountId, world: 'practice' });
    expect([office.opener.opened, office.dashboard.opened]).toEqual([
      ['https://dash.cloudflare.com/profile/api-tokens'],
      [`https://dash.cloudflare.com/?to=/${accountId}/api-tokens`],
    ]);
  });

  it('knows while the owner practises whether a key of their own is there', async () => {
    const office = await openConnectedDesk();
    await office.call['world:choose']({ world: 'practice' });
    expect(office.desk.store.snapshot.hasOwnKey).toBe(true);
    await office.call['key:forget'](undefined);
    expect(office.desk.store.snapshot.hasOwnKey).toBe(false);
  });

  it('opens its own dashboard where the owner practises', async () => {
    const office = await openDesk();
    await office.call['link:open']({ to: 'account-tokens', accountId: null });
    await office.call['link:open']({ to: 'user-tokens' });
    await office.call['link:open']({ to: 'cloudflare-login' });
    await office.call['link:open']({ to: 'token-docs' });
    expect([office.dashboard.opened, office.opener.opened.length]).toEqual([
      [
        'https://dash.cloudflare.com/?to=/:account/api-tokens',
        'https://dash.cloudflare.com/profile/api-tokens',
        'https://dash.cloudflare.com/',
      ],
      1,
    ]);
  });

  it('opens no form with a secret in its address', async () => {
    const office = await openDesk({ world: 'cloudflare' });
    const asked = {
      to: 'token-form',
      form: 'account',
      job: 'pages-project',
      access: 'read',
      domain: null,
      project: accountToken,
      accountId: null,
      zoneId: null,
      hasEndDate: true,
    } as const;
    const job = { id: 'custom', title: accountToken, permissions: ['dns.read'], confirmation: '' } as const;
    expect([
      await office.call['link:open'](asked),
      await office.call['link:open']({ ...asked, project: null, job }),
      office.opener.opened,
    ]).toEqual([
      { ok: false, problem: { code: 'field-holds-secret', field: 'project' } },
      { ok: false, problem: { code: 'field-holds-secret', field: 'title' } },
      [],
    ]);
  });

  it.each(['unreadable', 'newer-version'] as const)(
    'with a book that is %s shows so and makes nothing',
    async (mood) => {
      const first = await openDesk();
      first.book.mood = mood;
      const office: Office = await first.restart();
      expect([
        office.desk.store.snapshot.storage,
        await office.call['slip:issue']({ request: purgeRequest }),
      ]).toMatchObject([{ kind: 'read-only', why: mood }, { ok: false }]);
      expect(liveTokens(office)).toEqual([]);
    },
  );

  it('never shows a secret in its snapshot', async () => {
    const office = await openConnectedDesk('accountSetupKey', { keep: true });
    await office.call['slip:issue']({ request: purgeRequest });
    const shown = JSON.stringify(office.desk.store.snapshot);
    expect([...office.keychain.items.values()].filter((value) => shown.includes(value.slice(0, 30)))).toEqual(
      [],
    );
  });
});
