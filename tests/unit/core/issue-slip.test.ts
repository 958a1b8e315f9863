import { describe, expect, it } from 'vitest';
import type { BookRepository } from '../../../electron/core/ports.ts';
import { jobIds, jobs } from '../../../shared/catalogue/jobs.ts';
import type { Problem } from '../../../shared/problem.ts';
import { ok } from '../../../shared/result.ts';
import type { Progress } from '../../../shared/snapshot.ts';
import type { SlipRequest } from '../../../shared/wizard.ts';
import { makeByHand } from '../../fakes/made-by-hand.ts';
import type { MemoryBook } from '../../fakes/memory-book.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { bakeryPlace, pagesRequest, purgeRequest, requestFor } from '../../fakes/requests.ts';
import { liveTokens, retryCleanUps, strayTokens } from '../../fakes/stray-tokens.ts';
import { accountToken } from '../../fakes/tokens.ts';

type Step = Extract<Progress, { doing: 'issuing' }>['step'];

const issue = ({ call }: Office, request: SlipRequest = purgeRequest) => call['slip:issue']({ request });

/** An office whose lists are known, as they are when the owner has walked through the wizard. */
async function readyOffice(parts: Parameters<typeof openDesk>[0] = {}): Promise<Office> {
  const office = await openDesk(parts);
  await office.call['places:list']({ fresh: true });
  return office;
}

/** Everything that a window or a curious person could read after an attempt. */
function everythingSeen(office: Office, answer: unknown): string {
  return JSON.stringify([
    answer,
    office.desk.store.snapshot,
    office.book.text,
    office.log.lines,
    office.clipboard.writes,
  ]);
}

function expectNothingLost(office: Office, answer: unknown): void {
  expect(strayTokens(office)).toEqual([]);
  const seen = everythingSeen(office, answer);
  expect([...office.keychain.items.values()].filter((value) => seen.includes(value.slice(0, 30)))).toEqual(
    [],
  );
  expect(seen).not.toContain(office.practice.readyToken('accountSetupKey').value.slice(0, 30));
}

const levels = jobIds.flatMap((job) =>
  (['read', 'change'] as const)
    .filter((access) => jobs[job].modes[access])
    .map((access) => ({ job, access })),
);

