import { concernsAfterOldToken } from '../../shared/concerns.ts';
import { instantOf } from '../../shared/instant.ts';
import { opensNothing } from '../../shared/left-behind.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Slip, World } from '../../shared/slip.ts';
import type { Book, PendingToken } from './book.ts';
import { isSameOwner, type KeyInHand, type KeyRing, setupKeyItem } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import type {
  Clock,
  Cloudflare,
  CreatedToken,
  Keychain,
  RandomId,
  TokenOrder,
  TokenSummary,
} from './ports.ts';
import { withEvent } from './slips.ts';
import { verifySurely } from './verify-surely.ts';

/** A new mark. It stands in the token's name, so that the token is found again when Cloudflare's answer is lost. */
export function newMark(random: RandomId): string {
  return `ps-${random.letters(12)}`;
}

/** How long to wait before looking for a token again that was not found, in milliseconds. */
const secondLookMs = 2000;

/** What became of a token that should not stay. */
export type TidiedUp = 'never-made' | 'deleted-again' | 'still-there';

/** What is known of a token that should not stay; an id of null is one that is not believed, so that its name decides. */
type Known = { readonly key?: KeyInHand; readonly tokenId?: string | null };

type Parts = {
  readonly notebook: Notebook;
  readonly keyRing: KeyRing;
  readonly keychain: Keychain;
  readonly clock: Clock;
};

/**
 * Tokens between being asked for and being written down as a slip, or being deleted again. Each is in the book before
 * Cloudflare hears of it, and leaves the book only when it is known to be gone or has become a slip.
 */
export class PendingTokens {
  readonly #parts: Parts;
  readonly #underWay = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether somebody is busy with a token right now, so that nobody else should tidy it up. */
  isUnderWay(mark: string): boolean {
    return this.#underWay.has(mark) || this.#isTakingPlace(mark);
  }

  /** Writes the token down, then has Cloudflare make it. A failure that leaves doubt is tidied up at once. */
  async create(
    key: KeyInHand,
    entry: Pick<PendingToken, 'mark' | 'keychainItem'>,
    order: TokenOrder,
  ): Promise<Result<CreatedToken, { readonly because: Problem; readonly token: TidiedUp }>> {
    const { notebook, clock, keyRing } = this.#parts;
    const { mark } = entry;
    const pending: PendingToken = {
      ...entry,
      world: key.world,
      owner: key.owner,
      name: order.name,
      expiresOn: order.expiresOn,
      keyEnding: key.secret.ending,
      tokenId: null,
      oldOf: null,
      since: clock.now().toISOString(),
    };
    this.#underWay.add(mark);
    const written = await notebook.change((book) => ({ ...book, pending: [...book.pending, pending] }));
    if (!written.ok) return failed({ because: written.problem, token: 'never-made' });

    /* Not stopped half-way: a request that was sent may make the token although nobody waits for the answer. */
    const created = await keyRing.cloudflare(key.world).createToken(key.secret, key.owner, order);
    if (!created.ok) {
      if (!isSurelyRefused(created.problem)) {
        return failed({ because: created.problem, token: await this.tidyUp(mark, { key }) });
      }
      await this.#letGo(pending);
      this.#underWay.delete(mark);
      return failed({ because: created.problem, token: 'never-made' });
    }
    const { id } = created.value;
    /* What is on a slip, or waits to be deleted, is not what was just made. */
    if (this.#isKnown(id)) {
      const token = await this.tidyUp(mark, { key });
      return failed({ because: { code: 'malformed-answer' }, token });
    }
    const noted = await this.#noteId(mark, id);
    if (!noted.ok) {
      return failed({ because: noted.problem, token: await this.tidyUp(mark, { key, tokenId: id }) });
    }
    return created;
  }

  /** A pending token is a slip's, or may become it: if it is to go later, that is for anybody to do. */
  release(mark: string): void {
    this.#underWay.delete(mark);
  }

