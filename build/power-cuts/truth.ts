import type { Book } from '../../electron/core/book.ts';
import { setupKeyItem } from '../../electron/core/key-ring.ts';
import type { StoredToken } from '../../electron/practice/state.ts';
import { hashOfValue } from '../../electron/practice/token-values.ts';
import type { Slip } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** What stands after a power cut, in the four places that have to agree. */
export type Truth = {
  readonly snapshot: Snapshot;
  /** As it is on the disk; null where it can't be read. */
  readonly book: Book | null;
  /** All of Cloudflare's tokens. */
  readonly tokens: readonly StoredToken[];
  /** The keychain's items. */
  readonly items: ReadonlyMap<string, string>;
};

/**
 * What is wrong, in words: a token that works and that nobody has or lists, a slip whose token is lost without a word,
 * two stories of the same thing, or a book that can't be read.
 */
export function wrongIn(truth: Truth, how: 'strict' | 'with-clean-ups'): readonly string[] {
  const { snapshot, book } = truth;
  if (snapshot.storage.kind !== 'fine') return [`the book is ${snapshot.storage.kind}`];
  if (book === null) return ['the book on the disk can’t be read'];
  const live = truth.tokens.filter(({ madeBy, status }) => madeBy === 'api' && status === 'active');
  return [
    ...snapshot.slips.flatMap((slip) => wrongWith(slip, truth)),
    ...twice(snapshot.slips.map(({ id }) => id)).map((id) => `two slips ${id}`),
    ...twice(snapshot.slips.map(({ number }) => String(number))).map((number) => `two slips with ${number}`),
    ...live.filter((token) => !isListed(token, truth)).map(({ name }) => `nobody lists the token ${name}`),
    ...[...truth.items.keys()].filter((item) => !isNamed(item, book)).map((item) => `nobody names ${item}`),
    ...(JSON.stringify(snapshot.slips) === JSON.stringify(book.slips)
      ? []
      : ['the window and the disk differ']),
    ...(how === 'strict' && book.pending.length > 0 ? [`${book.pending.length} still to be cleaned up`] : []),
  ];
}

function wrongWith(slip: Slip, { tokens, items }: Truth): readonly string[] {
  const token = tokens.find(({ id, status }) => id === slip.token.id && status === 'active');
  const value = items.get(slip.id);
  const who = `slip ${slip.number}`;
  if (slip.revoked !== null) {
    return [
      ...(token === undefined ? [] : [`${who} is stopped and its token works`]),
      ...(value === undefined ? [] : [`${who} is stopped and its token is in the keychain`]),
    ];
  }
  if (slip.stopping !== null) return [`${who} should be stopped and is not`];
  if (slip.replacing !== null) return [`the change of ${who} is unfinished`];
  if (token === undefined) return [`${who} has no token at Cloudflare`];
  if (slip.rotating !== null) return slip.rotating.lost ? [] : [`the swap of ${who} is unfinished`];
  if (value === undefined) return [`${who} has nothing in the keychain`];
  if (hashOfValue(value) !== token.valueHash) return [`the keychain has a dead token for ${who}`];
  return value.endsWith(slip.token.ending) ? [] : [`${who} names another token than the keychain has`];
}

function isListed({ id, name }: StoredToken, { snapshot }: Truth): boolean {
  return (
    snapshot.slips.some(({ token, revoked }) => token.id === id && revoked === null) ||
    snapshot.cleanUps.some(({ mark }) => name.includes(mark))
  );
}

/* A note of what is pending counts as long as it stands, since it leads to the item's end. */
function isNamed(item: string, { slips, pending, adopting }: Book): boolean {
  return (
    item === setupKeyItem ||
    item === adopting?.id ||
    slips.some(({ id }) => id === item) ||
    pending.some(({ keychainItem }) => keychainItem === item)
  );
}

function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
