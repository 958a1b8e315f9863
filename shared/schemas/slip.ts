import { z } from 'zod';
import { concernKinds } from '../concerns.ts';
import { reminderReasons } from '../reminder-reasons.ts';
import { longestNotes } from '../slip.ts';
import { verdictKinds } from '../verdict.ts';
import { recipient } from './agents.ts';
import { cloudflareId } from './ids.ts';
import { access, jobChoice } from './jobs.ts';
import { place } from './place.ts';
import { slipChecked, slipReminding } from './reminders.ts';
import { replacedToken, tokenOwner } from './token-owner.ts';
import { until } from './until.ts';

/** Where a slip's token lives: at Cloudflare itself, or in the practice account inside the app. */
export const world = z.enum(['practice', 'cloudflare']);

/** The name of an environment variable, as POSIX shells and Windows both take it. */
const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

/** Where the agent finds the credential: a name, never a value. */
export const route = z.discriminatedUnion('kind', [
  /** Through the app: the agent gets a pass for a server on this computer, and never the token. */
  z.object({ kind: z.literal('local') }),
  z.object({ kind: z.literal('keychain') }),
  z.object({ kind: z.literal('environment'), name: envName }),
  z.object({
    kind: z.literal('secrets-manager'),
    manager: z.string().min(1).max(60),
    entry: z.string().min(1).max(120),
  }),
]);

/** The longest line of a proof, in characters: a path and a hostname at their longest, with the words around them. */
export const longestProofLine = 1000;

/** One line of a proof: something the token was seen to be able to do, or seen to be refused. */
const proofLine = z.object({
  what: z.string().max(longestProofLine),
  requests: z.number().int().min(1),
});

/** What was tried with a token before it was trusted, and what came of it. */
export const proof = z.object({
  at: z.iso.datetime(),
  can: z.array(proofLine).readonly(),
  cannot: z.array(proofLine).readonly(),
  /** Things a harmless request cannot find out, in words. */
  untested: z.array(z.string().max(longestProofLine)).readonly(),
});

/** Something that happened to a slip, for its timeline. */
export const slipEvent = z.object({
  at: z.iso.datetime(),
  what: z.enum([
    'created',
    'proven',
    'stored',
    'prompt-copied',
    'token-copied',
    'route-changed',
    'leaked',
    'rotated',
    'revoked',
    /** Its rights or its end became others, with another token. */
    'changed',
    /** A token that another took the place of is deleted. */
    'old-token-gone',
    'reminded',
    'reviewed',
    ...concernKinds,
    /** Its agent said that the job is done. */
    'said-done',
    /** The owner took back what they had said. */
    'taken-back',
    'found-refused',
    'found-lost',
    /** It came in from a file that another computer wrote. */
    'imported',
  ]),
  /** What the prompt named as the route, where the event is about the prompt. */
  route: route.optional(),
  /** Why the owner was reminded. */
  reason: z.enum(reminderReasons).optional(),
});

const slipToken = z.object({
  id: cloudflareId,
  owner: tokenOwner,
  name: z.string().max(200),
  /** The last four characters, to tell tokens apart in Cloudflare's list of one's own notes. */
  ending: z.string().length(4),
});

/** What was found of a token that was kept although it is not as planned, and why it was kept. */
const keptAnyway = z.object({
  verdict: z.enum(verdictKinds),
  /** Empty where nobody chose it: a swap of the token found that it had been changed. */
  reason: z.string().max(500),
  tooMuch: z.array(z.string().max(400)).readonly(),
  missing: z.array(z.string().max(400)).readonly(),
});

/** One permission slip: a job, a place, an end date, a token in the keychain, and the record kept of it. No secret. */
export const slip = z.object({
  id: z.string().regex(/^slip-[a-z2-7]{16}$/),
  number: z.number().int().min(1),
  world,
  who: recipient,
  job: jobChoice,
  access,
  task: z.string().min(1).max(300),
  place,
  until,
  token: slipToken,
  route,
  createdAt: z.iso.datetime(),
  proof,
  events: z.array(slipEvent).readonly(),
  /** Set where the owner kept a token of their own that is not as planned. */
  keptAnyway: keptAnyway.nullable().default(null),
  /**
   * Set while the token is being swapped for a new value: written before Cloudflare is asked to roll it, so that an
   * interruption at any moment is found and mended. Books of older versions lack it.
   */
  rotating: z
    .object({
      since: z.iso.datetime(),
      why: z.enum(['asked', 'leaked']),
      /** The old value is known to be dead, and nobody has the new one: only rolling again helps. */
      lost: z.boolean(),
    })
    .nullable()
    .default(null),
  /**
   * Set while another token takes the place of this one: written before the keychain is touched, so that an interruption
   * at any moment ends with the one or the other. Books of older versions lack it.
   */
  replacing: z
    .object({
      since: z.iso.datetime(),
      /** The mark of the new token, as long as it is pending; null for one that the owner made by hand. */
      mark: z.string().max(20).nullable(),
      /** The keychain item that the old value is put into; null where there was none. */
      oldItem: z
        .string()
        .regex(/^slip-[a-z2-7]{16}$/)
        .nullable(),
      /** What the slip says once the new value is in its place. */
      next: z.object({
        who: recipient,
        job: jobChoice,
        access,
        task: z.string().min(1).max(300),
        place,
        until,
        token: slipToken,
        proof,
        keptAnyway: keptAnyway.nullable(),
      }),
    })
    .nullable()
    .default(null),
  /** The last quiet check of its token; null before the first. */
  checked: slipChecked.nullable().default(null),
  /** How this slip reminds, where that differs from the settings. */
  reminding: slipReminding.nullable().default(null),
  /** When the owner wants to look at it again; null for the usual time. Books of older versions lack these four. */
  reviewAt: z.iso.datetime().nullable().default(null),
  /** The owner's own words about it; never a secret. */
  notes: z.string().max(longestNotes).default(''),
  /** What the owner, or its agent, said about it that nothing was done about yet. */
  concerns: z
    .array(
      z.object({
        what: z.enum(concernKinds),
        at: z.iso.datetime(),
        /** Set where its agent said so. */
        by: z.literal('agent').optional(),
      }),
    )
    .readonly()
    .default([]),
  /** What Cloudflare's list of tokens says of its use; null where no key could read it. */
  used: z
    .object({
      /** When somebody other than this app was last seen to use the token; null for never. */
      at: z.iso.datetime().nullable(),
      seenAt: z.iso.datetime(),
    })
    .nullable()
    .default(null),
  /** Set while the owner wants the slip stopped and Cloudflare has not done it yet. Books of older versions lack it. */
  stopping: z.object({ since: z.iso.datetime() }).nullable().default(null),
  /** The token that this slip was written to replace, until the owner said what becomes of it. */
  replaces: replacedToken.nullable().default(null),
  /** Set once the slip was revoked: when, and whether each of the two places let go of the token. */
  revoked: z
    .object({
      at: z.iso.datetime(),
      /* Not checked: the owner deleted it by hand, and the keychain had nothing left to ask Cloudflare with. */
      cloudflare: z.enum(['deleted', 'already-gone', 'not-checked']),
      keychain: z.enum(['deleted', 'already-gone', 'still-there']),
    })
    .nullable(),
});
