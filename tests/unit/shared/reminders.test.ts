import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySlip, liveThrough } from '../../../build/bench/reminder-year.ts';
import { randomFrom } from '../../../build/random-from.ts';
import { concernKinds } from '../../../shared/concerns.ts';
import { usualReminders } from '../../../shared/reminder-settings.ts';
import { type Evaluation, evaluateReminders, trayStateOf } from '../../../shared/reminders.ts';
import type { Slip } from '../../../shared/slip.ts';

const dayMs = 86_400_000;
const born = '2026-03-02T12:00:00.000Z';
const day = (number: number) => new Date(Date.parse(born) + number * dayMs);
type Settings = Parameters<typeof evaluateReminders>[2];
const noon: Settings = { ...usualReminders, quietHours: null, pausedUntil: null };

function slip(days: number | null, change: Partial<Slip> = {}): Slip {
  return {
    ...anySlip(0, 1, randomFrom(1)),
    createdAt: born,
    events: [{ at: born, what: 'prompt-copied' }],
    until:
      days === null
        ? { kind: 'never', reason: 'It runs every night' }
        : { kind: 'at', at: day(days).toISOString() },
    ...change,
  };
}

const used = (days: number) => ({ at: day(days).toISOString(), seenAt: day(days + 1).toISOString() });

const look = (one: Slip, at: Date, told: readonly string[] = [], settings = noon): Evaluation =>
  evaluateReminders({ slips: [one], cleanUps: [] }, new Set(told), settings, at);

/** The days of a slip's life on which something is told, when the app looks each hour, and what it is. */
function toldOf(one: Slip, days: number, settings = noon): readonly string[] {
  const told: string[] = [];
  const days_: string[] = [];
  for (let hour = 0; hour <= days * 24; hour += 1) {
    const seen = look(one, day(hour / 24), told, settings);
    told.push(...seen.told);
    for (const { reason } of seen.due) days_.push(`${hour / 24} ${reason}`);
  }
  return days_;
}

