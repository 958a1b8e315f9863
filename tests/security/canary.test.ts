import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findsCanary } from '../../build/tour/find-canary.ts';
import { createBookFile } from '../../electron/adapters/book-file.ts';
import { createLogFile } from '../../electron/adapters/log-file.ts';
import type { Cloudflare } from '../../electron/core/ports.ts';
import { PracticeDesk } from '../../electron/shell/practice-desk.ts';
import { practiceFileName } from '../../electron/shell/practice-world.ts';
import type { CommandName } from '../../shared/ipc/contract.ts';
import { bring, makeByHand, successDialog, typedDraft } from '../fakes/made-by-hand.ts';
import { type Office, openDesk } from '../fakes/open-desk.ts';
import { purgeRequest } from '../fakes/requests.ts';
import { accountToken } from '../fakes/tokens.ts';

type Watched = Office & {
  /** Every secret there has been: the setup key, the short-lived reading tokens, the tokens of slips. */
  readonly canaries: Map<string, string>;
  /** Everything that came out of the app, by where it came out. */
  readonly seen: { readonly where: string; readonly text: string }[];
  readonly folder: string;
};

/** An office with a real book and a real log, which writes down whatever leaves it. */
async function watchedOffice(): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'permission-slip-canary-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const canaries = new Map<string, string>();
  const watch = (cloudflare: Cloudflare): Cloudflare => ({
    ...cloudflare,
    createToken: async (...asked) => {
      const created = await cloudflare.createToken(...asked);
      if (created.ok) canaries.set(asked[2].name, created.value.value.reveal());
      return created;
    },
    rollToken: async (...asked) => {
      const rolled = await cloudflare.rollToken(...asked);
      if (rolled.ok) canaries.set(`rolled ${canaries.size}`, rolled.value.reveal());
      return rolled;
    },
  });
  const log = createLogFile(folder);
  const office = await openDesk({
    world: 'cloudflare',
    wrap: watch,
    ports: { repository: createBookFile(folder), log },
  });
  canaries.set('setup key', office.practice.readyToken('accountSetupKey').value);
  const seen: Watched['seen'] = [];
  office.desk.store.subscribe((snapshot) => seen.push({ where: 'snapshot', text: JSON.stringify(snapshot) }));
  const call = Object.fromEntries(
    Object.entries(office.call).map(([name, handler]) => [
      name,
      async (argument: never) => {
        const answer = await (handler as (argument: never) => Promise<unknown>)(argument);
        /* As it crosses to a window: what does not survive the crossing does not count as hidden. */
        seen.push({ where: `answer to ${name}`, text: JSON.stringify(structuredClone(answer)) });
        log.error('answered', { command: name });
        return answer;
      },
    ]),
  ) as unknown as Office['call'];
  return { ...office, call, canaries, seen, folder };
}

/** Where any of the secrets was found, in any form. */
async function whereFound({
  canaries,
  seen,
  folder,
  clipboard,
  files,
  opener,
  notifier,
  desk,
}: Watched): Promise<string[]> {
  const kept = await Promise.all(
    (await readdir(folder)).map(async (name) => ({
      where: `file ${name}`,
      text: await readFile(join(folder, name), 'utf8'),
    })),
  );
  const copied = clipboard.writes
    .filter(({ how }) => how === 'plain')
    .map(({ text }) => ({ where: 'clipboard', text }));
  const saved = files.saved.map(({ name, text }) => ({ where: `saved ${name}`, text }));
  const opened = opener.opened.map((text) => ({ where: 'browser', text }));
  const told = notifier.shown.map((telling) => ({ where: 'notification', text: JSON.stringify(telling) }));
  const now = { where: 'snapshot', text: JSON.stringify(desk.store.snapshot) };
  const places = [...kept, ...seen, ...copied, ...saved, ...opened, ...told, now];
  expect(places.map(({ where }) => where)).toEqual(
    expect.arrayContaining(['file slips.json', 'file permission-slip.log', 'snapshot']),
  );
  return [...canaries].flatMap(([name, value]) =>
    places.filter(({ text }) => findsCanary(text, value)).map(({ where }) => `${name} in ${where}`),
  );
}

