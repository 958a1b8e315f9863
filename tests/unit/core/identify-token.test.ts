import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { type AccountHints, identifyToken } from '../../../electron/core/identify-token.ts';
import type { TokenInHand } from '../../../electron/core/pick-up.ts';
import type { Cloudflare } from '../../../electron/core/ports.ts';
import { Secret } from '../../../electron/core/secret.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { createPracticeCloudflare } from '../../../electron/practice/practice-cloudflare.ts';
import { places as seed } from '../../../electron/practice/seed/places.ts';
import { hashOfValue } from '../../../electron/practice/token-values.ts';
import { readGuided } from '../../../shared/guided-request.ts';
import { failed } from '../../../shared/result.ts';
import { recogniseToken } from '../../../shared/token-forms.ts';
import type { Draft } from '../../../shared/wizard.ts';
import { type ByHand, draftFor, makeByHand, typedDraft } from '../../fakes/made-by-hand.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { oldToken } from '../../fakes/tokens.ts';

const { accounts, zones, projects } = seed;
const noHints: AccountHints = { typed: null, known: [] };
const asAccount = (id: string) => ({ kind: 'account', accountId: id });

type Case = {
  readonly made?: ByHand;
  readonly draft?: Draft;
  readonly hints?: Partial<AccountHints>;
  /** The account that the text around the token named. */
  readonly pasted?: string;
  /** The value is from before the prefixes. */
  readonly old?: boolean;
  readonly faults?: readonly Fault[];
  readonly status?: 'disabled';
  readonly wrap?: (cloudflare: Cloudflare) => Cloudflare;
};

async function identify({ draft = typedDraft, ...options }: Case = {}) {
  const clock = new ManualClock();
  let practice = createPracticeCloudflare({ now: clock.now });
  const { id, value } = makeByHand({ practice }, options.made);
  const state = practice.export();
  practice = createPracticeCloudflare({
    now: clock.now,
    state: {
      ...state,
      tokens: state.tokens.map((token) =>
        token.id === id
          ? {
              ...token,
              status: options.status ?? token.status,
              valueHash: options.old === true ? hashOfValue(oldToken) : token.valueHash,
            }
          : token,
      ),
    },
  });
  for (const fault of options.faults ?? []) practice.faults.on(fault);
  const text = options.old === true ? oldToken : value;
  const recognised = recogniseToken(text);
  const guided = readGuided(draft);
  if (!recognised.ok || !guided.ok) throw new Error('the case makes no sense');
  const token: TokenInHand = {
    kind: recognised.value.kind,
    ending: recognised.value.ending,
    accountId: options.pasted ?? null,
    secret: new Secret(text),
  };
  const api = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  const cloudflare = options.wrap?.(api) ?? api;
  const found = await identifyToken({ cloudflare, clock }, token, guided.value, {
    ...noHints,
    ...options.hints,
  });
  return { found, asked: practice.requests.length };
}

/** A job that sees no website, so that only other things can tell the account. */
const pagesDraft = draftFor({ id: 'pages-project', access: 'read' }, { pagesProject: projects.bakerySite });
const pagesToken: ByHand = { keys: ['pages.read'] };

describe('the owner of a token', () => {
  it.each<[string, Case]>([
    ['by the website that it sees', {}],
    [
      'by the text that it was pasted with',
      { made: pagesToken, draft: pagesDraft, pasted: accounts.bakery.id },
    ],
    [
      'by what the owner typed',
      { made: pagesToken, draft: pagesDraft, hints: { typed: accounts.bakery.id } },
    ],
    [
      'by the accounts that are known',
      { made: pagesToken, draft: pagesDraft, hints: { known: [accounts.hill, accounts.bakery] } },
    ],
    [
      'by the account that was chosen',
      {
        made: pagesToken,
        draft: { ...pagesDraft, where: { ...pagesDraft.where, account: accounts.bakery } },
      },
    ],
    ['by the website that it sees, also where it is old', { old: true }],
  ])('that an account owns is found %s', async (_what, options) => {
    expect((await identify(options)).found).toMatchObject({
      ok: true,
      value: { owner: asAccount(accounts.bakery.id), place: { account: { id: accounts.bakery.id } } },
    });
  });

  it.each<[string, Case]>([
    ['of today', {}],
    ['from before the prefixes', { old: true }],
  ])('of a token %s that a person owns is the person', async (_what, options) => {
    expect((await identify({ ...options, made: { owner: 'user' } })).found).toMatchObject({
      ok: true,
      value: { owner: { kind: 'user' }, place: { account: accounts.bakery } },
    });
  });

  it('is asked for where nothing tells it', async () => {
    expect((await identify({ made: pagesToken, draft: pagesDraft })).found).toEqual(
      failed({ code: 'account-id-missing' }),
    );
  });

  it.each<[string, Case]>([
    ['chosen', { draft: draftFor({ id: 'purge-pages', access: 'change' }, { account: accounts.hill }) }],
    ['typed', { made: pagesToken, draft: pagesDraft, hints: { typed: accounts.hill.id } }],
    [
      'typed, where the right one is known',
      {
        made: pagesToken,
        draft: pagesDraft,
        hints: { typed: accounts.hill.id, known: [accounts.bakery] },
      },
    ],
  ])('that is another account than the one %s is told', async (_what, options) => {
    expect((await identify(options)).found).toEqual(failed({ code: 'key-wrong-account' }));
  });
});

