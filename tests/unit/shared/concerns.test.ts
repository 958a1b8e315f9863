import { expect, it } from 'vitest';
import { concernKinds, concernsAfter, firstConcern } from '../../../shared/concerns.ts';

const concerns = concernKinds.map((what) => ({ what, at: '2026-11-24T10:00:00Z' }));

it.each([
  ['rotated', ['job-done']],
  ['changed', [...concernKinds]],
  ['reviewed', []],
  ['revoked', []],
  ['prompt-copied', [...concernKinds]],
  ['reminded', [...concernKinds]],
] as const)('after a slip was %s, what was said and is not seen to yet is %j', (what, left) => {
  expect(concernsAfter(concerns, what).map((one) => one.what)).toEqual(left);
});

it('of several concerns the most pressing comes first', () => {
  expect([firstConcern({ concerns: concerns.toReversed() }), firstConcern({ concerns: [] })]).toEqual([
    'person-left',
    null,
  ]);
});