describe('a slip', () => {
  it.each(levels)(
    'for $job ($access) is made, proven, locked away and written down',
    async ({ job, access }) => {
      const office = await readyOffice();
      const answer = await issue(office, requestFor(job, access));
      const { slips, draft, nextNumber, progress } = office.desk.store.snapshot;
      expect(answer).toEqual({ ok: true, value: { id: slips[0]?.id } });
      expect([slips.length, draft, nextNumber, progress.doing]).toEqual([1, null, 2, 'nothing']);
      expect([liveTokens(office).length, office.keychain.items.size]).toEqual([1, 1]);
      expectNothingLost(office, answer);
    },
  );

  it('has a token that may do what the job needs, on the one website, until its end, and nothing else', async () => {
    const office = await readyOffice();
    await issue(office);
    const [token] = liveTokens(office);
    expect(token?.policies.map(({ resources }) => resources)).toEqual([
      { [`com.cloudflare.api.account.zone.${office.practice.seed.zones.bakery.id}`]: '*' },
    ]);
    expect(
      token?.policies.flatMap(({ permission_groups }) => permission_groups.map(({ id }) => id)).sort(),
    ).toEqual(['c8fed203ed3043cba015a93ad1616f1f', 'e17beae8b8cb423a99b1730f21238bed']);
    expect(token?.expiresOn).toBe('2026-12-24T10:00:00Z');
  });

  it('says what was seen to be possible and impossible', async () => {
    const office = await readyOffice();
    await issue(office);
    const proof = office.desk.store.snapshot.slips[0]?.proof;
    expect(proof?.can).toEqual([
      { what: 'clear saved copies of single pages on bakery.example', requests: 1 },
    ]);
    expect(proof?.cannot.map(({ what }) => what)).toContain(
      'reach your other websites, such as cakeshop.example or old-bakery.example',
    );
  });

  it('of an account job reaches no website', async () => {
    const office = await readyOffice();
    await issue(office, pagesRequest);
    expect(office.desk.store.snapshot.slips[0]?.proof.cannot.map(({ what }) => what).join()).toContain(
      'your websites',
    );
  });

  it('for reading all websites names its reason', async () => {
    const office = await readyOffice();
    const reach = { kind: 'all-zones', reason: 'We audit all of them each year.' } as const;
    const answer = await issue(office, { ...requestFor('audit', 'read'), place: { ...bakeryPlace, reach } });
    expect([answer.ok, liveTokens(office)[0]?.policies[0]?.resources]).toEqual([
      true,
      {
        [`com.cloudflare.api.account.${bakeryPlace.account.id}`]: {
          'com.cloudflare.api.account.zone.*': '*',
        },
      },
    ]);
  });

  it("goes by Cloudflare's live list when a permission has a new id", async () => {
    const office = await readyOffice({
      wrap: (cloudflare) => ({
        ...cloudflare,
        listPermissionGroups: async () => ({
          ok: true,
          value: [{ id: 'gone', name: 'Zone Read', scopes: ['com.cloudflare.api.account.zone'] }],
        }),
      }),
    });
    expect(await issue(office)).toEqual({
      ok: false,
      problem: { code: 'permission-gone', name: 'Cache Purge' },
    });
  });

  it('is numbered from where the last one ended, also after one that failed', async () => {
    const office = await readyOffice();
    await issue(office);
    office.keychain.mood = 'locked';
    await issue(office);
    office.keychain.mood = 'well';
    await issue(office);
    expect(office.desk.store.snapshot.slips.map(({ number }) => number)).toEqual([1, 2]);
  });

  it.each<[string, SlipRequest]>([
    [
      'the longest path of the longest hostname',
      {
        ...purgeRequest,
        place: {
          ...bakeryPlace,
          hostname: `${`${'a'.repeat(60)}.`.repeat(3)}bakery.example`,
          path: `/${'menu/'.repeat(99)}`,
        },
      },
    ],
    [
      'an account with the longest name',
      {
        ...requestFor('audit', 'read'),
        place: {
          ...bakeryPlace,
          account: { ...bakeryPlace.account, name: 'Bakery '.repeat(42) },
          reach: { kind: 'all-zones', reason: 'We audit all of them each year.' },
        },
      },
    ],
  ])('is still there after a restart, also with %s', async (_what, request) => {
    const office = await readyOffice();
    const answer = await issue(office, request);
    const again = await office.restart();
    expect([answer.ok, again.desk.store.snapshot.slips]).toEqual([true, office.desk.store.snapshot.slips]);
  });

  it('is made also where names that it is held against are endless, and is there after a restart', async () => {
    const endless = { name: 'x'.repeat(3000), status: 'active', permissions: [] };
    const office = await readyOffice({
      wrap: (cloudflare) => ({
        ...cloudflare,
        listZones: async () => ({
          ok: true,
          value: [{ ...endless, id: 'f'.repeat(32), account: bakeryPlace.account }],
        }),
        probe: async (token, request, signal) =>
          request.kind === 'get' && request.path.endsWith('f'.repeat(32))
            ? { kind: 'refused' }
            : cloudflare.probe(token, request, signal),
      }),
    });
    await issue(office);
    const again = await office.restart();
    expect(again.desk.store.snapshot.slips.length).toBe(1);
  });

  it('can be made for Cloudflare itself with a user key as well as with an account key', async () => {
    for (const role of ['accountSetupKey', 'userSetupKey', 'oldSetupKey'] as const) {
      const office = await openConnectedDesk(role);
      const answer = await issue(office);
      expect(answer).toMatchObject({ ok: true });
      expectNothingLost(office, answer);
    }
  });
});