describe('the website of a token', () => {
  const withDomain = (domain: string) => draftFor({ id: 'purge-pages', access: 'change' }, { domain });

  it('is found by the name that was typed', async () => {
    const { found } = await identify();
    expect(found.ok && found.value.place.reach).toEqual({ kind: 'one-zone', zone: zones.bakery });
  });

  it('is found by a part of it that was typed, and the slip is for that part', async () => {
    const { found } = await identify({ draft: withDomain('shop.bakery.example') });
    expect(found.ok && [found.value.place.reach, found.value.place.hostname]).toEqual([
      { kind: 'one-zone', zone: zones.bakery },
      'shop.bakery.example',
    ]);
  });

  it('is not found by a name that only ends alike', async () => {
    const { found } = await identify({ draft: withDomain('my-bakery.example') });
    expect(found.ok && found.value.place.reach).toEqual({
      kind: 'one-zone',
      zone: { id: null, name: 'my-bakery.example' },
    });
  });

  it('is found in either way of writing letters of other languages', async () => {
    const { found } = await identify({
      draft: withDomain('bäckerei.example'),
      wrap: (cloudflare) => ({
        ...cloudflare,
        seeZones: async (...asked) => {
          const seen = await cloudflare.seeZones(...asked);
          return seen.ok
            ? { ok: true, value: seen.value.map((zone) => ({ ...zone, name: 'xn--bckerei-5wa.example' })) }
            : seen;
        },
      }),
    });
    expect(found.ok && found.value.place.reach).toMatchObject({ zone: { id: zones.bakery.id } });
  });

  it('of another account than the chosen one is not taken for it', async () => {
    const { found } = await identify({
      made: { owner: 'user', zones: 'all' },
      draft: draftFor(
        { id: 'purge-pages', access: 'change' },
        { account: accounts.hill, domain: 'bakery.example' },
      ),
    });
    expect(found.ok && found.value.place).toMatchObject({
      account: accounts.hill,
      reach: { zone: { id: null } },
    });
  });
});

describe('a token that can not be used', () => {
  it.each<[string, Case, object]>([
    ['switched off', { status: 'disabled' }, { code: 'token-ended' }],
    ['limited to other addresses', { made: { onlyFrom: '203.0.113.0/24' } }, { code: 'location-refused' }],
    ['not known any more', { faults: [] }, { code: 'token-ended' }],
  ])('because it is %s is told so', async (what, options, problem) => {
    const gone = what === 'not known any more';
    const { found } = await identify({
      ...options,
      pasted: accounts.bakery.id,
      ...(gone
        ? {
            wrap: (cloudflare) => ({
              ...cloudflare,
              seeZones: () => cloudflare.seeZones(new Secret(oldToken), null),
              verify: (_token, owner) => cloudflare.verify(new Secret(oldToken), owner),
            }),
          }
        : {}),
    });
    expect(found).toEqual(failed(problem));
  });

  it.each<[Fault['kind'], string]>([
    ['offline', 'offline'],
    ['server-error', 'cloudflare-down'],
    ['rate-limited', 'rate-limited'],
    ['truncated', 'malformed-answer'],
  ])('judged by nothing while Cloudflare has the fault %s', async (kind, code) => {
    const { found } = await identify({ faults: [{ kind } as Fault] });
    expect(found).toMatchObject({ ok: false, problem: { code } });
  });
});
