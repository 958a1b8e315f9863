import type { z } from 'zod';
import { dayMs, instantOf } from './instant.ts';
import type { proof, route, slip, slipEvent, world } from './schemas/slip.ts';
import type { tokenOwner } from './schemas/token-owner.ts';

/** Where a slip's token lives: at Cloudflare itself, or in the practice account inside the app. */
export type World = z.infer<typeof world>;

/** Who owns a token, and so at which of Cloudflare's endpoints it is found. */
export type TokenOwner = z.infer<typeof tokenOwner>;

/** Where the agent finds the credential: a name, never a value. */
export type Route = z.infer<typeof route>;

/** What was tried with a token before it was trusted, and what came of it. */
export type Proof = z.infer<typeof proof>;

/** Something that happened to a slip, for its timeline. */
export type SlipEvent = z.infer<typeof slipEvent>;

/** One permission slip: a job, a place, an end date, a token in the keychain, and the record kept of it. No secret. */
export type Slip = z.infer<typeof slip>;

/** The stamp on a slip's paper. */
export type Stamp =
  | 'READY'
  | 'REVIEW SOON'
  | 'ROTATE NOW'
  | 'CHECK FAILED'
  | 'STOPPING'
  | 'EXPIRED'
  | 'REVOKED';

/** The longest note of an owner's own on a slip, in characters. */
export const longestNotes = 1000;

/**
 * How long before its end a slip asks to be looked at, in milliseconds: a week, or a quarter of its life where that is
 * shorter. A slip for a day should not be born asking for a review.
 */
function reviewSoonMs(life: number): number {
  return Math.min(7 * dayMs, life / 4);
}

/**
 * Since when a slip's token is known not to work any more, in milliseconds since 1970; null while nothing is known. What
 * was found out about an earlier token of the slip is not true of this one.
 */
export function deadSince({ checked, token }: Pick<Slip, 'checked' | 'token'>): number | null {
  const isDead = checked !== null && checked.outcome !== 'works' && checked.ending === token.ending;
  return isDead ? instantOf(checked.at) : null;
}

/** What the record of a slip holds when it has just been made. */
export const newRecord: Pick<Slip, 'reviewAt' | 'notes' | 'concerns' | 'used' | 'replacing'> = {
  replacing: null,
  reviewAt: null,
  notes: '',
  concerns: [],
  used: null,
};

/** How long a slip goes without a look, in days, unless its owner says otherwise. */
export const reviewDays = 30;

/** When a slip ends, in milliseconds since 1970; infinity for never. */
export function endOf({ until }: Pick<Slip, 'until'>): number {
  return until.kind === 'at' ? instantOf(until.at) : Number.POSITIVE_INFINITY;
}

/** From when on the end of a slip is near, in milliseconds since 1970. */
export function nearEnd(slip: Pick<Slip, 'until' | 'createdAt'>): number {
  const end = endOf(slip);
  return end - reviewSoonMs(end - instantOf(slip.createdAt));
}

/**
 * When a slip is to be looked at again, in milliseconds since 1970: on the day that its owner chose, else a month after it
 * was made or near its end, whichever comes first.
 */
export function reviewDue(slip: Pick<Slip, 'until' | 'createdAt' | 'reviewAt'>): number {
  return slip.reviewAt === null
    ? Math.min(instantOf(slip.createdAt) + reviewDays * dayMs, nearEnd(slip))
    : instantOf(slip.reviewAt);
}

type Stamped = Pick<
  Slip,
  | 'until'
  | 'revoked'
  | 'createdAt'
  | 'keptAnyway'
  | 'rotating'
  | 'replacing'
  | 'stopping'
  | 'events'
  | 'checked'
  | 'token'
  | 'reviewAt'
  | 'concerns'
>;

/** The stamp a slip carries at a moment. */
export function stampOf(one: Stamped, now: Date): Stamp {
  if (one.revoked !== null) return 'REVOKED';
  const time = now.getTime();
  if (endOf(one) <= time) return 'EXPIRED';
  if (one.stopping !== null) return 'STOPPING';
  if (isHalfSwapped(one) || isExposed(one) || isSomewhere(one)) return 'ROTATE NOW';
  if (one.keptAnyway !== null || deadSince(one) !== null) return 'CHECK FAILED';
  return reviewDue(one) <= time || nearEnd(one) <= time || one.concerns.length > 0 ? 'REVIEW SOON' : 'READY';
}

/** Whether the owner wants a slip stopped, and it is not yet. */
export function waitsToStop({ stopping, revoked }: Pick<Slip, 'stopping' | 'revoked'>): boolean {
  return stopping !== null && revoked === null;
}

/** Whether a swap or a change of the token was begun and is not finished. */
export function isHalfSwapped({ rotating, replacing }: Pick<Slip, 'rotating' | 'replacing'>): boolean {
  return rotating !== null || replacing !== null;
}

/* Nobody is sure where the token was saved. */
function isSomewhere({ concerns }: Pick<Slip, 'concerns'>): boolean {
  return concerns.some(({ what }) => what === 'unsure-where');
}

/** Since when others have a slip's token, in milliseconds since 1970; null for one that only its agent has. */
export type Leaks = {
  readonly token: number | null;
  /** Of a token that another took the place of, and that is not known to be gone. */
  readonly old: number | null;
};

/** What the owner said of who saw the slip's tokens. A swap kills the value that was seen; a change of token does not. */
export function leaksOf({ events }: Pick<Slip, 'events'>): Leaks {
  let token: number | null = null;
  let old: number | null = null;
  for (const { what, at } of events) {
    if (what === 'leaked') token = instantOf(at);
    else if (what === 'rotated') token = null;
    else if (what === 'old-token-gone') old = null;
    else if (what === 'changed') {
      old = token ?? old;
      token = null;
    }
  }
  return { token, old };
}

/** Whether others may have a value of this slip that works still. */
export function isExposed(slip: Pick<Slip, 'events'>): boolean {
  const { token, old } = leaksOf(slip);
  return token !== null || old !== null;
}

/** Whether the place that the owner put the token in has the value before, until the owner says that the newest is there. */
export function needsCopyAgain({ route, events }: Pick<Slip, 'route' | 'events'>): boolean {
  if (route.kind === 'keychain' || route.kind === 'local') return false;
  const last = events.findLast(({ what }) => ['rotated', 'changed', 'route-changed'].includes(what));
  return last !== undefined && last.what !== 'route-changed';
}

/** Whether nothing has to be done about a slip before its agent goes on. */
export function isCalm(stamp: Stamp): boolean {
  return stamp === 'READY' || stamp === 'REVIEW SOON';
}

/** Whether a slip's token still works, as far as its stamp says. */
export function isInForce(stamp: Stamp): boolean {
  return stamp !== 'EXPIRED' && stamp !== 'REVOKED';
}