  /** Deletes what a mark stands for, at Cloudflare and in the keychain, and strikes it from the book. */
  async tidyUp(mark: string, known: Known = {}): Promise<TidiedUp> {
    return (await this.#tryToTidyUp(mark, known)).became;
  }

  /* `held` is why it is on the list still: Cloudflare, the keychain or the disk did not do its part. */
  async #tryToTidyUp(
    mark: string,
    known: Known = {},
  ): Promise<{ readonly became: TidiedUp; readonly held: Problem | null }> {
    const pending = this.#parts.notebook.book.pending.find((one) => one.mark === mark);
    if (pending === undefined) return { became: 'never-made', held: null };
    /* While it takes the place of a slip's token it may be the one that works; whoever ends that lets go of it. */
    if (this.#isTakingPlace(mark)) {
      this.release(mark);
      return { became: 'still-there', held: null };
    }
    if (known.tokenId === null) await this.#noteId(mark, null);
    const tokenId = known.tokenId === undefined ? pending.tokenId : known.tokenId;
    const gone = await this.#deleteAtCloudflare({ ...pending, tokenId }, known.key);
    const letGo = gone.ok ? await this.#letGo(pending) : gone;
    this.#underWay.delete(mark);
    return { became: gone.ok ? gone.value : 'still-there', held: letGo.ok ? null : letGo.problem };
  }

  /** Deletes the old token of a slip, which another has just taken the place of. */
  deleteOld(mark: string, key: KeyInHand): Promise<TidiedUp> {
    this.#underWay.add(mark);
    return this.tidyUp(mark, { key });
  }

  /**
   * Lets go of a token that the owner deleted by hand: the old one of a slip once Cloudflare refuses its value, any other
   * once the setup key sees it no more. Where nothing is left to ask Cloudflare with, the owner's word counts.
   */
  async checkGone(mark: string): Promise<Result<null, Problem>> {
    const pending = this.#parts.notebook.book.pending.find((one) => one.mark === mark);
    if (pending === undefined) return ok(null);
    if (pending.oldOf === null) return this.#checkLeftBehind(pending);
    const works = await this.#worksStill(pending);
    if (!works.ok) return works;
    return works.value === true ? failed({ code: 'token-still-works' }) : this.#letGo(pending);
  }

