import { describe, expect, it } from 'vitest';
import { book as bookSchema } from '../../../electron/core/book.ts';
import type { BookRepository, Keychain, VerifiedToken } from '../../../electron/core/ports.ts';
import { places as seed } from '../../../electron/practice/seed/places.ts';
import { hashOfValue } from '../../../electron/practice/token-values.ts';
import { jobIds, jobs, modeOf } from '../../../shared/catalogue/jobs.ts';
import { failed } from '../../../shared/result.ts';
import { stampOf } from '../../../shared/slip.ts';
import { stopAllWord } from '../../../shared/stop-all.ts';
import type { Verdict } from '../../../shared/verdict.ts';
import type { Draft } from '../../../shared/wizard.ts';
import {
  type ByHand,
  bring,
  deleteByHand,
  draftFor,
  makeByHand,
  plannedEnd,
  typedDraft,
} from '../../fakes/made-by-hand.ts';
import { type Office, type OfficeParts, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { accountToken, oldToken } from '../../fakes/tokens.ts';

const { accounts, zones, projects } = seed;
const reason = 'It was the only one at hand.';

const openOffice = (parts: OfficeParts = {}) => openDesk({ world: 'cloudflare', ...parts });

/** Makes a token by hand, brings it, and has it proven. */
async function proveMade(
  change: ByHand = {},
  { draft = typedDraft, ...parts }: OfficeParts & { readonly draft?: Draft } = {},
) {
  const office = await openOffice(parts);
  const made = makeByHand(office, change);
  await bring(office, made.value);
  const before = { fingerprint: office.practice.fingerprint(), requests: office.practice.requests.length };
  const proven = await office.call['pick-up:prove']({ draft, account: '' });
  const asked = office.practice.requests.slice(before.requests);
  return { office, made, proven, asked, changed: office.practice.fingerprint() !== before.fingerprint };
}

const whats = (findings: Verdict['tooMuch']) => findings.map(({ what }) => what);

function verdictOf(proven: Awaited<ReturnType<typeof proveMade>>['proven']): Verdict {
  if (!proven.ok) throw new Error(proven.problem.code);
  return proven.value;
}

/** Brings, proves and keeps a token that is as planned. */
async function keepMade(parts: OfficeParts = {}, change: ByHand = {}, why = '') {
  const { office, made } = await proveMade(change, parts);
  return { office, made, kept: await office.call['pick-up:keep']({ reason: why }) };
}

const shown = ({ desk }: Office) => desk.store.snapshot;

describe('the proof of a token made by hand', () => {
  const levels = jobIds.flatMap((job) =>
    (['read', 'change'] as const)
      .filter((access) => jobs[job].modes[access])
      .map((access) => ({ job, access })),
  );

  it.each(levels)('of $job ($access) finds it as planned, by reads alone', async ({ job, access }) => {
    const keys = modeOf(job, access)?.permissions ?? [];
    const project = jobs[job].pagesProject === 'needed' ? projects.bakerySite : null;
    const owner = job === 'bots' ? 'user' : 'account';
    const { proven, asked, changed } = await proveMade(
      { keys, owner },
      { draft: draftFor({ id: job, access }, { pagesProject: project }) },
    );
    const verdict = verdictOf(proven);
    expect([verdict.kind, whats(verdict.tooMuch), whats(verdict.missing)]).toEqual(['as-planned', [], []]);
    expect([changed, asked.length <= 12]).toEqual([false, true]);
    expect(asked.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toEqual([]);
  });

  it('says what it found in words', async () => {
    const { proof } = verdictOf((await proveMade()).proven);
    expect(proof.can).toEqual([
      { what: 'clear saved copies of single pages on bakery.example', requests: 1 },
    ]);
    expect(proof.cannot.map(({ what }) => what)).toEqual([
      expect.stringContaining('DNS records'),
      expect.stringContaining('API tokens, billing, members'),
      'see any website but bakery.example',
    ]);
  });

  it("also asks about the owner's other websites where they are known", async () => {
    const office = await openConnectedDesk();
    await bring(office, makeByHand(office).value);
    const proven = await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    expect(verdictOf(proven).proof.cannot.map(({ what }) => what)).toContain(
      'reach your other websites, such as cakeshop.example or old-bakery.example',
    );
  });

  it.each<[string, ByHand, string, string]>([
    ['all websites of the account', { zones: 'all-of-account' }, 'reach cakeshop.example', 'place'],
    ['all websites there are', { owner: 'user', zones: 'all' }, 'reach hillcoaching.example', 'place'],
    ['a second website', { zones: [zones.bakery.id, zones.cakeshop.id] }, 'reach cakeshop.example', 'place'],
    [
      'a second account',
      { owner: 'user', keys: ['cache.purge', 'zone.read', 'pages.read'], accounts: [accounts.hill.id] },
      'reach the account Hill Coaching',
      'place',
    ],
    ['another right', { keys: ['cache.purge', 'zone.read', 'dns.read'] }, 'read DNS records', 'right'],
    [
      'a right on the account',
      { keys: ['cache.purge', 'zone.read', 'billing.read'] },
      'read billing',
      'right',
    ],
    ['a right to change', { keys: ['cache.purge', 'zone.edit'] }, expect.stringMatching(/websit/), 'right'],
    ['no end date', { expiresOn: null }, 'work for ever: it has no end date', 'end-date'],
    ['a later end', { expiresOn: '2027-03-01T00:00:00Z' }, expect.stringContaining('2027-03-01'), 'end-date'],
  ])('finds that %s is too much, and where to mend it', async (_what, change, what, mend) => {
    const verdict = verdictOf((await proveMade(change)).proven);
    expect(verdict.kind).toBe('wider');
    expect(verdict.tooMuch).toContainEqual({ what, mend });
  });

  it('finds that a token can make tokens for a person', async () => {
    const keys = ['cache.purge', 'zone.read', 'userApiTokens.edit'] as const;
    const verdict = verdictOf((await proveMade({ owner: 'user', keys })).proven);
    expect([verdict.kind, whats(verdict.tooMuch)]).toEqual(['wider', ['read your own API tokens']]);
  });

  it.each(['account', 'user'] as const)(
    'tries what could do most harm, however much the job of a token of the %s needs',
    async (owner) => {
      const permissions = [
        ...(['zone.read', 'dns.read', 'zoneSettings.read', 'zoneWaf.read', 'singleRedirect.read'] as const),
        ...([
          'cacheRules.read',
          'workersRoutes.read',
          'analytics.read',
          'customPages.read',
          'ssl.read',
        ] as const),
        ...(['pages.read', 'workersScripts.read', 'tunnel.read', 'd1.read'] as const),
      ];
      const title = 'Look at everything';
      const draft = draftFor({ id: 'custom', access: 'read', title, permissions, confirmation: '' });
      const keys = [...permissions, 'accountApiTokens.read' as const];
      const { proven, asked } = await proveMade({ owner, keys }, { draft });
      const verdict = verdictOf(proven);
      expect([verdict.kind, whats(verdict.tooMuch), asked.length <= 12]).toEqual([
        'wider',
        ['read API tokens'],
        true,
      ]);
    },
  );

  it('says of each token that there are rights which it could not see', async () => {
    const draft = draftFor({ id: 'audit', access: 'read' });
    const keys = ['zone.read', 'zoneSettings.read', 'dns.read', 'customPages.edit'] as const;
    for (const made of [await proveMade(), await proveMade({ keys }, { draft })]) {
      expect(verdictOf(made.proven).proof.untested).toContain(
        'Cloudflare has rarer permissions, too. We can’t see if it has one of those.',
      );
    }
  });

  it('finds edit where reading was planned', async () => {
    const draft = draftFor({ id: 'audit', access: 'read' });
    const verdict = verdictOf(
      (await proveMade({ keys: ['zone.read', 'zoneSettings.read', 'dns.edit'] }, { draft })).proven,
    );
    expect([verdict.kind, verdict.tooMuch]).toEqual([
      'wider',
      [{ what: 'change where your domain and your mail point', mend: 'right' }],
    ]);
  });

  it.each([
    ['2026-12-26T00:00:00Z', 'as-planned'],
    ['2026-12-27T00:00:00Z', 'wider'],
    ['2026-12-01T00:00:00Z', 'as-planned'],
  ])('calls an end at %s %s, since the form knows whole days only', async (expiresOn, kind) => {
    expect(verdictOf((await proveMade({ expiresOn })).proven).kind).toBe(kind);
  });

  it.each<[string, ByHand, Draft, string, string]>([
    ['another website', { zones: [zones.cakeshop.id] }, typedDraft, 'reach bakery.example', 'place'],
    ['no right to read', { keys: ['cache.purge'] }, typedDraft, 'read the website bakery.example', 'right'],
    [
      'a right less',
      { keys: ['zone.read', 'dns.read'] },
      draftFor({ id: 'audit', access: 'read' }),
      'read settings',
      'right',
    ],
    [
      'reading where changes were planned',
      { keys: ['zone.read', 'dns.read'] },
      draftFor({ id: 'change-dns', access: 'change' }),
      'change where your domain and your mail point',
      'right',
    ],
  ])('finds that %s is not enough', async (_what, change, draft, what, mend) => {
    const verdict = verdictOf((await proveMade(change, { draft })).proven);
    expect(verdict.missing.map((finding) => [finding.what, finding.mend])).toContainEqual([what, mend]);
  });

  it('tells a wrong website as both, and tries nothing on either', async () => {
    const { proven, asked } = await proveMade({ zones: [zones.cakeshop.id] });
    const verdict = verdictOf(proven);
    expect([verdict.kind, whats(verdict.tooMuch), whats(verdict.missing)]).toEqual([
      'wider',
      ['reach cakeshop.example'],
      ['reach bakery.example'],
    ]);
    expect(asked.filter(({ path }) => path.startsWith('/zones/'))).toEqual([]);
  });

  it('does not say that reading is all where it could not see that', async () => {
    const draft = draftFor({ id: 'cache-rules', access: 'read' });
    const { proof } = verdictOf(
      (await proveMade({ keys: ['zone.read', 'cacheRules.edit'] }, { draft })).proven,
    );
    expect(proof.untested).toContain(
      'We did not try if it can also change things, since that would take a change.',
    );
  });

  it('asks at most twelve times, also of a token that sees more than one page of websites', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      id: index.toString(16).padStart(32, '0'),
      name: `a${index}.example`,
      account: accounts.bakery,
      status: 'active',
      permissions: [],
    }));
    const { proven, asked } = await proveMade(
      { zones: 'all-of-account' },
      {
        wrap: (cloudflare) => ({
          ...cloudflare,
          seeZones: async (token, name, signal) => {
            const seen = await cloudflare.seeZones(token, name, signal);
            return name === null ? { ok: true, value: many.slice(0, 50) } : seen;
          },
        }),
      },
    );
    const verdict = verdictOf(proven);
    expect([verdict.kind, whats(verdict.missing), asked.length <= 12]).toEqual(['wider', [], true]);
  });
});

