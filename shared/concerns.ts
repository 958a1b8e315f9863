import { instantOf } from './instant.ts';
import type { Slip, SlipEvent } from './slip.ts';

/** What an owner can say about a slip that asks for something to be done, the most pressing first. */
export const concernKinds = ['person-left', 'unsure-where', 'job-done'] as const;
export type ConcernKind = (typeof concernKinds)[number];

/** What helps: the token is deleted, or swapped for a new one. */
export const remedyOf: Readonly<Record<ConcernKind, 'stop' | 'swap'>> = {
  'person-left': 'stop',
  'unsure-where': 'swap',
  'job-done': 'stop',
};

/* A new token is one that nobody who left, and no forgotten place, has. A job that is done stays done. */
const settles: { readonly [W in SlipEvent['what']]?: readonly ConcernKind[] } = {
  rotated: ['person-left', 'unsure-where'],
  reviewed: concernKinds,
  revoked: concernKinds,
};

/** What of the owner's concerns is left after something happened to a slip. */
export function concernsAfter(concerns: Slip['concerns'], what: SlipEvent['what']): Slip['concerns'] {
  const settled = settles[what];
  return settled === undefined || concerns.length === 0
    ? concerns
    : concerns.filter((concern) => !settled.includes(concern.what));
}

/**
 * What is left once a token is deleted that another took the place of. What was said since then is about that other one.
 */
export function concernsAfterOldToken(concerns: Slip['concerns'], changedAt: string): Slip['concerns'] {
  const settled = settles.rotated ?? [];
  return concerns.filter(({ what, at }) => !settled.includes(what) || instantOf(at) > instantOf(changedAt));
}

/** The most pressing of the owner's concerns; null if there is none. */
export function firstConcern({ concerns }: Pick<Slip, 'concerns'>): ConcernKind | null {
  return concernKinds.find((kind) => concerns.some(({ what }) => what === kind)) ?? null;
}
