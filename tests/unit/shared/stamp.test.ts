import { expect, test } from 'vitest';
import { type Slip, stampOf } from '../../../shared/slip.ts';

const created = '2026-11-24T10:00:00.000Z';

const bare = {
  keptAnyway: null,
  rotating: null,
  replacing: null,
  stopping: null,
  events: [],
  checked: null,
  reviewAt: null,
  concerns: [],
  token: { id: 'e'.repeat(32), owner: { kind: 'user' }, name: 'a token', ending: 'x9Q2' },
} as const;

function stampAfter(hours: number, livesForDays: number | null, revoked: Slip['revoked'] = null): string {
  const at = (days: number) => new Date(Date.parse(created) + days * 86_400_000).toISOString();
  const until =
    livesForDays === null
      ? { kind: 'never' as const, reason: 'It runs every night' }
      : { kind: 'at' as const, at: at(livesForDays) };
  return stampOf({ ...bare, createdAt: created, until, revoked }, new Date(at(hours / 24)));
}

test.each([1, 7, 30, 90])('a slip that has just been made for %i days is ready', (days) => {
  expect(stampAfter(0, days)).toBe('READY');
});

test.each([
  ['30 days', 30, 22 * 24, 23 * 24 + 1],
  ['7 days', 7, 5 * 24, 6 * 24],
  ['1 day', 1, 17, 19],
])(
  'a slip for %s asks for a review in the last quarter, at most the last week',
  (_life, days, before, after) => {
    expect([stampAfter(before, days), stampAfter(after, days)]).toEqual(['READY', 'REVIEW SOON']);
  },
);

test('a slip that waits to be stopped is not called ready, nor anything else that leads elsewhere', () => {
  const at = created;
  const ends = { kind: 'at', at: '2026-12-24T10:00:00.000Z' } as const;
  const waiting = { ...bare, createdAt: at, until: ends, revoked: null, stopping: { since: at } };
  const rotating = { since: at, why: 'asked', lost: true } as const;
  expect([
    stampOf(waiting, new Date(at)),
    stampOf({ ...waiting, rotating }, new Date(at)),
    stampOf(waiting, new Date('2027-01-01T00:00:00Z')),
  ]).toEqual(['STOPPING', 'STOPPING', 'EXPIRED']);
});

test('a slip is expired from the very moment of its end', () => {
  expect([stampAfter(24, 1), stampAfter(24 * 400, 1)]).toEqual(['EXPIRED', 'EXPIRED']);
});

test('a slip that lives long asks for a review after a month', () => {
  expect([stampAfter(24 * 29, null), stampAfter(24 * 30, null), stampAfter(24 * 30, 90)]).toEqual([
    'READY',
    'REVIEW SOON',
    'REVIEW SOON',
  ]);
});

test('a slip that was looked at is ready until the next look, though not when its end is near', () => {
  const after = (days: number) => new Date(Date.parse(created) + days * 86_400_000);
  const one = {
    ...bare,
    createdAt: created,
    until: { kind: 'at', at: after(90).toISOString() },
    reviewAt: after(88).toISOString(),
    revoked: null,
  } as const;
  expect([82, 83, 88].map((days) => stampOf(one, after(days)))).toEqual([
    'READY',
    'REVIEW SOON',
    'REVIEW SOON',
  ]);
});

test.each([
  ['job-done', 'REVIEW SOON'],
  ['person-left', 'REVIEW SOON'],
  ['unsure-where', 'ROTATE NOW'],
] as const)('a slip of which its owner said %s is stamped %s', (what, stamp) => {
  const until = { kind: 'never', reason: 'It runs every night' } as const;
  const concerns = [{ what, at: created }];
  expect(stampOf({ ...bare, createdAt: created, until, revoked: null, concerns }, new Date(created))).toBe(
    stamp,
  );
});

test('a revoked slip says so, whatever its end', () => {
  const revoked = { at: created, cloudflare: 'deleted', keychain: 'deleted' } as const;
  expect([stampAfter(0, 30, revoked), stampAfter(24 * 60, 30, revoked)]).toEqual(['REVOKED', 'REVOKED']);
});

test.each([
  ['that Cloudflare refuses', 'refused', 'x9Q2', 'CHECK FAILED'],
  ['that the keychain lost', 'lost', 'x9Q2', 'CHECK FAILED'],
  ['that works', 'works', 'x9Q2', 'READY'],
  ['that another has replaced since', 'refused', 'old1', 'READY'],
] as const)('a slip with a token %s is stamped', (_what, outcome, ending, stamp) => {
  const until = { kind: 'never', reason: 'It runs every night' } as const;
  const one = {
    ...bare,
    createdAt: created,
    until,
    revoked: null,
    checked: { at: created, outcome, ending },
  };
  expect(stampOf(one, new Date(created))).toBe(stamp);
});