  async #checkLeftBehind(pending: PendingToken): Promise<Result<null, Problem>> {
    if (this.isUnderWay(pending.mark)) return failed({ code: 'slip-busy' });
    const { held } = await this.#tryToTidyUp(pending.mark);
    if (held === null) return ok(null);
    const isUnseen = held.code === 'left-token-unseen' || held.code === 'no-setup-key';
    return isUnseen ? this.#letGo(pending) : failed(held);
  }

  /**
   * Tries to tidy up everything that is pending in a world and that nobody is busy with; says why the first stays that
   * does. The keychain is asked for the key once, however much there is.
   */
  async tidyUpAll(
    world: World,
    isMeant: (one: PendingToken) => boolean = () => true,
  ): Promise<Result<null, Problem>> {
    const { notebook, keyRing } = this.#parts;
    const isFree = (one: PendingToken) => one.world === world && isMeant(one) && !this.isUnderWay(one.mark);
    if (!notebook.book.pending.some(isFree)) return ok(null);
    const key = await keyRing.key(world);
    if (!key.ok) return key;
    let ended: Result<null, Problem> = ok(null);
    for (const one of notebook.book.pending) {
      if (!isFree(one)) continue;
      const { held } = await this.#tryToTidyUp(one.mark, { key: key.value });
      if (held !== null && ended.ok) ended = failed(held);
    }
    return ended;
  }

  /** Tries to tidy up these tokens, and touches no other; says why the first stays that does. */
  async tidyUpThese(marks: readonly string[]): Promise<Result<null, Problem>> {
    const isMeant = ({ mark }: PendingToken) => marks.includes(mark);
    const meant = this.#parts.notebook.book.pending.filter(isMeant);
    if (meant.some(({ mark }) => this.isUnderWay(mark))) return failed({ code: 'slip-busy' });
    let ended: Result<null, Problem> = ok(null);
    for (const world of new Set(meant.map((one) => one.world))) {
      const one = await this.tidyUpAll(world, isMeant);
      if (ended.ok) ended = one;
    }
    return ended;
  }

  /*
   * To be called once Cloudflare has no such token. An old value is sure to be in the keychain, and nothing else names its
   * item, so it stays listed while it is there, as one that opens nothing.
   */
  async #letGo({ mark, keychainItem, oldOf }: PendingToken): Promise<Result<null, Problem>> {
    const { notebook, keychain, clock } = this.#parts;
    const at = clock.now().toISOString();
    const write = (left: (pending: Book['pending']) => Book['pending']) =>
      notebook.change((book) => {
        const pending = left(book.pending);
        const slips = book.slips.map((slip) =>
          slip.id === oldOf ? withOldTokenGone(slip, pending, at) : slip,
        );
        return { ...book, slips: oldOf === null ? book.slips : slips, pending };
      });
    if (keychainItem !== null && !this.#isInUse(keychainItem)) {
      const removed = await keychain.remove(keychainItem);
      if (!removed.ok && oldOf !== null) {
        await write((pending) => pending.map((one) => (one.mark === mark ? { ...one, expiresOn: at } : one)));
        return removed;
      }
    }
    return write((pending) => pending.filter((one) => one.mark !== mark));
  }

  /* Somebody may have edited the file of the book; what a slip or the setup key needs is not taken away for that. */
  #isInUse(keychainItem: string): boolean {
    const { slips } = this.#parts.notebook.book;
    return keychainItem === setupKeyItem || slips.some(({ id }) => id === keychainItem);
  }

  async #deleteAtCloudflare(
    pending: PendingToken,
    inHand?: KeyInHand,
  ): Promise<Result<'never-made' | 'deleted-again', Problem>> {
    const { keyRing } = this.#parts;
    const key = inHand === undefined ? await keyRing.key(pending.world) : ok(inHand);
    if (!key.ok) return key;
    /* The key of another account is refused there, which says nothing of the token. */
    if (!isSameOwner(key.value.owner, pending.owner)) return this.#unseen(pending, false);
    const cloudflare = keyRing.cloudflare(pending.world);
    if (pending.tokenId !== null) {
      const safe = await this.#mayDelete(cloudflare, key.value, pending);
      if (!safe.ok) return safe;
      const deleted = await cloudflare.deleteToken(key.value.secret, pending.owner, pending.tokenId);
      if (!deleted.ok) return deleted;
      if (deleted.value === 'deleted') return ok('deleted-again');
      return this.#unseen(pending, this.#sees(key.value, pending));
    }
    const found = await this.#findMarked(cloudflare, key.value, pending);
    if (!found.ok) return found;
    for (const { id } of found.value) {
      const deleted = await cloudflare.deleteToken(key.value.secret, pending.owner, id);
      if (!deleted.ok) return deleted;
    }
    if (found.value.length > 0) return ok('deleted-again');
    return this.#sees(key.value, pending) ? ok('never-made') : failed({ code: 'left-token-unseen' });
  }

  /* Of a token that is not shown to the key, its own value tells best that it is gone; without one, a key that would see it. */
  async #unseen(pending: PendingToken, wouldSee: boolean): Promise<Result<'deleted-again', Problem>> {
    const works = await this.#worksStill(pending);
    const isGone = works.ok && !(works.value ?? !wouldSee);
    return isGone ? ok('deleted-again') : failed({ code: 'left-token-unseen' });
  }

  /*
   * An id that this run got from Cloudflare is the token's, unless a slip has it. One that was read from the book counts
   * only if that token bears the mark: whoever edits the file could otherwise have any other token deleted.
   */
  async #mayDelete(
    cloudflare: Cloudflare,
    key: KeyInHand,
    pending: PendingToken,
  ): Promise<Result<null, Problem>> {
    const { owner, mark, tokenId } = pending;
    if (this.#isOnSlip(tokenId)) return failed({ code: 'malformed-answer' });
    if (this.#underWay.has(mark)) return ok(null);
    /* The value of the token itself says which one it is; nobody who edits the file has that. */
    const works = await this.#worksStill(pending);
    if (works.ok && works.value !== null) return ok(null);
    const listed = await cloudflare.listTokens(key.secret, owner);
    if (!listed.ok) return listed;
    const meant = listed.value.find(({ id }) => id === tokenId);
    return meant === undefined || meant.name.includes(mark) ? ok(null) : failed({ code: 'malformed-answer' });
  }

  /*
   * Whether Cloudflare still takes the old value of a token that another took the place of, asked with that value; null
   * where there is none to ask with.
   */
  async #worksStill({
    world,
    owner,
    tokenId,
    keychainItem,
    oldOf,
  }: PendingToken): Promise<Result<boolean | null, Problem>> {
    if (oldOf === null || keychainItem === null || this.#isInUse(keychainItem)) return ok(null);
    const value = await this.#parts.keychain.get(keychainItem);
    if (!value.ok) return value;
    if (value.value === null) return ok(null);
    const { keyRing, clock } = this.#parts;
    const verified = await verifySurely({ cloudflare: keyRing.cloudflare(world), clock }, value.value, owner);
    if (!verified.ok) return verified.problem.code === 'token-refused' ? ok(false) : verified;
    if (verified.value.id !== tokenId) return failed({ code: 'malformed-answer' });
    return ok(verified.value.status !== 'expired');
  }

  #isOnSlip(tokenId: string | null): boolean {
    const { slips } = this.#parts.notebook.book;
    return slips.some(({ revoked, token }) => revoked === null && token.id === tokenId);
  }

  #isKnown(tokenId: string): boolean {
    return (
      this.#isOnSlip(tokenId) || this.#parts.notebook.book.pending.some((one) => one.tokenId === tokenId)
    );
  }

  #noteId(mark: string, tokenId: string | null): Promise<Result<null, Problem>> {
    return this.#parts.notebook.change((book) => ({
      ...book,
      pending: book.pending.map((one) => (one.mark === mark ? { ...one, tokenId } : one)),
    }));
  }

  #isTakingPlace(mark: string): boolean {
    return this.#parts.notebook.book.slips.some(({ replacing }) => replacing?.mark === mark);
  }

  /*
   * Whether a key would see the token if it were there. A user's tokens are shown to nobody else, nor those of an account
   * to each of its members, and a key does not say whose it is; so only the key that asked for the token is believed, until
   * the token has ended by itself. Which one asked is not known of a slip's old token.
   */
  #sees({ secret }: KeyInHand, { owner, keyEnding, expiresOn }: PendingToken): boolean {
    if (keyEnding === null ? owner.kind === 'account' : keyEnding === secret.ending) return true;
    return opensNothing({ expiresOn }, this.#parts.clock.now().getTime());
  }

  /* Cloudflare may still be busy with a request whose answer was lost, so finding nothing once proves nothing. */
  async #findMarked(
    cloudflare: Cloudflare,
    key: KeyInHand,
    { owner, mark }: PendingToken,
  ): Promise<Result<readonly TokenSummary[], Problem>> {
    const look = () => cloudflare.listTokens(key.secret, owner);
    const marked = (tokens: readonly TokenSummary[]) =>
      tokens.filter(({ id, name }) => name.includes(mark) && !this.#isOnSlip(id));
    const first = await look();
    if (!first.ok || marked(first.value).length > 0) return first.ok ? ok(marked(first.value)) : first;
    await this.#parts.clock.wait(secondLookMs);
    const second = await look();
    return second.ok ? ok(marked(second.value)) : second;
  }
}