describe('a slip reminds', () => {
  it.each<[string, Slip, string[]]>([
    ['of 90 days', slip(90), ['30 unused', '76 ends-soon', '83 ends-soon', '89 ends-soon', '90 expired']],
    ['of 30 days, in its last quarter alone', slip(30), ['23 ends-soon', '29 ends-soon', '30 expired']],
    ['of 20 days', slip(20), ['15 ends-soon', '19 ends-soon', '20 expired']],
    ['of 4 days', slip(4), ['3 ends-soon', '4 expired']],
    ['of 1 day, once before its end', slip(1), ['0.75 ends-soon', '1 expired']],
    ['without an end', slip(null), ['30 unused']],
    ['that was never handed over', slip(null, { events: [] }), ['30 unused']],
    ['that Cloudflare saw used', slip(null, { used: used(20) }), ['30 review']],
    [
      'that is looked at because its prompt was copied again, and was unused since',
      slip(null, { events: [{ at: day(20).toISOString(), what: 'prompt-copied' }] }),
      ['30 review'],
    ],
    [
      'that was looked at and kept, a month later',
      slip(null, {
        reviewAt: day(63).toISOString(),
        events: [{ at: day(33).toISOString(), what: 'reviewed' }],
      }),
      ['63 unused'],
    ],
    [
      'that Cloudflare saw used after it was looked at and kept',
      slip(null, {
        reviewAt: day(63).toISOString(),
        events: [{ at: day(33).toISOString(), what: 'reviewed' }],
        used: used(60),
      }),
      ['63 review'],
    ],
    [
      'of which its owner chose the day',
      slip(30, { reviewAt: day(12).toISOString() }),
      ['12 review', '23 ends-soon', '29 ends-soon', '30 expired'],
    ],
    [
      'that was kept until its end',
      slip(20, { reviewAt: day(20).toISOString() }),
      ['15 ends-soon', '19 ends-soon', '20 expired'],
    ],
    ...concernKinds.map((what): [string, Slip, string[]] => [
      `of which its owner said ${what}, an hour later`,
      slip(4, { concerns: [{ what, at: day(1 - 1 / 24).toISOString() }] }),
      [`1 ${what}`, '3 ends-soon', '4 expired'],
    ]),
    [
      'whose token was kept although it is too wide',
      slip(null, {
        keptAnyway: { verdict: 'wider', reason: 'It was at hand.', tooMuch: ['x'], missing: [] },
      }),
      ['7 too-wide', '30 unused'],
    ],
    [
      'whose token Cloudflare refuses, and of nothing else',
      slip(30, { checked: { at: day(2).toISOString(), outcome: 'refused', ending: 'x9Q2' } }),
      ['2 token-refused', '30 expired'],
    ],
    [
      'whose token is not in the keychain',
      slip(30, { checked: { at: day(2).toISOString(), outcome: 'lost', ending: 'x9Q2' } }),
      ['2 token-lost', '30 expired'],
    ],
    [
      'whose swap is not finished, an hour after it began',
      slip(4, { rotating: { since: day(1 - 1 / 24).toISOString(), why: 'asked', lost: true } }),
      ['1 swap-unfinished', '3 ends-soon', '4 expired'],
    ],
    [
      'whose token was seen by others, an hour after its owner said so',
      slip(4, { events: [{ at: day(1 - 1 / 24).toISOString(), what: 'leaked' }] }),
      ['1 seen-by-others', '3 ends-soon', '4 expired'],
    ],
    [
      'whose token was seen by others and swapped at once, as if nothing had been',
      slip(4, {
        events: [
          { at: day(1 - 1 / 24).toISOString(), what: 'leaked' },
          { at: day(1 - 1 / 24).toISOString(), what: 'rotated' },
        ],
      }),
      ['3 ends-soon', '4 expired'],
    ],
    [
      'whose earlier token was refused, as if nothing had been',
      slip(4, { checked: { at: day(1).toISOString(), outcome: 'refused', ending: 'old1' } }),
      ['3 ends-soon', '4 expired'],
    ],
    [
      'on the days that were chosen for it',
      slip(90, { reminding: { daysBefore: [3], snoozedUntil: null } }),
      ['30 unused', '87 ends-soon', '90 expired'],
    ],
    [
      'of its end alone, where no days are chosen',
      slip(20, { reminding: { daysBefore: [], snoozedUntil: null } }),
      ['20 expired'],
    ],
    [
      'once more after it was snoozed',
      slip(30, { reminding: { daysBefore: null, snoozedUntil: day(25).toISOString() } }),
      ['25 ends-soon', '29 ends-soon', '30 expired'],
    ],
    [
      'of nothing once it is revoked',
      slip(30, { revoked: { at: born, cloudflare: 'deleted', keychain: 'deleted' } }),
      [],
    ],
  ])('%s', (_what, one, expected) => {
    expect(toldOf(one, 95)).toEqual(expected);
  });

  it('of a half done swap in red where nothing works any more, and else in amber', () => {
    const half = (lost: boolean) =>
      slip(4, { rotating: { since: day(1).toISOString(), why: 'asked', lost } });
    const trayOf = (one: Slip) =>
      trayStateOf(evaluateReminders({ slips: [one], cleanUps: [] }, new Set(), noon, day(1.5)).list);
    expect([trayOf(half(true)), trayOf(half(false))]).toEqual(['stopped', 'attention']);
  });

  it('of a token that was left behind, an hour later and until it is gone', () => {
    const cleanUp = {
      mark: 'ps-aaaaaaaaaaaa',
      world: 'cloudflare',
      tokenName: 'a',
      since: born,
      owner: { kind: 'user' },
      oldOf: null,
      expiresOn: null,
    } as const;
    const at = (hours: number, told: readonly string[]) =>
      evaluateReminders({ slips: [], cleanUps: [cleanUp] }, new Set(told), noon, day(hours / 24));
    expect([at(0.9, []).due.length, at(0.9, []).nextWakeUp]).toEqual([0, day(1 / 24).getTime()]);
    expect(at(1, []).due.map(({ reason }) => reason)).toEqual(['clean-up']);
    expect([at(99, at(1, []).told).due.length, trayStateOf(at(99, []).list)]).toEqual([0, 'attention']);
  });

  it('of an old token with the slip that it is of', () => {
    const [one] = [slip(4)];
    const old = { mark: 'ps-aaaaaaaaaaaa', world: 'cloudflare', tokenName: 'a', since: born } as const;
    const cleanUps = [{ ...old, owner: { kind: 'user' }, oldOf: one.id, expiresOn: null }] as const;
    const { due } = evaluateReminders({ slips: [one], cleanUps }, new Set(), noon, day(1));
    expect(due.map(({ reason, oldOf }) => [reason, oldOf])).toEqual([['clean-up', one]]);
    const dead = cleanUps.map((cleanUp) => ({ ...cleanUp, expiresOn: day(0.9).toISOString() }));
    expect(evaluateReminders({ slips: [one], cleanUps: dead }, new Set(), noon, day(1)).due).toEqual([]);
  });
});

