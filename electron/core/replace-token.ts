import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { type Book, type PendingToken, withoutDraftThat } from './book.ts';
import type { Notebook } from './notebook.ts';
import { newMark } from './pending-tokens.ts';
import type { Clock, Keychain, RandomId } from './ports.ts';
import type { Secret } from './secret.ts';
import { changeOneSlip, findLiveSlip, withEvent, withOneSlip } from './slips.ts';
import { storeAndReadBack } from './store-secret.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly random: RandomId;
};

type Replacing = NonNullable<Slip['replacing']>;

/** Another token for a slip, proven. */
export type Replacement = {
  /** The mark of the pending token that it is; null where the owner made it by hand. */
  readonly mark: string | null;
  /** What the slip says from then on. */
  readonly next: Replacing['next'];
  readonly value: Secret;
};

/** How a replacement that was begun ended: the slip has the new token, or its old one as before. */
export type ReplacementEnd =
  /** The mark under which the old token waits to be deleted. */
  | { readonly kind: 'done'; readonly oldMark: string }
  /** The new token is on the list of those that are to be deleted. */
  | { readonly kind: 'undone' };

/**
 * Puts another token into a slip: number, route and history stay. What is to happen is written down first. The old value
 * moves to a keychain item of its own, the new one takes its place, and one atomic write makes the slip say what is true
 * and lists the old token as one that is to be deleted.
 */
export async function replaceToken(
  parts: Parts,
  id: string,
  { mark, next, value }: Replacement,
): Promise<Result<{ readonly oldMark: string }, Problem>> {
  const { notebook, keychain, clock, random } = parts;
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  const slip = found.value;
  if (slip.rotating !== null || slip.replacing !== null || slip.stopping !== null) {
    return failed({ code: 'slip-busy' });
  }
  /* After a crash the two values are told apart by their endings. */
  if (next.token.ending === slip.token.ending) return failed({ code: 'unexpected' });
  const old = await keychain.get(id);
  if (!old.ok) return old;
  const oldItem = old.value === null ? null : `slip-${random.letters(16)}`;
  const begun = { since: clock.now().toISOString(), mark, oldItem, next };
  const noted = await changeOneSlip(notebook, id, (one) => ({ ...one, replacing: begun }));
  if (!noted.ok) return noted;
  const moved = await moveValues(parts, id, { oldItem, old: old.value, value });
  const end = await settleReplacement(parts, id);
  if (end.ok && end.value?.kind === 'done') return ok({ oldMark: end.value.oldMark });
  if (!moved.ok) return moved;
  return end.ok ? failed({ code: 'keychain-differs' }) : end;
}

/** Comes to one of two ends with a replacement that was begun, by what the keychain holds; null where none was. */
export async function settleReplacement(
  parts: Parts,
  id: string,
): Promise<Result<ReplacementEnd | null, Problem>> {
  const slip = parts.notebook.book.slips.find((one) => one.id === id);
  const begun = slip?.replacing ?? null;
  if (slip === undefined || begun === null) return ok(null);
  const kept = await parts.keychain.get(id);
  if (!kept.ok) return kept;
  if (kept.value?.ending === begun.next.token.ending) return commit(parts, slip, begun);
  const restored = await putOldBack(parts, slip, begun, kept.value);
  if (!restored.ok) return restored;
  const unused = begun.mark === null ? [unusedToken(parts, slip, begun)] : [];
  const written = await parts.notebook.change((book) => ({
    ...withOneSlip(book, id, (one) => ({ ...one, replacing: null })),
    pending: [...without(book.pending, begun.next.token.id), ...unused],
  }));
  return written.ok ? ok({ kind: 'undone' }) : written;
}

async function moveValues(
  { keychain }: Parts,
  id: string,
  {
    oldItem,
    old,
    value,
  }: { readonly oldItem: string | null; readonly old: Secret | null; readonly value: Secret },
): Promise<Result<null, Problem>> {
  if (oldItem !== null && old !== null) {
    const aside = await storeAndReadBack(keychain, oldItem, old);
    if (!aside.ok) return aside;
  }
  return storeAndReadBack(keychain, id, value);
}

/* The item that was put aside goes last: while it is there, the old value is in one of two places. */
async function putOldBack(
  { notebook, keychain }: Parts,
  { id, token }: Slip,
  { oldItem }: Replacing,
  kept: Secret | null,
): Promise<Result<null, Problem>> {
  /* Somebody may have edited the file of the book; another slip's item is not touched for that. */
  if (oldItem === null || notebook.book.slips.some((slip) => slip.id === oldItem)) return ok(null);
  if (kept?.ending !== token.ending) {
    const aside = await keychain.get(oldItem);
    if (!aside.ok) return aside;
    if (aside.value !== null) {
      const back = await storeAndReadBack(keychain, id, aside.value);
      if (!back.ok) return back;
    }
  }
  const removed = await keychain.remove(oldItem);
  return removed.ok ? ok(null) : removed;
}

async function commit(
  { notebook, clock, random }: Parts,
  slip: Slip,
  { mark, oldItem, next }: Replacing,
): Promise<Result<ReplacementEnd, Problem>> {
  const at = clock.now().toISOString();
  const old: PendingToken = {
    /* A token that this app made bears its mark in its name. */
    mark: /\[(ps-[a-z2-7]{12})\]$/.exec(slip.token.name)?.[1] ?? newMark(random),
    world: slip.world,
    owner: slip.token.owner,
    name: slip.token.name,
    tokenId: slip.token.id,
    since: at,
    expiresOn: slip.until.kind === 'at' ? slip.until.at : null,
    keyEnding: null,
    keychainItem: oldItem,
    oldOf: slip.id,
  };
  const changed = (one: Slip): Slip => ({
    ...one,
    ...next,
    events: [...one.events, { at: next.proof.at, what: 'proven' }],
    replacing: null,
    checked: null,
    used: null,
    reviewAt: null,
  });
  const written = await notebook.change((book) => ({
    ...withOneSlip(
      withoutDraftThat(book, ({ changes }) => changes?.id === slip.id),
      slip.id,
      (one) => withEvent(changed(one), { at, what: 'changed' }),
    ),
    pending: [...without(book.pending, next.token.id).filter((one) => one.mark !== mark), old],
  }));
  return written.ok ? ok({ kind: 'done', oldMark: old.mark }) : written;
}

/* A token that the owner made and that nothing came of: it lives, and nobody has its value. */
function unusedToken({ clock, random }: Parts, { id, world }: Slip, { next }: Replacing): PendingToken {
  return {
    mark: newMark(random),
    world,
    owner: next.token.owner,
    name: next.token.name,
    tokenId: next.token.id,
    since: clock.now().toISOString(),
    expiresOn: next.until.kind === 'at' ? next.until.at : null,
    keyEnding: null,
    keychainItem: null,
    oldOf: id,
  };
}

function without(pending: Book['pending'], tokenId: string): Book['pending'] {
  return pending.filter((one) => one.oldOf === null || one.tokenId !== tokenId);
}