/* Once none of the tokens works that another took the place of, nobody who saw one of them can do anything with it. */
function withOldTokenGone(slip: Slip, pending: Book['pending'], at: string): Slip {
  if (
    slip.revoked !== null ||
    pending.some((one) => one.oldOf === slip.id && !opensNothing(one, instantOf(at)))
  )
    return slip;
  const last = slip.events.findLast(({ what }) => what === 'changed' || what === 'old-token-gone');
  if (last?.what !== 'changed') return slip;
  const concerns = concernsAfterOldToken(slip.concerns, last.at);
  return withEvent({ ...slip, concerns }, { at, what: 'old-token-gone' });
}

/** Whether Cloudflare's answer leaves no doubt that it did not do what it was asked. */
export function isSurelyRefused(problem: Problem): boolean {
  switch (problem.code) {
    case 'token-refused':
    case 'token-malformed':
    case 'location-refused':
    case 'missing-permission':
    case 'token-limit-reached':
    case 'cannot-manage-tokens':
    case 'rate-limited':
      return true;
    /* A refusal without Cloudflare's number is of something in between, which may have passed the request on. */
    case 'cloudflare-said-no':
      return problem.status >= 400 && problem.status < 500 && problem.cloudflareCode !== null;
    default:
      return false;
  }
}