describe('nothing is told', () => {
  const at = (hour: number) => new Date(2026, 2, 30, hour, 30);
  const ending = slip(null, { createdAt: new Date(2026, 2, 2, 12).toISOString() });
  const soon = { ...ending, until: { kind: 'at', at: new Date(2026, 3, 1, 12).toISOString() } } as const;

  it.each([
    [23, new Date(2026, 2, 31, 8, 0)],
    [3, new Date(2026, 2, 30, 8, 0)],
  ])('at half past %i at night, but when the quiet hours end', (hour, end) => {
    const seen = look(soon, at(hour), [], { ...noon, quietHours: { from: '22:00', to: '08:00' } });
    expect([seen.due, seen.told, trayStateOf(seen.list)]).toEqual([[], [], 'attention']);
    expect(seen.nextWakeUp).toBe(end.getTime());
    expect(look(soon, end, seen.told, noon).due.length).toBe(1);
  });

  it('while reminders are paused, unless the pause was begun under another clock', () => {
    const until = (hours: number) => ({ ...noon, pausedUntil: at(12 + hours).toISOString() });
    expect([
      look(soon, at(12), [], until(1)).due.length,
      look(soon, at(12), [], until(24 * 99)).due.length,
    ]).toEqual([0, 1]);
  });

  it('while reminders are off, though the list and the tray still show it', () => {
    const seen = look(soon, at(12), [], { ...noon, on: false });
    expect([seen.due.length, seen.told.length, seen.list.length, trayStateOf(seen.list)]).toEqual([
      0,
      0,
      1,
      'attention',
    ]);
  });

  it('of a slip that is snoozed, and it is not in the list', () => {
    const snoozed = { ...soon, reminding: { daysBefore: null, snoozedUntil: at(18).toISOString() } };
    const seen = look(snoozed, at(12));
    expect([seen.due, seen.list, trayStateOf(seen.list), seen.nextWakeUp]).toEqual([
      [],
      [],
      'calm',
      at(18).getTime(),
    ]);
  });
});

describe('the list', () => {
  it('has the most pressing reminder of each slip, agents without access first', () => {
    const slips = [
      slip(30, { id: 'slip-b', events: [] }),
      slip(25, { id: 'slip-a' }),
      slip(90, { id: 'slip-c', checked: { at: born, outcome: 'refused', ending: 'x9Q2' } }),
    ];
    const { list } = evaluateReminders({ slips, cleanUps: [] }, new Set(), noon, day(29.5));
    expect(list.map((one) => `${one.slip?.id} ${one.reason}`)).toEqual([
      'slip-c token-refused',
      'slip-a expired',
      'slip-b ends-soon',
    ]);
    expect(trayStateOf(list)).toBe('stopped');
  });
});

describe('for any slip', () => {
  const anyDate = fc
    .integer({ min: 0, max: Date.parse('9999-12-31T00:00:00Z') / 1000 })
    .map((seconds) => new Date(seconds * 1000));
  const anyOldSlip = fc.record({
    created: anyDate,
    end: anyDate,
    days: fc.array(fc.integer({ min: 1, max: 90 })),
  });

  it('what was told is not due again, and the next look is later', () => {
    fc.assert(
      fc.property(anyOldSlip, anyDate, ({ created, end, days }, now) => {
        const one = slip(null, {
          createdAt: created.toISOString(),
          until: { kind: 'at', at: end.toISOString() },
          reminding: { daysBefore: days, snoozedUntil: null },
          events: [],
        });
        const first = look(one, now);
        const second = look(one, now, first.told);
        expect([second.due, second.told]).toEqual([[], []]);
        expect(second.list).toEqual(first.list);
        expect(second.nextWakeUp ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now.getTime());
      }),
    );
  });

  it('the end is told of in the last quarter of its life and at no other time', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 400, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (life, share) => {
          const soon = look(slip(life), day(life * share)).list.some(({ reason }) => reason === 'ends-soon');
          if (soon) expect(share).toBeGreaterThanOrEqual(0.7499);
          if (share > 0.7501 && share < 0.9999 && life <= 4) expect(soon).toBe(true);
        },
      ),
    );
  });
});

describe('living through months of sleep, travel and clocks that are set', () => {
  it.each([11, 12, 13])('tells every reminder once, and none that is not true (%i)', (seed) => {
    const { told, toldTwice, missed, untrue } = liveThrough(120, 60, seed);
    expect([toldTwice, missed, untrue]).toEqual([[], [], []]);
    expect(told).toBeGreaterThan(60);
  });
});
