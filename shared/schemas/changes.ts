import { z } from 'zod';
import { methods } from '../policy/policy.ts';

const shown = z.object({ label: z.string(), value: z.string(), unread: z.literal(true).exactOptional() });
const shownLines = z.array(shown).readonly();

/** A request that the broker made or may make of its own, as it is written down. */
export const keptRequest = z.object({
  method: z.enum(methods),
  segments: z.array(z.string()).readonly(),
  query: z.array(z.tuple([z.string(), z.string()])).readonly(),
  /** Absent for none. */
  body: z.unknown().optional(),
});

/** How a change ended. `under-way` is only found after a crash: nobody knows whether it was made. */
const changeOutcome = z.enum(['under-way', 'done', 'refused', 'unknown']);

/** What an agent changed, or the owner undid: what was there, what was asked for, and what is there since. No secret. */
export const changeRecord = z.object({
  version: z.literal(1),
  id: z.string().regex(/^change-[a-z2-7]{16}$/),
  slip: z.string(),
  /** When it was sent. */
  at: z.iso.datetime(),
  rule: z.string(),
  says: z.string(),
  by: z.enum(['once', 'like-this', 'plan', 'undo']),
  /** Null where nothing was there, or nothing can be read. */
  before: shownLines.nullable(),
  planned: shownLines,
  /** Null where it is not known. */
  after: z.union([shownLines, z.literal('gone')]).nullable(),
  outcome: changeOutcome,
  /** Cloudflare's; null where no answer came. */
  status: z.number().int().nullable(),
  /** What brings the former state back; null where nothing does. */
  undo: z
    .object({
      request: keptRequest,
      /** What the agent had asked for. */
      of: keptRequest,
      /** Reads what is there. */
      look: keptRequest,
      /**
       * SHA-256 of what was read after the change, as far as it has to stay the same; of all of it in older records. Null
       * if nothing was there any more.
       */
      after: z.string().nullable(),
    })
    .nullable(),
  /** The record that this one undid, and the one that undid this. */
  undoes: z.string().nullable(),
  undoneBy: z.string().nullable(),
});