async function connect({ call, practice, canaries }: Watched, keep = false): Promise<void> {
  await call['key:offer']({ pasted: `Bearer ${canaries.get('setup key')}` });
  await call['key:connect']({ account: practice.seed.accounts.bakery.id, keep });
}

async function issue(office: Watched): Promise<string> {
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  return issued.ok ? issued.value.id : 'slip-aaaaaaaaaaaaaaaa';
}

describe('no secret is found anywhere', () => {
  it('after a slip was made, handed over and revoked', async () => {
    const office = await watchedOffice();
    await connect(office, true);
    await office.call['places:list']({ fresh: true });
    const id = await issue(office);
    await office.call['slip:prompt']({ id });
    await office.call['slip:copy-prompt']({ id });
    await office.call['slip:copy-token']({ id });
    const copied = office.clipboard.text;
    await office.clock.advance(45_000);
    const left = office.clipboard.text;
    await office.call['slip:set-route']({ id, route: { kind: 'environment', name: 'BAKERY_TOKEN' } });
    await office.call['slip:copy-prompt']({ id });
    await office.call['link:open']({ to: 'user-tokens' });
    await office.call['tokens:list'](undefined);
    await office.call['slips:export'](undefined);
    for (const withNames of [false, true]) {
      await office.call['diagnostics:make']({ withNames });
      await office.call['diagnostics:save'](undefined);
    }
    expect(office.files.saved).toHaveLength(3);
    await office.call['slip:revoke']({ id });
    await office.call['key:forget'](undefined);
    expect(await whereFound(office)).toEqual([]);
    /* The one deliberate way out was open, and is closed again. */
    expect([[...office.canaries.values()].includes(copied), left, office.keychain.items.size]).toEqual([
      true,
      '',
      0,
    ]);
    expect(office.canaries.size).toBeGreaterThanOrEqual(4);
  });

  it.each<[string, (office: Watched) => void]>([
    ['the keychain is locked', ({ keychain }) => void Object.assign(keychain, { mood: 'locked' })],
    [
      'the keychain stores something else',
      ({ keychain }) => void Object.assign(keychain.moods, { set: 'differs' }),
    ],
    [
      'Cloudflare can not be reached',
      ({ practice }) => void practice.faults.on({ kind: 'offline', path: /verify/ }),
    ],
    [
      'Cloudflare answers nonsense',
      ({ practice }) => void practice.faults.on({ kind: 'truncated', method: 'POST' }),
    ],
    ['an answer is lost', ({ practice }) => void practice.faults.on({ kind: 'lose-create-answer' })],
    [
      'nothing can be deleted',
      ({ practice }) => void practice.faults.on({ kind: 'server-error', method: 'DELETE' }),
    ],
  ])('when %s while a slip is made', async (_what, break_) => {
    const office = await watchedOffice();
    await connect(office);
    break_(office);
    await issue(office);
    expect(await whereFound(office)).toEqual([]);
  });

  it.each<[string, Parameters<typeof makeByHand>[1], string]>([
    ['as planned', {}, ''],
    ['with far too much, kept for a reason', { zones: 'all-of-account', expiresOn: null }, 'It was at hand.'],
  ])(
    'after a token that was made by hand %s, was brought, proven and kept',
    async (_what, change, reason) => {
      const office = await watchedOffice();
      const made = makeByHand(office, change);
      office.canaries.set('made by hand', made.value);
      const pasted = successDialog(made.value, office.practice.seed.accounts.bakery.id);
      await office.call['draft:save']({ draft: typedDraft });
      await office.call['pick-up:take']({ pasted });
      office.clipboard.text = pasted;
      await office.call['pick-up:take-clipboard'](undefined);
      const left = office.clipboard.text;
      await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
      await office.call['pick-up:keep']({ reason: `Because ${made.value}` });
      await office.call['pick-up:prove']({ draft: typedDraft, account: made.value });
      await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
      office.keychain.mood = 'locked';
      await office.call['pick-up:keep']({ reason });
      office.keychain.mood = 'well';
      const kept = await office.call['pick-up:keep']({ reason });
      const id = kept.ok ? kept.value.id : '';
      await office.call['slip:prompt']({ id });
      await office.call['slip:copy-prompt']({ id });
      await office.call['slip:revoke']({ id, byHand: true });
      expect([kept.ok, left, [...office.keychain.items.values()]]).toEqual([true, '', [made.value]]);
      expect(await whereFound(office)).toEqual([]);
    },
  );

  it('after a token was swapped, also where something went wrong on the way', async () => {
    const office = await watchedOffice();
    await connect(office, true);
    const id = await issue(office);
    const swap = (why: 'asked' | 'leaked', again = false) => office.call['slip:rotate']({ id, why, again });
    await swap('asked');
    office.practice.faults.on({ kind: 'lose-roll-answer' });
    const lost = await swap('asked');
    office.keychain.moods.set = 'differs';
    const notKept = await swap('asked', true);
    office.keychain.mood = 'well';
    const off = office.practice.faults.on({ kind: 'truncated', path: /verify$/ });
    await swap('asked', true);
    off();
    const leaked = await swap('leaked');
    await office.call['slip:prompt']({ id });
    await office.call['slip:copy-prompt']({ id });
    await office.call['link:open']({ to: 'audit-log', accountId: office.practice.seed.accounts.bakery.id });
    expect([lost, notKept, leaked]).toMatchObject([
      { problem: { code: 'roll-lost' } },
      { problem: { code: 'roll-not-kept' } },
      { ok: true },
    ]);
    expect([...office.canaries.keys()].filter((name) => name.startsWith('rolled')).length).toBeGreaterThan(3);
    expect(await whereFound(office)).toEqual([]);
  });

  it('in a notification, though it may name the website', async () => {
    const office = await watchedOffice();
    await connect(office);
    const { settings } = office.desk.store.snapshot.reminding;
    await office.call['reminders:set']({ settings: { ...settings, quietHours: null, showNames: true } });
    await issue(office);
    await office.clock.advance(29.5 * 86_400_000);
    office.desk.startWatching();
    await expect.poll(() => office.notifier.shown.map(({ body }) => body).join()).toContain('bakery.example');
    await office.desk.close();
    expect(await whereFound(office)).toEqual([]);
  });

  it('after swaps by hand: of the old value, another token, the right one without a keychain, and at last kept', async () => {
    const office = await watchedOffice();
    await connect(office, false);
    const id = await issue(office);
    const other = makeByHand(office);
    const [slip] = office.desk.store.snapshot.slips;
    office.canaries.set('old', office.keychain.items.get(id) ?? '');
    office.canaries.set('other', other.value);
    await office.call['hand-swap:begin']({ id, why: 'leaked' });
    const { value } = office.practice.dashboard.rollToken(slip?.token.id ?? '');
    office.canaries.set('new', value);
    const codes: (string | null)[] = [];
    const tryWith = async (text: string) => {
      await bring(office, text);
      const answer = await office.call['hand-swap:keep']({ id });
      codes.push(answer.ok ? null : answer.problem.code);
    };
    await tryWith(office.canaries.get('old') ?? '');
    await tryWith(other.value);
    office.keychain.moods.set = 'locked';
    await tryWith(value);
    office.keychain.mood = 'well';
    await tryWith(value);
    expect(codes).toEqual(['swap-old-value', 'swap-other-token', 'keychain-locked', null]);
    expect(await whereFound(office)).toEqual([]);
  });

  it('after everything was stopped, with Cloudflare away at first', async () => {
    const office = await watchedOffice();
    await connect(office, true);
    await issue(office);
    await issue(office);
    office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    const away = await office.call['slip:revoke-all']({ typed: 'stop' });
    office.practice.faults.clear();
    await office.call['slip:stop-waiting'](undefined);
    expect(away).toMatchObject({ value: [{ outcome: 'waits' }, { outcome: 'waits' }] });
    expect(office.desk.store.snapshot.slips.every(({ revoked }) => revoked !== null)).toBe(true);
    expect(await whereFound(office)).toEqual([]);
  });

  it('when a secret is put where none belongs', async () => {
    const office = await watchedOffice();
    office.canaries.set('pasted elsewhere', accountToken);
    const elsewhere: readonly (() => Promise<unknown>)[] = [
      () =>
        office.call['slip:issue']({
          request: { ...purgeRequest, task: `Use ${accountToken} to purge the menu` },
        }),
      () =>
        office.call['slip:issue']({
          request: { ...purgeRequest, who: { agent: 'other', name: accountToken } },
        }),
      () => office.call['key:connect']({ account: accountToken, keep: false }),
      () => office.call['key:offer']({ pasted: `${accountToken} ${accountToken.replace('cfat', 'cfut')}` }),
      () => office.call['key:offer']({ pasted: accountToken.replace('cfat', 'cfk') }),
      () => office.call['pick-up:take']({ pasted: accountToken.replace('cfat', 'cfk') }),
      () =>
        office.call['pick-up:prove']({
          draft: { ...typedDraft, where: { ...typedDraft.where, domain: `${accountToken}.example` } },
          account: '',
        }),
      () =>
        office.call['link:open']({
          to: 'token-form',
          form: 'account',
          job: 'pages-project',
          access: 'read',
          domain: null,
          project: accountToken,
          accountId: null,
          zoneId: null,
          hasEndDate: true,
        }),
    ];
    for (const put of elsewhere) await put();
    expect(await whereFound(office)).toEqual([]);
  });

  it('after a key was refused', async () => {
    const office = await watchedOffice();
    const roles = ['expired', 'disabled', 'narrow', 'otherAccountSetupKey', 'tooWide', 'ipLimited'] as const;
    for (const role of roles) {
      const { value } = office.practice.readyToken(role);
      office.canaries.set(role, value);
      await office.call['key:offer']({ pasted: value });
      await office.call['key:connect']({ account: office.practice.seed.accounts.bakery.id, keep: true });
    }
    expect(await whereFound(office)).toEqual([]);
  });
});