describe('a request that the window should not have sent is refused before Cloudflare hears of it', () => {
  const reachAll = { kind: 'all-zones', reason: 'Because I would like to.' } as const;
  it.each<[string, Partial<SlipRequest>, Problem['code']]>([
    [
      'all websites for a job that changes one',
      { place: { ...bakeryPlace, reach: reachAll } },
      'answer-missing',
    ],
    [
      'no website for a job that changes one',
      { place: { ...bakeryPlace, reach: { kind: 'no-zone' } } },
      'answer-missing',
    ],
    [
      'no project for a job about one',
      { ...pagesRequest, place: { ...pagesRequest.place, pagesProject: null } },
      'answer-missing',
    ],
    [
      'all websites for a reason that says nothing',
      {
        ...requestFor('audit', 'read'),
        place: { ...bakeryPlace, reach: { kind: 'all-zones', reason: 'x' } },
      },
      'reason-needed',
    ],
    ['an access that the job does not have', { access: 'read' }, 'answer-missing'],
    [
      'a hostname of another website',
      { place: { ...bakeryPlace, hostname: 'evilbakery.example' } },
      'hostname-elsewhere',
    ],
    ['a vague task', { task: 'fix Cloudflare' }, 'task-vague'],
    ['a token in the task', { task: `Purge the price list with ${accountToken}` }, 'field-holds-secret'],
    ['a token as a name', { who: { agent: 'other', name: accountToken } }, 'field-holds-secret'],
    ['a token in the path', { place: { ...bakeryPlace, path: `/${accountToken}` } }, 'field-holds-secret'],
    ['no end and no reason', { until: { kind: 'never', reason: 'x' } }, 'reason-needed'],
    [
      'a token as the reason for no end',
      { until: { kind: 'never', reason: accountToken } },
      'field-holds-secret',
    ],
    ['an end that is past', { until: { kind: 'date', date: '2026-11-23' } }, 'until-past'],
  ])('%s', async (_what, change, code) => {
    const office = await readyOffice();
    const before = office.practice.requests.length;
    expect(await issue(office, { ...purgeRequest, ...change })).toMatchObject({
      ok: false,
      problem: { code },
    });
    expect(office.practice.requests.length).toBe(before);
  });

  it('and so is any, while no world was chosen or no key is there', async () => {
    const noWorld = await openDesk({ world: null });
    const noKey = await openDesk({ world: 'cloudflare' });
    const refused = { ok: false, problem: { code: 'no-setup-key' } };
    expect([await issue(noWorld), await issue(noKey)]).toEqual([refused, refused]);
  });
});

describe('whatever goes wrong at Cloudflare, no live token is lost sight of', () => {
  const faults = ['offline', 'rate-limited', 'server-error', 'truncated', 'malformed', 'dropped'] as const;
  const shapes = ['wrong-shape', 'empty'] as const;
  const steps = [
    ['making the token', { method: 'POST', path: /\/tokens$/ }],
    ['verifying it', { path: /verify$/ }],
    ['trying what it may do', { method: 'GET', path: /^\/zones\/[^/]+$/ }],
    ['everything', {}],
  ] as const;
  const malformed = shapes.map((shape) => ({ kind: 'malformed' as const, shape }));
  const cases = [...faults.map((kind) => ({ kind })), ...malformed].flatMap((fault) =>
    steps
      /* An answer that says it succeeded is one, whatever else is odd about it. */
      .filter(
        ([step]) => !('shape' in fault && fault.shape === 'wrong-shape' && step === 'trying what it may do'),
      )
      .map(([step, where]) => ({ fault, name: 'shape' in fault ? fault.shape : fault.kind, step, where })),
  );

  it.each(cases)('$name while $step', async ({ fault, where }) => {
    const office = await readyOffice();
    office.practice.faults.on({ ...fault, ...where });
    const answer = await issue(office);
    expect(answer.ok).toBe(false);
    expectNothingLost(office, answer);
  });

  it.each(cases)(
    '$name while $step, and while tidying up; the next start ends it',
    async ({ fault, where }) => {
      const office = await readyOffice();
      office.practice.faults.on({ ...fault, ...where });
      office.practice.faults.on({ ...fault, method: 'DELETE' });
      office.practice.faults.on({ ...fault, method: 'GET', path: /\/tokens$/ });
      const answer = await issue(office);
      expectNothingLost(office, answer);
      office.practice.faults.clear();
      const again = await office.restart();
      expect([liveTokens(office), office.keychain.items.size, again.desk.store.snapshot.cleanUps]).toEqual([
        [],
        0,
        [],
      ]);
    },
  );

  it('when the answer to making it is lost, it is found by its mark and deleted again', async () => {
    const office = await readyOffice();
    office.practice.faults.on({ kind: 'lose-create-answer' });
    expect(await issue(office)).toMatchObject({
      problem: { code: 'slip-not-made', because: { code: 'offline' }, token: 'deleted-again' },
    });
    expect(liveTokens(office)).toEqual([]);
  });

  it('when something between here and Cloudflare refuses what Cloudflare did', async () => {
    const office = await readyOffice({
      wrap: (cloudflare) => ({
        ...cloudflare,
        createToken: async (...asked) => {
          const made = await cloudflare.createToken(...asked);
          return asked[2].name.includes('reading your lists')
            ? made
            : { ok: false, problem: { code: 'cloudflare-said-no', status: 408, cloudflareCode: null } };
        },
      }),
    });
    expect(await issue(office)).toMatchObject({ problem: { code: 'slip-not-made', token: 'deleted-again' } });
    expect(liveTokens(office)).toEqual([]);
  });

  it('when Cloudflare lists the lost one only a moment later', async () => {
    let looks = 0;
    const office = await readyOffice({
      wrap: (cloudflare) => ({
        ...cloudflare,
        listTokens: async (...asked) => {
          looks += 1;
          return looks === 1 ? { ok: true, value: [] } : cloudflare.listTokens(...asked);
        },
      }),
    });
    office.practice.faults.on({ kind: 'lose-create-answer' });
    await issue(office);
    expect(liveTokens(office)).toEqual([]);
  });

  it('a token that cannot be deleted again is shown, and gone once that is tried again', async () => {
    const office = await readyOffice();
    office.keychain.mood = 'locked';
    const off = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    const made = await issue(office);
    const [left] = office.desk.store.snapshot.cleanUps;
    expect(made).toMatchObject({ problem: { token: 'still-there', mark: left?.mark } });
    const shown = office.desk.store.snapshot.cleanUps.length;
    const failedTry = await retryCleanUps(office);
    expect(failedTry).toEqual({ ok: false, problem: { code: 'offline' } });
    off();
    office.keychain.mood = 'well';
    const told: number[] = [];
    office.desk.store.subscribe(({ cleanUps }) => told.push(cleanUps.length));
    expect([shown, await retryCleanUps(office), liveTokens(office)]).toEqual([
      1,
      { ok: true, value: null },
      [],
    ]);
    expect(told.at(-1)).toBe(0);
  });

  it('a token limit that is reached leaves no doubt, so nothing is looked for', async () => {
    const office = await readyOffice({
      wrap: (cloudflare) => ({
        ...cloudflare,
        createToken: async () => ({ ok: false, problem: { code: 'token-limit-reached' } }),
      }),
    });
    const answer = await issue({ ...office });
    expect(answer).toMatchObject({ problem: { code: 'slip-not-made', token: 'never-made' } });
  });
});

