import { describe, expect, it } from 'vitest';
import { type AccountToken, groupPhrase, reachText, type TokenReach } from '../../../shared/account-token.ts';
import { jobIds, jobs } from '../../../shared/catalogue/jobs.ts';
import { type PermissionKey, permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import { guessJob, replacingDraft } from '../../../shared/replacing-draft.ts';
import { assessToken, urgencyOf } from '../../../shared/token-assessment.ts';
import { missingAt } from '../../../shared/wizard.ts';

const now = new Date('2026-11-24T10:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const account = { id: 'a'.repeat(32), name: 'Bakery Ltd' };
const zone = (letter: string): TokenReach => ({
  kind: 'zone',
  id: letter.repeat(32),
  name: `${letter}.example`,
  account,
});
const owner = { kind: 'account', accountId: account.id } as const;

function token(
  keys: readonly PermissionKey[],
  on: readonly TokenReach[] = [zone('b')],
  change: Partial<AccountToken> = {},
): AccountToken {
  return {
    id: 'f'.repeat(32),
    name: 'Shop plugin',
    status: 'active',
    createdAt: daysAgo(20),
    lastUsedAt: daysAgo(1),
    endsAt: daysAgo(-20),
    isLimitedToAddresses: false,
    rules: [{ effect: 'allow', groups: keys.map((key) => permissionGroup(key)), on }],
    ...change,
  };
}

const narrow: readonly PermissionKey[] = ['cache.purge', 'zone.read'];
const faults = (one: AccountToken) => assessToken(one, now).map(({ fault }) => fault);

describe('a token in the account', () => {
  it.each<[string, AccountToken, readonly string[]]>([
    ['narrow, used and ending has no fault', token(narrow), []],
    ['without an end', token(narrow, undefined, { endsAt: null }), ['no-end']],
    [
      'past its end says only that',
      token(narrow, undefined, { endsAt: daysAgo(1), createdAt: daysAgo(900) }),
      ['ended'],
    ],
    ['ended by Cloudflare’s word', token(narrow, undefined, { status: 'expired' }), ['ended']],
    ['switched off', token(narrow, undefined, { status: 'disabled', endsAt: null }), ['disabled']],
    ['not used for 90 days', token(narrow, undefined, { lastUsedAt: daysAgo(90) }), ['unused']],
    ['used 89 days ago', token(narrow, undefined, { lastUsedAt: daysAgo(89) }), []],
    [
      'never used in 30 days',
      token(narrow, undefined, { lastUsedAt: null, createdAt: daysAgo(30) }),
      ['unused'],
    ],
    ['new and not used yet', token(narrow, undefined, { lastUsedAt: null, createdAt: daysAgo(3) }), []],
    ['a year old', token(narrow, undefined, { createdAt: daysAgo(366) }), ['old']],
    ['of an unknown age', token(narrow, undefined, { createdAt: null, lastUsedAt: null }), []],
    ['made in the future by a wrong clock', token(narrow, undefined, { createdAt: daysAgo(-400) }), []],
    ['with a date that is none', token(narrow, undefined, { createdAt: 'yesterday' }), []],
  ])('%s', (_what, one, found) => {
    expect(faults(one)).toEqual(found);
  });

  it.each<[string, AccountToken, boolean]>([
    ['makes tokens', token(['accountApiTokens.edit'], [{ kind: 'account', id: account.id }]), true],
    ['sees billing', token(['billing.read'], [{ kind: 'account', id: account.id }]), true],
    [
      'changes all websites of the account',
      token(['dns.edit'], [{ kind: 'zones-of-account', id: account.id }]),
      true,
    ],
    ['changes all websites there are', token(['dns.edit'], [{ kind: 'all-zones' }]), true],
    ['changes all accounts', token(['pages.edit'], [{ kind: 'all-accounts' }]), true],
    ['reads all websites', token(['dns.read'], [{ kind: 'all-zones' }]), false],
    [
      'publishes Pages in its account, for which there is no narrower place',
      token(['pages.edit'], [{ kind: 'account', id: account.id }]),
      false,
    ],
    ['changes four websites', token(['dns.edit'], ['b', 'c', 'd', 'e'].map(zone)), true],
    ['changes three websites', token(['dns.edit'], ['b', 'c', 'd'].map(zone)), false],
    [
      'changes six kinds of things',
      token([
        'dns.edit',
        'cache.purge',
        'zoneSettings.edit',
        'pageRules.edit',
        'cacheRules.edit',
        'singleRedirect.edit',
      ]),
      true,
    ],
    [
      'may change what nobody here knows, everywhere',
      token([], [], {
        rules: [
          { effect: 'allow', groups: [{ id: 'new', name: 'Moon Base Write' }], on: [{ kind: 'all-zones' }] },
        ],
      }),
      true,
    ],
    [
      'reads what nobody here knows, everywhere',
      token([], [], {
        rules: [
          { effect: 'allow', groups: [{ id: 'new', name: 'Moon Base Read' }], on: [{ kind: 'all-zones' }] },
        ],
      }),
      false,
    ],
    [
      'is forbidden what would be too wide',
      token([], [], {
        rules: [
          {
            effect: 'deny',
            groups: [permissionGroup('billing.read')],
            on: [{ kind: 'account', id: account.id }],
          },
        ],
      }),
      false,
    ],
  ])('that %s', (_what, one, wide) => {
    expect(faults(one).includes('too-wide')).toBe(wide);
  });

  it('comes first where it is wide, then where it never ends, then where nobody uses it', () => {
    const urgency = (one: AccountToken) => urgencyOf(assessToken(one, now));
    const order = [
      token(['billing.read'], [{ kind: 'account', id: account.id }]),
      token(narrow, undefined, { endsAt: null }),
      token(narrow, undefined, { lastUsedAt: daysAgo(100), createdAt: daysAgo(500) }),
      token(narrow, undefined, { lastUsedAt: daysAgo(100) }),
      token(narrow, undefined, { status: 'disabled' }),
      token(narrow),
    ].map(urgency);
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(new Set(order).size).toBe(order.length);
  });
});

describe('the words', () => {
  it.each<[readonly TokenReach[], string]>([
    [[zone('b')], 'b.example'],
    [[zone('b'), zone('c')], 'b.example, c.example'],
    [['b', 'c', 'd', 'e'].map(zone), '4 websites'],
    [[{ kind: 'zone', id: 'b'.repeat(32), name: null, account: null }], 'a website that is not in your list'],
    [[{ kind: 'account', id: account.id }], 'the whole account'],
    [[], 'nothing'],
  ])('for where it works', (on, text) => {
    expect(reachText(on)).toBe(text);
  });

  it('name what the catalogue does not know as Cloudflare does', () => {
    expect(groupPhrase({ id: 'new', name: 'Moon Base Write' })).toBe('use “Moon Base Write”');
    expect(groupPhrase(permissionGroup('dns.edit'))).toContain('mail point');
  });
});

describe('the job of a token', () => {
  it.each(jobIds.flatMap((job) => (['read', 'change'] as const).map((access) => [job, access] as const)))(
    '%s, %s is guessed from its own rights',
    (job, access) => {
      const mode = jobs[job].modes[access];
      if (mode === undefined) return;
      expect(guessJob(mode.permissions)).toEqual({ job, access });
    },
  );

  it.each<[string, readonly PermissionKey[]]>([
    ['nothing', []],
    ['no more than that a website is there', ['zone.read']],
    ['rights of several jobs', ['dns.edit', 'pages.edit', 'cache.purge']],
    ['a right of no job', ['billing.read']],
  ])('is not guessed from %s', (_what, keys) => {
    expect(guessJob(keys)).toBeNull();
  });
});

describe('a draft that replaces a token', () => {
  it('has its job and website filled in, and asks for the rest', () => {
    const draft = replacingDraft(token(narrow), owner, account);
    expect(draft.job).toEqual({ id: 'purge-pages', access: 'change' });
    expect(draft.where.zones).toEqual({ kind: 'one', zone: { id: 'b'.repeat(32), name: 'b.example' } });
    expect(draft.where.account).toEqual(account);
    expect(draft.replaces).toEqual({ id: 'f'.repeat(32), name: 'Shop plugin', owner });
    expect([missingAt('who', draft)?.code, missingAt('terms', draft)?.code]).toEqual([
      'answer-missing',
      'task-empty',
    ]);
  });

  it('takes the account of the website, not the one that the key was connected for', () => {
    const other = { id: 'd'.repeat(32), name: 'Hill Coaching' };
    const elsewhere: TokenReach = { kind: 'zone', id: 'b'.repeat(32), name: 'hill.example', account: other };
    expect(replacingDraft(token(narrow, [elsewhere]), owner, account).where.account).toEqual(other);
  });

  it.each<[string, readonly TokenReach[]]>([
    ['two websites', [zone('b'), zone('c')]],
    ['all websites', [{ kind: 'all-zones' }]],
    ['a website that is not in the list', [{ kind: 'zone', id: 'b'.repeat(32), name: null, account: null }]],
  ])('leaves the website open for %s', (_what, on) => {
    expect(replacingDraft(token(narrow, on), owner, account).where.zones).toEqual({
      kind: 'one',
      zone: null,
    });
  });
});