describe('a proof in bad weather', () => {
  const reads = /^\/zones\/[0-9a-f]{32}/;

  it.each([
    ['is limited', { kind: 'rate-limited' }, 'Cloudflare asked us to wait a few minutes.'],
    ['has a problem', { kind: 'server-error' }, 'Cloudflare has a problem of its own.'],
    ['can not be reached', { kind: 'offline' }, 'The line to Cloudflare broke off in between.'],
    ['answers nonsense', { kind: 'malformed', shape: 'html' }, null],
    ['answers nothing', { kind: 'malformed', shape: 'empty' }, null],
  ] as const)('cannot tell when Cloudflare %s while it tries', async (_what, fault, cause) => {
    const office = await openOffice();
    await bring(office, makeByHand(office).value);
    office.practice.faults.on({ ...fault, path: reads });
    const verdict = verdictOf(await office.call['pick-up:prove']({ draft: typedDraft, account: '' }));
    expect([verdict.kind, verdict.unclear.length > 0, whats(verdict.tooMuch)]).toEqual([
      'cannot-tell',
      true,
      [],
    ]);
    if (cause !== null) expect(verdict.proof.untested).toContain(cause);
  });

  it.each([
    ['is limited', { kind: 'rate-limited' }],
    ['has a problem', { kind: 'server-error' }],
    ['can not be reached', { kind: 'offline' }],
    ['answers nonsense', { kind: 'malformed', shape: 'html' }],
  ] as const)(
    'calls no wide token narrow because Cloudflare %s where it would show',
    async (_what, fault) => {
      const office = await openOffice();
      const keys = ['cache.purge', 'zone.read', 'accountApiTokens.edit', 'billing.read'] as const;
      await bring(office, makeByHand(office, { keys }).value);
      office.practice.faults.on({ ...fault, path: /\/tokens$|\/billing/ });
      const verdict = verdictOf(await office.call['pick-up:prove']({ draft: typedDraft, account: '' }));
      expect([verdict.kind, whats(verdict.unclear)]).toEqual(['cannot-tell', ['API tokens', 'billing']]);
      office.practice.faults.clear();
      const again = verdictOf(await office.call['pick-up:prove']({ draft: typedDraft, account: '' }));
      expect([again.kind, whats(again.tooMuch)]).toEqual(['wider', ['read API tokens', 'read billing']]);
    },
  );

  it('cannot tell which accounts a token of a person reaches when that answer does not come', async () => {
    const office = await openOffice();
    const keys = ['cache.purge', 'zone.read', 'pages.read'] as const;
    await bring(office, makeByHand(office, { owner: 'user', keys, accounts: [accounts.hill.id] }).value);
    office.practice.faults.on({ kind: 'server-error', path: /^\/accounts$/ });
    const verdict = verdictOf(await office.call['pick-up:prove']({ draft: typedDraft, account: '' }));
    expect([verdict.kind, whats(verdict.unclear)]).toEqual(['cannot-tell', ['the accounts that it reaches']]);
  });

  it('cannot tell when the list of websites does not come and the website is known', async () => {
    const office = await openOffice();
    await bring(office, makeByHand(office).value);
    office.practice.faults.on({ kind: 'server-error', path: /^\/zones$/ });
    const draft = draftFor(
      { id: 'purge-pages', access: 'change' },
      { account: accounts.bakery, zones: { kind: 'one', zone: zones.bakery }, domain: '' },
    );
    const verdict = verdictOf(await office.call['pick-up:prove']({ draft, account: '' }));
    expect([verdict.kind, whats(verdict.unclear)]).toEqual(['cannot-tell', ['the websites that it sees']]);
  });

  it('says why when the list of websites does not come and the website was typed', async () => {
    const office = await openOffice();
    await bring(office, makeByHand(office).value);
    office.practice.faults.on({ kind: 'server-error', path: /^\/zones$/ });
    expect(await office.call['pick-up:prove']({ draft: typedDraft, account: '' })).toMatchObject({
      problem: { code: 'cloudflare-down' },
    });
  });

  it('says so when the token is limited to other addresses, although verify calls it active', async () => {
    expect((await proveMade({ onlyFrom: '203.0.113.0/24' })).proven).toEqual(
      failed({ code: 'location-refused' }),
    );
  });

  it('takes an empty list of websites for what it is', async () => {
    const { proven } = await proveMade(
      {},
      { wrap: (cloudflare) => ({ ...cloudflare, seeZones: async () => ({ ok: true, value: [] }) }) },
    );
    expect(verdictOf(proven)).toMatchObject({
      kind: 'too-narrow',
      missing: [{ what: 'reach bakery.example', mend: 'place' }],
    });
  });

  it('says so when the token ended in between', async () => {
    const office = await openOffice();
    const made = makeByHand(office);
    await bring(office, made.value);
    await deleteByHand(office, made.id);
    expect(await office.call['pick-up:prove']({ draft: typedDraft, account: '' })).toEqual(
      failed({ code: 'token-ended' }),
    );
  });

  it('forgets what it found when another token was brought meanwhile', async () => {
    const office = await openOffice();
    const [first, second] = [makeByHand(office), makeByHand(office, { zones: 'all-of-account' })];
    await bring(office, first.value);
    const proving = office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    await bring(office, second.value);
    expect([await proving, await office.call['pick-up:keep']({ reason })]).toEqual([
      failed({ code: 'stopped' }),
      failed({ code: 'no-token-in-hand' }),
    ]);
  });
});