describe('a new token that Cloudflare answers with the id of another', () => {
  /* An office with one slip, where each further token is said to have the id that `other` gives. */
  async function confusedOffice(other: (office: Office) => string) {
    let id: string | null = null;
    const office = await readyOffice({
      wrap: (cloudflare) => ({
        ...cloudflare,
        createToken: async (...asked) => {
          const created = await cloudflare.createToken(...asked);
          return created.ok && id !== null ? ok({ ...created.value, id }) : created;
        },
      }),
    });
    await issue(office);
    id = other(office);
    return { office, id };
  }
  const ofSlip = ({ desk }: Office) => desk.store.snapshot.slips[0]?.token.id ?? '';
  const idsIn = ({ practice }: Office) => practice.export().tokens.map((token) => token.id);

  it.each<[string, (office: Office) => string]>([
    ['a slip', ofSlip],
    ['one that was made by hand', (office) => makeByHand(office).id],
  ])('is deleted by its name, and the other is left alone: %s', async (_whose, other) => {
    const { office, id } = await confusedOffice(other);
    const answer = await issue(office);
    expect(answer).toMatchObject({
      problem: { because: { code: 'malformed-answer' }, token: 'deleted-again' },
    });
    expect([idsIn(office).includes(id), liveTokens(office).map((token) => token.id)]).toEqual([
      true,
      [ofSlip(office)],
    ]);
    expect(office.desk.store.snapshot.cleanUps).toEqual([]);
  });

  it('is found by its name later, too', async () => {
    const { office, id } = await confusedOffice((one) => makeByHand(one).id);
    const back = office.practice.faults.on({ kind: 'offline', path: /tokens$/, method: 'GET' });
    expect(await issue(office)).toMatchObject({ problem: { token: 'still-there' } });
    back();
    const next = await office.restart();
    expect([idsIn(next).includes(id), liveTokens(next).length, next.desk.store.snapshot.cleanUps]).toEqual([
      true,
      1,
      [],
    ]);
  });
});

