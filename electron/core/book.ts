import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { usualPreferences } from '../../shared/preferences.ts';
import { usualReminders } from '../../shared/reminder-settings.ts';
import { cloudflareId } from '../../shared/schemas/ids.ts';
import { savedJob } from '../../shared/schemas/jobs.ts';
import { account } from '../../shared/schemas/place.ts';
import { preferences } from '../../shared/schemas/preferences.ts';
import { reminderSettings } from '../../shared/schemas/reminders.ts';
import { slip, world } from '../../shared/schemas/slip.ts';
import { tokenOwner } from '../../shared/schemas/token-owner.ts';
import { draft } from '../../shared/schemas/wizard.ts';
import { readTask } from '../../shared/task-sentence.ts';
import { finishedChoice, type SlipRequest } from '../../shared/wizard.ts';
import { bookVersion } from './book-versions.ts';

/**
 * A token that may exist at Cloudflare without a slip. It is written down before Cloudflare is asked to make the token,
 * so that no crash at any moment leaves a live token that nobody knows of.
 */
const pendingToken = z.object({
  /** Stands in the token's name, and in no other token's. */
  mark: z.string().regex(/^ps-[a-z2-7]{12}$/),
  world,
  owner: tokenOwner,
  name: z.string().max(200),
  /** Null where the answer to its creation was lost or never came. */
  tokenId: cloudflareId.nullable(),
  since: z.iso.datetime(),
  /** The end it was asked for with, or when Cloudflare was seen to have deleted it; past it, it opens nothing. Null for none. */
  expiresOn: z.iso.datetime().nullable().default(null),
  /** The last four characters of the key that asked for it: another person's key does not see it. */
  keyEnding: z.string().length(4).nullable().default(null),
  /** The keychain item that may hold its value already. */
  keychainItem: z.string().max(64).nullable(),
  /** The slip whose old token this is, which another took the place of. Books of older versions lack it. */
  oldOf: z.string().max(64).nullable().default(null),
});
export type PendingToken = z.infer<typeof pendingToken>;

/** A setup key that the owner chose to keep: where it belongs, never the key. */
export const keptKey = z.object({
  account,
  owner: tokenOwner,
  kind: z.enum(['account', 'user', 'unknown']),
  ending: z.string().length(4),
});

/** What the app remembers of reminding. */
const reminding = z.object({
  settings: reminderSettings,
  pausedUntil: z.iso.datetime().nullable(),
  /** The keys of what was told, so that no restart tells it again. */
  told: z.array(z.string().max(200)).readonly(),
});

const newReminding: z.infer<typeof reminding> = { settings: usualReminders, pausedUntil: null, told: [] };

/** The pass of a slip's local route, as far as it is written down. */
const localPass = z.object({
  slip: slip.shape.id,
  /** The SHA-256 of the pass, as base64url; null where the owner stopped the agent. */
  hash: z
    .string()
    .regex(/^[\w-]{43}$/)
    .nullable(),
  since: z.iso.datetime(),
});

/* What is done to one slip would be done to both. */
function hasNoTwins(slips: readonly { readonly id: string }[]): boolean {
  return new Set(slips.map(({ id }) => id)).size === slips.length;
}

const mostAsideDrafts = 20;

/** Everything the app remembers. No secret has a place in it. */
export const book = z.object({
  version: z.literal(bookVersion),
  world: world.nullable(),
  nextNumber: z.number().int().min(1),
  slips: z.array(slip).readonly().refine(hasNoTwins, 'Two slips have the same id.'),
  pending: z.array(pendingToken).readonly(),
  draft: draft.nullable(),
  /** Drafts that were begun and wait while another is worked on, the newest last. Books of older versions have none. */
  asideDrafts: z.array(draft).max(mostAsideDrafts).readonly().default([]),
  keptKey: keptKey.nullable(),
  /** Jobs that the owner built and keeps. Books of older versions have none. */
  ownJobs: z.array(savedJob).readonly().default([]),
  /**
   * The setup key that is being kept: written before the keychain is touched, so that a crash leaves no key there that
   * nobody knows of. Books of older versions lack it.
   */
  keepingKey: keptKey.nullable().default(null),
  /**
   * The slip of a token that was made by hand, while it goes into the keychain: written before the keychain is touched,
   * so that a crash leaves no token there that no slip names. Books of older versions lack it.
   */
  adopting: slip.nullable().default(null),
  /** Books of older versions lack it. */
  reminding: reminding.default(newReminding),
  /** Books of older versions lack it. */
  preferences: preferences.default(usualPreferences),
  /** Books of older versions lack it, and the next. */
  localPasses: z.array(localPass).readonly().default([]),
  /** The port of the local routes, which stays the same from start to start where it can. */
  localPort: z.number().int().min(1024).max(65_535).nullable().default(null),
});
export type Book = z.infer<typeof book>;
type Draft = NonNullable<Book['draft']>;
type Asked = Pick<SlipRequest, 'who' | 'job' | 'access' | 'task'>;

/** Begins a draft. Another that was begun waits meanwhile; one for the same slip is begun anew. */
export function withNewDraft(book: Book, draft: Draft): Book {
  const begun = book.draft === null ? book.asideDrafts : [...book.asideDrafts, book.draft];
  const others = begun.filter(({ changes }) => changes === null || changes.id !== draft.changes?.id);
  return { ...book, draft, asideDrafts: others.slice(-mostAsideDrafts) };
}

/** Ends the draft. The one that waited last is there again. */
export function withoutDraft(book: Book): Book {
  return { ...book, draft: book.asideDrafts.at(-1) ?? null, asideDrafts: book.asideDrafts.slice(0, -1) };
}

/** Ends the draft that is meant, also where it waits: the owner may have begun another since. No other is touched. */
export function withoutDraftThat(book: Book, isMeant: (draft: Draft) => boolean): Book {
  if (book.draft !== null && isMeant(book.draft)) return withoutDraft(book);
  const at = book.asideDrafts.findLastIndex(isMeant);
  return at === -1 ? book : { ...book, asideDrafts: book.asideDrafts.toSpliced(at, 1) };
}

/** Whether a draft is the one that a new slip was made from: both are for the same. */
export function isDraftOf({ who, job, access, task }: Asked, draft: Draft): boolean {
  if (draft.changes !== null || draft.job === null) return false;
  const choice = finishedChoice(draft.job);
  const said = readTask(draft.task);
  return (
    choice.ok &&
    said.ok &&
    isDeepStrictEqual([draft.who, choice.value, draft.job.access, said.value], [who, job, access, task])
  );
}

/** The book of a first start. */
export const emptyBook: Book = {
  version: bookVersion,
  world: null,
  nextNumber: 1,
  slips: [],
  pending: [],
  draft: null,
  asideDrafts: [],
  keptKey: null,
  keepingKey: null,
  ownJobs: [],
  adopting: null,
  reminding: newReminding,
  preferences: usualPreferences,
  localPasses: [],
  localPort: null,
};