describe('keeping a token', () => {
  it('locks it in the keychain and writes down a slip with all that is known by now', async () => {
    const { office, made, kept } = await keepMade();
    const [slip] = shown(office).slips;
    expect(kept).toEqual({ ok: true, value: { id: slip?.id } });
    expect(office.keychain.items.get(slip?.id ?? '')).toBe(made.value);
    expect(slip).toMatchObject({
      number: 1,
      place: {
        account: accounts.bakery,
        reach: { kind: 'one-zone', zone: zones.bakery },
      },
      until: { kind: 'at', at: plannedEnd },
      token: {
        id: made.id,
        name: 'Permission Slip, purge-pages, bakery.example',
        owner: { kind: 'account', accountId: accounts.bakery.id },
      },
      keptAnyway: null,
    });
    expect([shown(office).draft, shown(office).pickUp.token, shown(office).nextNumber]).toEqual([
      null,
      null,
      2,
    ]);
  });

  it('gives a slip that can be handed over', async () => {
    const { office, made, kept } = await keepMade();
    const prompt = kept.ok ? await office.call['slip:prompt']({ id: kept.value.id }) : kept;
    expect(prompt).toMatchObject({ ok: true });
    expect(JSON.stringify(prompt)).not.toContain(made.value);
  });

  it('that is not as planned needs a reason, and the slip says what was found', async () => {
    const { office } = await proveMade({ zones: 'all-of-account' });
    const without = [
      await office.call['pick-up:keep']({ reason: '' }),
      await office.call['pick-up:keep']({ reason: 'because' }),
    ];
    expect(without).toEqual([failed({ code: 'reason-needed' }), failed({ code: 'reason-needed' })]);
    expect(await office.call['pick-up:keep']({ reason })).toMatchObject({ ok: true });
    const [slip] = shown(office).slips;
    expect(slip?.keptAnyway).toEqual({
      verdict: 'wider',
      reason,
      tooMuch: ['reach cakeshop.example', 'reach old-bakery.example'],
      missing: [],
    });
    expect(slip && stampOf(slip, office.clock.now())).toBe('CHECK FAILED');
  });

  it('without an end date says so on the slip', async () => {
    const { office } = await keepMade({}, { expiresOn: null }, reason);
    expect(shown(office).slips[0]?.until).toEqual({ kind: 'never', reason });
  });

  it.each([
    ['any token', accountToken],
    ['the token itself, split', null],
  ])('refuses a reason that holds %s', async (_what, text) => {
    const { office, made } = await proveMade({ expiresOn: null });
    const typed = text ?? (made.value.match(/.{1,9}/g) ?? []).join(' ');
    expect(await office.call['pick-up:keep']({ reason: `Because ${typed}` })).toEqual(
      failed({ code: 'field-holds-secret', field: 'reason' }),
    );
    expect([shown(office).slips, office.keychain.items.size]).toEqual([[], 0]);
  });

  it('does not work for a website that the token does not show', async () => {
    const { kept, office } = await keepMade({}, { zones: [zones.cakeshop.id] }, reason);
    expect([kept, office.keychain.items.size]).toEqual([
      failed({ code: 'zone-not-seen', domain: 'bakery.example' }),
      0,
    ]);
  });

  it('does not work for a token that is on a slip already', async () => {
    const { office, made } = await keepMade();
    await bring(office, made.value);
    await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    expect(await office.call['pick-up:keep']({ reason: '' })).toEqual(
      failed({ code: 'token-in-use', number: 1 }),
    );
    expect(office.keychain.items.size).toBe(1);
  });

  it('does not work without a proof', async () => {
    const office = await openOffice();
    await bring(office, makeByHand(office).value);
    expect(await office.call['pick-up:keep']({ reason })).toEqual(failed({ code: 'no-token-in-hand' }));
  });

  it.each<[string, (office: Office) => unknown]>([
    ['dropped', (office) => office.call['pick-up:drop'](undefined)],
    ['left for the practice account', (office) => office.call['world:choose']({ world: 'practice' })],
    ['left by quitting', (office) => office.desk.close()],
  ])('does not work once it was %s', async (_what, leave) => {
    const { office } = await proveMade();
    await leave(office);
    expect([await office.call['pick-up:keep']({ reason: '' }), shown(office).pickUp]).toEqual([
      failed({ code: 'no-token-in-hand' }),
      { token: null, watching: false, problem: null },
    ]);
  });

  it('happens once, however often it is asked for', async () => {
    const { office } = await proveMade();
    const answers = await Promise.all([
      office.call['pick-up:keep']({ reason: '' }),
      office.call['pick-up:keep']({ reason: '' }),
    ]);
    expect(answers).toMatchObject([{ ok: true }, { problem: { code: 'slip-busy' } }]);
    expect(shown(office).slips.length).toBe(1);
  });
});

