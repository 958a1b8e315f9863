import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { World } from '../../shared/slip.ts';
import type { PendingToken } from './book.ts';
import type { KeyInHand, KeyRing } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, CreatedToken, Keychain, RandomId, TokenOrder } from './ports.ts';

/** A new mark. It stands in the token's name, so that the token is found again when Cloudflare's answer is lost. */
export function newMark(random: RandomId): string {
  return `ps-${random.letters(12)}`;
}

/** What became of a token that should not stay. */
export type TidiedUp = 'never-made' | 'deleted-again' | 'still-there';

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

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Writes the token down, then has Cloudflare make it. A failure that leaves doubt is tidied up at once. */
  async create(
    key: KeyInHand,
    entry: Omit<PendingToken, 'since' | 'world' | 'owner' | 'tokenId' | 'name'>,
    order: TokenOrder,
    signal?: AbortSignal,
  ): Promise<Result<CreatedToken, { readonly because: Problem; readonly token: TidiedUp }>> {
    const { notebook, clock, keyRing } = this.#parts;
    const pending: PendingToken = {
      ...entry,
      world: key.world,
      owner: key.owner,
      name: order.name,
      tokenId: null,
      since: clock.now().toISOString(),
    };
    const written = await notebook.change((book) => ({ ...book, pending: [...book.pending, pending] }));
    if (!written.ok) return failed({ because: written.problem, token: 'never-made' });

    const created = await keyRing.cloudflare(key.world).createToken(key.secret, key.owner, order, signal);
    if (!created.ok) {
      return failed({
        because: created.problem,
        token: await this.tidyUp(entry.mark, isSurelyRefused(created.problem)),
      });
    }
    const noted = await notebook.change((book) => ({
      ...book,
      pending: book.pending.map((one) =>
        one.mark === entry.mark ? { ...one, tokenId: created.value.id } : one,
      ),
    }));
    if (!noted.ok) {
      return failed({
        because: noted.problem,
        token: await this.tidyUp(entry.mark, false, created.value.id),
      });
    }
    return created;
  }

  /** Deletes what a mark stands for, at Cloudflare and in the keychain, and strikes it from the book. */
  async tidyUp(mark: string, surelyNeverMade = false, knownId?: string): Promise<TidiedUp> {
    const pending = this.#parts.notebook.book.pending.find((one) => one.mark === mark);
    if (pending === undefined) return 'never-made';
    const gone = surelyNeverMade
      ? ok('never-made' as const)
      : await this.#deleteAtCloudflare({ ...pending, tokenId: pending.tokenId ?? knownId ?? null });
    if (!gone.ok) return 'still-there';
    if (pending.keychainItem !== null) await this.#parts.keychain.remove(pending.keychainItem);
    await this.strike(mark);
    return gone.value;
  }

  /** Takes a mark out of the book. */
  strike(mark: string): Promise<Result<null, Problem>> {
    return this.#parts.notebook.change((book) => ({
      ...book,
      pending: book.pending.filter((one) => one.mark !== mark),
    }));
  }

  /** Tries to tidy up everything that is pending in a world; answers how many are left. */
  async tidyUpAll(world: World): Promise<number> {
    for (const { mark, world: where } of this.#parts.notebook.book.pending) {
      if (where === world) await this.tidyUp(mark);
    }
    return this.#parts.notebook.book.pending.length;
  }

  async #deleteAtCloudflare(pending: PendingToken): Promise<Result<'never-made' | 'deleted-again', Problem>> {
    const { keyRing } = this.#parts;
    const key = await keyRing.key(pending.world);
    if (!key.ok) return key;
    const cloudflare = keyRing.cloudflare(pending.world);
    if (pending.tokenId !== null) {
      const deleted = await cloudflare.deleteToken(key.value.secret, pending.owner, pending.tokenId);
      return deleted.ok ? ok('deleted-again') : deleted;
    }
    const listed = await cloudflare.listTokens(key.value.secret, pending.owner);
    if (!listed.ok) return listed;
    const found = listed.value.filter(({ name }) => name.includes(pending.mark));
    for (const { id } of found) {
      const deleted = await cloudflare.deleteToken(key.value.secret, pending.owner, id);
      if (!deleted.ok) return deleted;
    }
    return ok(found.length === 0 ? 'never-made' : 'deleted-again');
  }
}

/** Whether Cloudflare's answer leaves no doubt that no token was made. */
function isSurelyRefused(problem: Problem): boolean {
  switch (problem.code) {
    case 'token-refused':
    case 'token-malformed':
    case 'location-refused':
    case 'missing-permission':
    case 'token-limit-reached':
    case 'cannot-manage-tokens':
    case 'rate-limited':
      return true;
    case 'cloudflare-said-no':
      return problem.status >= 400 && problem.status < 500;
    default:
      return false;
  }
}