describe('whatever goes wrong on this computer, no live token is lost sight of', () => {
  it.each(['absent', 'locked', 'dismissed', 'failed', 'differs', 'forgets'] as const)(
    'the keychain %s',
    async (mood) => {
      const office = await readyOffice();
      office.keychain.mood = mood;
      const answer = await issue(office);
      const because = mood === 'differs' || mood === 'forgets' ? 'keychain-differs' : `keychain-${mood}`;
      expect(answer).toMatchObject({
        problem: { code: 'slip-not-made', because: { code: because }, token: 'deleted-again' },
      });
      expect(liveTokens(office)).toEqual([]);
      expectNothingLost(office, answer);
    },
  );

  it('the keychain can be written but not read back', async () => {
    const office = await readyOffice();
    office.keychain.moods.get = 'dismissed';
    const answer = await issue(office);
    expect([answer.ok, liveTokens(office), office.keychain.items.size]).toEqual([false, [], 0]);
  });

  it.each([0, 1, 2])('the disk is full after %i more writes', async (writesLeft) => {
    const office = await readyOffice();
    office.book.writesLeft = writesLeft;
    const answer = await issue(office);
    expect(answer).toMatchObject({ problem: { code: 'slip-not-made', because: { code: 'storage-full' } } });
    expect([liveTokens(office), office.keychain.items.size, office.desk.store.snapshot.slips]).toEqual([
      [],
      0,
      [],
    ]);
    expectNothingLost(office, answer);
  });

  it('the file of slips may not be written', async () => {
    const office = await readyOffice();
    office.book.mood = 'not-allowed';
    expect(await issue(office)).toMatchObject({
      problem: { because: { code: 'storage-not-allowed' }, token: 'never-made' },
    });
    expect(liveTokens(office)).toEqual([]);
  });
});

describe('the owner stops', () => {
  it.each<[Step, string]>([
    ['creating', 'deleted-again'],
    ['proving', 'deleted-again'],
    ['storing', 'deleted-again'],
  ])('while %s: what was made is deleted again', async (step, token) => {
    const office = await readyOffice();
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'issuing' && progress.step === step)
        void office.call['slip:stop-issuing'](undefined);
    });
    const answer = await issue(office);
    expect(answer).toMatchObject({
      problem: { code: 'slip-not-made', because: { code: 'stopped' }, token },
    });
    expect([liveTokens(office), office.keychain.items.size]).toEqual([[], 0]);
    expectNothingLost(office, answer);
  });

  it('too late: the slip is made', async () => {
    const office = await readyOffice();
    office.desk.store.subscribe(({ progress }) => {
      if (progress.doing === 'issuing' && progress.step === 'writing-down')
        void office.call['slip:stop-issuing'](undefined);
    });
    const answer = await issue(office);
    expect([answer.ok, office.desk.store.snapshot.slips.length]).toEqual([true, 1]);
    expectNothingLost(office, answer);
  });

  it('by quitting: nothing half-made stays at Cloudflare', async () => {
    const office = await readyOffice();
    const closed = new Promise<void>((resolve) => {
      office.desk.store.subscribe(({ progress }) => {
        if (progress.doing === 'issuing' && progress.step === 'proving')
          void office.desk.close().then(resolve);
      });
    });
    void issue(office);
    await closed;
    expect(liveTokens(office)).toEqual([]);
  });
});

describe('the app crashes', () => {
  /** A disk that the power is cut from after so many writes: nothing that follows ever happens. */
  function cutAfter(
    writes: number,
    book: MemoryBook,
  ): { readonly repository: BookRepository; readonly cut: Promise<void> } {
    let left = writes;
    let tell: () => void = () => undefined;
    const cut = new Promise<void>((resolve) => {
      tell = resolve;
    });
    return {
      cut,
      repository: {
        load: book.load,
        save: async (next) => {
          if (left > 0) {
            left -= 1;
            return book.save(next);
          }
          tell();
          return new Promise(() => undefined);
        },
      },
    };
  }

  it.each([
    ['before the token was asked for', 0],
    ['after it was made and before its id was noted', 1],
    ['before the slip was written down', 2],
  ])('%s: a new start finds and deletes what is left', async (_when, writes) => {
    const before = await readyOffice();
    const { repository, cut } = cutAfter(writes, before.book);
    const crashing = await openDesk({ ...before, ports: { repository } });
    void issue(crashing);
    await cut;
    expect(strayTokens(before)).toEqual([]);
    const after = await openDesk({ ...before });
    expect([liveTokens(after), after.keychain.items.size, after.desk.store.snapshot.cleanUps]).toEqual([
      [],
      0,
      [],
    ]);
  });

  it('with a token of Cloudflare itself: it is shown, and gone after the owner connects again', async () => {
    const before = await openConnectedDesk();
    before.practice.faults.on({ kind: 'offline', method: 'DELETE' });
    before.keychain.mood = 'failed';
    await issue(before);
    before.practice.faults.clear();
    const after = await before.restart();
    const shown = after.desk.store.snapshot.cleanUps.length;
    await after.call['key:offer']({ pasted: after.practice.readyToken('accountSetupKey').value });
    await after.call['key:connect']({ account: bakeryPlace.account.id, keep: false });
    expect([shown, liveTokens(after), after.desk.store.snapshot.cleanUps]).toEqual([1, [], []]);
  });
});