describe('a token that is being kept while another is being made', () => {
  /** A key is connected, a token is in hand and proven, and one request from then on waits until it is let go. */
  async function bothWays(held: 'keychain' | 'create') {
    const [atHold, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isReady = false;
    const holdAt = async (place: typeof held) => {
      if (!isReady || place !== held) return;
      atHold.resolve();
      await go.promise;
    };
    const office = await openConnectedDesk('accountSetupKey', {
      wrap: (cloudflare) => ({
        ...cloudflare,
        createToken: async (...asked) => {
          await holdAt('create');
          return cloudflare.createToken(...asked);
        },
      }),
    });
    const { set } = office.keychain;
    Object.assign(office.keychain, {
      set: async (...asked: Parameters<Keychain['set']>) => {
        await holdAt('keychain');
        return set(...asked);
      },
    });
    const { value } = makeByHand(office);
    await bring(office, value);
    await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    isReady = true;
    const keep = () => office.call['pick-up:keep']({ reason: '' });
    const issue = () => office.call['slip:issue']({ request: purgeRequest });
    return { office, value, keep, issue, atHold: atHold.promise, letGo: go.resolve };
  }

  const numbers = (office: Office) => shown(office).slips.map(({ number }) => number);

  it('lets nothing be made from the same answers, and says that it is being kept', async () => {
    const { office, keep, issue, atHold, letGo } = await bothWays('keychain');
    const keeping = keep();
    await atHold;
    expect(shown(office).progress).toEqual({ doing: 'keeping' });
    const issued = await issue();
    letGo();
    expect([issued, (await keeping).ok]).toEqual([failed({ code: 'slip-busy' }), true]);
    expect([numbers(office), shown(office).progress]).toEqual([[1], { doing: 'nothing' }]);
  });

  it('waits in hand until the other is made', async () => {
    const { office, keep, issue, atHold, letGo } = await bothWays('create');
    const issuing = issue();
    await atHold;
    const kept = await keep();
    letGo();
    expect([kept, (await issuing).ok]).toEqual([failed({ code: 'slip-busy' }), true]);
    expect(await keep()).toMatchObject({ ok: true });
    expect(numbers(office)).toEqual([1, 2]);
  });

  it('is waited for by quitting', async () => {
    const { office, keep, atHold, letGo } = await bothWays('keychain');
    void keep();
    await atHold;
    let isClosed = false;
    const closing = office.desk.close().then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    letGo();
    await closing;
    expect(numbers(office)).toEqual([1]);
  });

  it('does not hold up the stop of all agents, and is stopped like them once it is kept', async () => {
    const { office, keep, atHold, letGo } = await bothWays('keychain');
    const keeping = keep();
    await atHold;
    expect(await office.call['slip:revoke-all']({ typed: stopAllWord })).toEqual({ ok: true, value: [] });
    expect(shown(office).progress).toEqual({ doing: 'keeping' });
    letGo();
    expect(await keeping).toMatchObject({ ok: true });
    expect([shown(office).progress, shown(office).slips[0]?.revoked?.cloudflare]).toEqual([
      { doing: 'nothing' },
      'deleted',
    ]);
  });

  it('is stopped with all agents also where the app quits before it is kept', async () => {
    const { office, keep, atHold, letGo } = await bothWays('keychain');
    void keep();
    await atHold;
    await office.call['slip:revoke-all']({ typed: stopAllWord });
    const closing = office.desk.close();
    letGo();
    await closing;
    expect(shown(office).slips.map(({ revoked }) => revoked?.cloudflare)).toEqual(['deleted']);
  });

  it('waits to be stopped with all agents where the app lost its power before it was kept', async () => {
    const { office, keep, atHold, value } = await bothWays('keychain');
    void keep();
    await atHold;
    await office.call['slip:revoke-all']({ typed: stopAllWord });
    office.keychain.items.set(bookOf(office).adopting?.id ?? '', value);
    const next = await office.restart();
    expect(shown(next).slips.map(({ stopping }) => stopping !== null)).toEqual([true]);
  });

  it('is stopped with all agents also where that could not be written down', async () => {
    const { office, keep, atHold, letGo } = await bothWays('keychain');
    const keeping = keep();
    await atHold;
    office.book.mood = 'full';
    await office.call['slip:revoke-all']({ typed: stopAllWord });
    office.book.mood = 'well';
    letGo();
    await keeping;
    expect(shown(office).slips.map(({ revoked }) => revoked?.cloudflare)).toEqual(['deleted']);
  });

  it('leaves in sight how far the stop of all agents is', async () => {
    const { office, keep, issue, letGo } = await bothWays('create');
    letGo();
    await issue();
    office.practice.faults.on({ kind: 'rate-limited', method: 'DELETE', retryAfterSeconds: 120, times: 1 });
    const waiting = new Promise<void>((resolve) =>
      office.desk.store.subscribe(({ progress }) => {
        if (progress.doing === 'stopping-all' && progress.waiting !== null) resolve();
      }),
    );
    const { set } = office.keychain;
    let stopping: Promise<unknown> | null = null;
    Object.assign(office.keychain, {
      set: async (...asked: Parameters<Keychain['set']>) => {
        stopping = office.call['slip:revoke-all']({ typed: stopAllWord });
        await waiting;
        return set(...asked);
      },
    });
    expect(await keep()).toMatchObject({ ok: true });
    expect(shown(office).progress).toMatchObject({ doing: 'stopping-all', waiting: 120 });
    await office.clock.advance(120_000);
    expect(await stopping).toMatchObject({ value: [{ outcome: 'stopped' }] });
    expect(shown(office).progress).toEqual({ doing: 'nothing' });
  });
});

describe('a keychain that does not keep the token', () => {
  it.each(['absent', 'locked', 'dismissed', 'failed', 'differs', 'forgets'] as const)(
    'because it is %s leaves it in hand, and a second try works',
    async (mood) => {
      const { office, made } = await proveMade();
      office.keychain.mood = mood;
      const first = await office.call['pick-up:keep']({ reason: '' });
      const between = [shown(office).slips, shown(office).pickUp.token?.ending];
      office.keychain.mood = 'well';
      const second = await office.call['pick-up:keep']({ reason: '' });
      expect([first.ok, between, second.ok]).toEqual([false, [[], made.value.slice(-4)], true]);
      expect([...office.keychain.items.values()]).toEqual([made.value]);
      expect(bookOf(office).adopting).toBeNull();
    },
  );

  it('leaves nothing behind when another token is kept in its place', async () => {
    const { office } = await proveMade();
    office.keychain.mood = 'locked';
    await office.call['pick-up:keep']({ reason: '' });
    office.keychain.mood = 'well';
    const other = makeByHand(office);
    await bring(office, other.value);
    await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    expect(await office.call['pick-up:keep']({ reason: '' })).toMatchObject({ ok: true });
    expect([...office.keychain.items.values()]).toEqual([other.value]);
    expect([shown(office).slips.map(({ token }) => token.id), bookOf(office).adopting]).toEqual([
      [other.id],
      null,
    ]);
  });
});

describe('another token that is brought while one is being kept', () => {
  it('stays in hand, since nobody else has it', async () => {
    const { office, made } = await proveMade();
    const other = makeByHand(office);
    const set = office.keychain.set;
    Object.assign(office.keychain, {
      set: async (...asked: Parameters<Keychain['set']>) => {
        await bring(office, other.value);
        return set(...asked);
      },
    });
    expect(await office.call['pick-up:keep']({ reason: '' })).toMatchObject({ ok: true });
    expect([[...office.keychain.items.values()], shown(office).pickUp.token?.ending]).toEqual([
      [made.value],
      other.value.slice(-4),
    ]);
    expect(await office.call['pick-up:prove']({ draft: typedDraft, account: '' })).toMatchObject({
      value: { kind: 'as-planned' },
    });
  });
});

const bookOf = ({ book }: Pick<Office, 'book'>) => bookSchema.parse(JSON.parse(book.text ?? ''));

/** One truth: every item in the keychain has its slip, every slip its item, and nothing is half-kept. */
function expectOneTruth(office: Office): void {
  const { slips, adopting } = bookOf(office);
  const hashes = new Map(office.practice.export().tokens.map(({ id, valueHash }) => [id, valueHash]));
  expect(adopting).toBeNull();
  expect([...office.keychain.items.keys()].sort()).toEqual(slips.map(({ id }) => id).sort());
  for (const { id, token } of slips) {
    expect(hashOfValue(office.keychain.items.get(id) ?? '')).toBe(hashes.get(token.id));
  }
}

describe('a crash while a token is being kept', () => {
  /* Power fails at one of the writes: that one and all that follow are lost. */
  const stages = [
    ['before anything is written', 0, 0, 0],
    ['before the keychain is touched', 1, 0, 0],
    ['when the keychain has it', 1, 1, 1],
    ['when the slip is written', 2, 1, 1],
  ] as const;

  it.each(stages)('%s leaves one truth', async (_what, writes, sets, slips) => {
    const { office } = await proveMade();
    let [writesLeft, setsLeft] = [writes as number, sets as number];
    const hang = () => new Promise<never>(() => undefined);
    const save = office.book.save;
    const set = office.keychain.set;
    Object.assign(office.book, {
      save: (...asked: Parameters<BookRepository['save']>) => {
        writesLeft -= 1;
        return writesLeft < 0 ? hang() : save(...asked);
      },
    });
    Object.assign(office.keychain, {
      set: (...asked: Parameters<Keychain['set']>) => {
        setsLeft -= 1;
        return setsLeft < 0 ? hang() : set(...asked);
      },
    });
    void office.call['pick-up:keep']({ reason: '' });
    await new Promise((resolve) => setImmediate(resolve));
    Object.assign(office.book, { save });
    Object.assign(office.keychain, { set });
    const next = await office.restart();
    expectOneTruth(next);
    expect(shown(next).slips.length).toBe(slips);
    /* The owner is told of a token that works and that nobody has any more. */
    const told = writes === 1 && sets === 0 ? 'token-not-kept' : undefined;
    expect(shown(next).notices[0]?.code).toBe(told);
  });

  it('that left something else in the keychain takes it out again', async () => {
    const { office } = await keepMade();
    const { slips, ...rest } = bookOf(office);
    const [slip] = slips;
    if (slip === undefined) throw new Error('no slip');
    office.book.text = JSON.stringify({ ...rest, slips: [], adopting: slip, nextNumber: 1 });
    office.keychain.items.set(slip.id, 'half of i');
    const next = await office.restart();
    expectOneTruth(next);
    expect([shown(next).slips, shown(next).notices[0]?.code]).toEqual([[], 'token-not-kept']);
  });

  it('waits for a keychain that is locked at the start, and goes on when it was seen to', async () => {
    const { office } = await keepMade();
    const { slips, ...rest } = bookOf(office);
    const [slip] = slips;
    office.book.text = JSON.stringify({ ...rest, slips: [], adopting: slip, nextNumber: 1 });
    office.keychain.mood = 'locked';
    const next = await office.restart();
    const locked = [shown(next).slips.length, shown(next).keychain?.code];
    next.keychain.mood = 'well';
    await next.call['keychain:check'](undefined);
    expect([locked, shown(next).slips.length]).toEqual([[0, 'keychain-locked'], 1]);
    expectOneTruth(next);
  });

  it('and a disk that is full after the keychain has it, are told, and finished at the next try', async () => {
    const { office } = await proveMade();
    office.book.writesLeft = 1;
    expect(await office.call['pick-up:keep']({ reason: '' })).toEqual(failed({ code: 'storage-full' }));
    office.book.writesLeft = Number.POSITIVE_INFINITY;
    expect(await office.call['pick-up:keep']({ reason: '' })).toMatchObject({ ok: true });
    expectOneTruth(office);
  });

  it('never leaves a number twice', async () => {
    const { office } = await proveMade();
    office.book.writesLeft = 1;
    await office.call['pick-up:keep']({ reason: '' });
    office.book.writesLeft = Number.POSITIVE_INFINITY;
    const next = await office.restart();
    await next.call['world:choose']({ world: 'cloudflare' });
    const other = makeByHand(next);
    await bring(next, other.value);
    await next.call['pick-up:prove']({ draft: typedDraft, account: '' });
    await next.call['pick-up:keep']({ reason: '' });
    expect(shown(next).slips.map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe('the guard against leaks', () => {
  it('knows the token in hand, which has no form when it is split', async () => {
    const { office, kept } = await keepMade();
    const id = kept.ok ? kept.value.id : '';
    const { slips, ...rest } = bookOf(office);
    const task = `Point www at ${(oldToken.match(/.{1,8}/g) ?? []).join(' ')}`;
    office.book.text = JSON.stringify({ ...rest, slips: slips.map((slip) => ({ ...slip, task })) });
    const next = await office.restart();
    const before = await next.call['slip:prompt']({ id });
    await bring(next, oldToken);
    const during = await next.call['slip:prompt']({ id });
    expect([before.ok, during]).toEqual([true, failed({ code: 'prompt-holds-secret' })]);
  });
});

describe('stopping a slip whose token was made by hand', () => {
  it('by hand keeps the token as long as Cloudflare takes it, and lets go of it then', async () => {
    const { office, made, kept } = await keepMade();
    const id = kept.ok ? kept.value.id : '';
    const without = await office.call['slip:revoke']({ id });
    const early = await office.call['slip:revoke']({ id, byHand: true });
    const between = office.keychain.items.size;
    await deleteByHand(office, made.id);
    const late = await office.call['slip:revoke']({ id, byHand: true });
    expect([without, early, between]).toEqual([
      failed({ code: 'no-setup-key' }),
      failed({ code: 'token-still-works' }),
      1,
    ]);
    expect(late).toMatchObject({ value: { cloudflare: 'already-gone', keychain: 'deleted' } });
    expect([office.keychain.items.size, shown(office).slips[0]?.revoked?.cloudflare]).toEqual([
      0,
      'already-gone',
    ]);
  });

  it.each([
    ['was only switched off', { status: 'disabled' }, failed({ code: 'token-still-works' })],
    ['only the clock here calls over', { expiresOn: '2020-01-01T00:00:00Z' }, { ok: false }],
    ['Cloudflare calls over', { status: 'expired' }, { value: { cloudflare: 'already-gone' } }],
  ] as const)('by hand asks what Cloudflare says of a token that %s', async (_what, change, outcome) => {
    let later: Partial<VerifiedToken> = {};
    const { office, kept } = await keepMade({
      wrap: (cloudflare) => ({
        ...cloudflare,
        verify: async (...asked) => {
          const verified = await cloudflare.verify(...asked);
          return verified.ok ? { ok: true, value: { ...verified.value, ...later } } : verified;
        },
      }),
    });
    later = change;
    const id = kept.ok ? kept.value.id : '';
    const answer = await office.call['slip:revoke']({ id, byHand: true });
    expect([answer, office.keychain.items.size]).toMatchObject([outcome, answer.ok ? 0 : 1]);
  });

  it('by hand does not conclude anything from an answer that did not come', async () => {
    const { office, kept } = await keepMade();
    office.practice.faults.on({ kind: 'offline' });
    const id = kept.ok ? kept.value.id : '';
    expect(await office.call['slip:revoke']({ id, byHand: true })).toEqual(failed({ code: 'offline' }));
    expect(office.keychain.items.size).toBe(1);
  });

  it('by hand says that nothing was checked where the keychain has lost the token', async () => {
    const { office, kept } = await keepMade();
    office.keychain.items.clear();
    const id = kept.ok ? kept.value.id : '';
    expect(await office.call['slip:revoke']({ id, byHand: true })).toMatchObject({
      value: { cloudflare: 'not-checked', keychain: 'already-gone' },
    });
  });

  it('works with a setup key as for any other slip', async () => {
    const office = await openConnectedDesk();
    const made = makeByHand(office);
    await bring(office, made.value);
    await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    const kept = await office.call['pick-up:keep']({ reason: '' });
    const id = kept.ok ? kept.value.id : '';
    expect(await office.call['slip:revoke']({ id })).toMatchObject({ value: { cloudflare: 'deleted' } });
    expect(office.practice.export().tokens.some((token) => token.id === made.id)).toBe(false);
  });
});