describe('the token of the practice dashboard', () => {
  it('is given to its page and its clipboard alone', async () => {
    const office = await watchedOffice();
    const { practice, clipboard, folder, seen, canaries } = office;
    const practiceDesk = new PracticeDesk({
      practice,
      clipboard,
      save: () => writeFile(join(folder, practiceFileName), JSON.stringify(practice.export())),
      close: () => undefined,
    });
    const { accounts, zones } = practice.seed;
    const made = await practiceDesk.handlers['practice:create']({
      owner: { kind: 'account', account: accounts.bakery.id },
      name: 'made by hand',
      policies: [{ on: { kind: 'zones', zones: [zones.bakery.id] }, permissions: ['cache.purge'] }],
      endDay: null,
    });
    canaries.set('made by hand', made.ok && made.value.kind === 'created' ? made.value.value : '');
    for (const answer of [
      await practiceDesk.handlers['practice:copy-token']({ as: 'test-command' }),
      await practiceDesk.handlers['practice:copy-token']({ as: 'token' }),
      await practiceDesk.handlers['practice:open'](undefined),
      await practiceDesk.handlers['practice:confirm'](undefined),
    ]) {
      seen.push({ where: 'answer to the practice page', text: JSON.stringify(structuredClone(answer)) });
    }
    expect(await office.call['pick-up:take-clipboard'](undefined)).toMatchObject({ ok: true });
    expect(new Set(await whereFound(office))).toEqual(new Set(['made by hand in clipboard']));
    expect(clipboard.text).toBe('');
  });
});

describe('the search itself', () => {
  const forms: readonly [string, (value: string) => string][] = [
    ['plain', (value) => value],
    ['a piece', (value) => value.slice(20, 34)],
    ['in base64', (value) => Buffer.from(`x${value}`).toString('base64')],
    ['in hex', (value) => Buffer.from(value).toString('hex')],
    ['percent-encoded', (value) => [...value].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('')],
    ['backwards', (value) => [...value].reverse().join('')],
    ['split', (value) => value.match(/.{1,7}/g)?.join('\n- ') ?? ''],
  ];

  it.each(forms)('finds a secret %s', (_form, write) => {
    expect(findsCanary(`{"notice":"see ${write(accountToken)}"}`, accountToken)).toBe(true);
  });

  it('finds none in what holds none', () => {
    expect(findsCanary(JSON.stringify(purgeRequest).repeat(20), accountToken)).toBe(false);
  });

  it('has every command of the contract to look at', async () => {
    const office = await watchedOffice();
    const names = Object.keys(office.call) as CommandName[];
    await office.call['snapshot:get'](undefined);
    expect([names.length > 15, office.seen.at(-1)?.where]).toEqual([true, 'answer to snapshot:get']);
  });
});
