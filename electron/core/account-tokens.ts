import type { AccountToken, ListedToken, OwnUse, TokenReach } from '../../shared/account-token.ts';
import type { Answer, Argument } from '../../shared/ipc/contract.ts';
import type { ListedZone, Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Book } from './book.ts';
import { isSameOwner, type KeyRing, type SetupKey } from './key-ring.ts';
import { readPlaces } from './list-places.ts';
import type { Notebook } from './notebook.ts';
import type { PendingTokens } from './pending-tokens.ts';
import { plainName } from './plain-name.ts';
import type { Clock, RandomId } from './ports.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly pendingTokens: PendingTokens;
  readonly notebook: Notebook;
  readonly clock: Clock;
  readonly random: RandomId;
};

/** How long after a delete Cloudflare may still list a token, in milliseconds. */
const secondLookMs = 1500;

/** The commands around tokens that were in the account before, and that no slip has made. */
export class AccountTokens {
  readonly #parts: Parts;
  readonly #deleting = new Map<string, Promise<Answer<'tokens:delete'>>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async list(): Promise<Answer<'tokens:list'>> {
    const key = await this.#key();
    if (!key.ok) return key;
    const { secret, owner, world } = key.value;
    const cloudflare = this.#parts.keyRing.cloudflare(world);
    /* Which of them is the setup key itself only the key can tell. */
    const [described, own, places] = await Promise.all([
      cloudflare.describeTokens(secret, owner),
      cloudflare.verify(secret, owner),
      this.#places(key.value),
    ]);
    if (!described.ok) return described;
    if (!own.ok) return own;
    const { book } = this.#parts.notebook;
    const zones = new Map(places?.zones.map((zone) => [zone.id, zone]));
    const tokens = described.value.map(
      (token): ListedToken => ({ ...named(token, zones), ours: useOf(token, own.value.id, book) }),
    );
    return ok({ owner, tokens });
  }

  /**
   * Deletes a token that is not the app's own, and looks whether Cloudflare lists it no more. Whoever asks for it again
   * meanwhile gets the same answer.
   */
  delete(asked: Argument<'tokens:delete'>): Promise<Answer<'tokens:delete'>> {
    const running = this.#deleting.get(asked.id);
    if (running !== undefined) return running;
    const deleting = this.#delete(asked).finally(() => this.#deleting.delete(asked.id));
    this.#deleting.set(asked.id, deleting);
    return deleting;
  }

  async #delete({ id, owner }: Argument<'tokens:delete'>): Promise<Answer<'tokens:delete'>> {
    const key = await this.#key();
    if (!key.ok) return key;
    if (!isSameOwner(key.value.owner, owner)) return failed({ code: 'setup-key-elsewhere' });
    const cloudflare = this.#parts.keyRing.cloudflare(key.value.world);
    const [listed, own] = await Promise.all([
      cloudflare.listTokens(key.value.secret, owner),
      cloudflare.verify(key.value.secret, owner),
    ]);
    if (!listed.ok) return listed;
    if (!own.ok) return own;
    const meant = listed.value.find((token) => token.id === id);
    if (meant === undefined && owner.kind === 'user') {
      /* Another person's key does not see it, and that is not the same as gone. */
      return failed({ code: 'not-found' });
    }
    const use = useOf({ id, name: meant?.name ?? '' }, own.value.id, this.#parts.notebook.book);
    if (use !== null) return failed({ code: 'token-is-ours' });
    const deleted = await cloudflare.deleteToken(key.value.secret, owner, id);
    if (!deleted.ok) return deleted;
    const gone = await this.#isGone(key.value, id);
    if (!gone.ok) return gone;
    if (!gone.value) return failed({ code: 'token-not-gone', name: plainName(meant?.name ?? '') });
    await this.#forgetReplaced((replaced) => replaced.id === id);
    return deleted;
  }

  /** Leaves the token alone that a slip was written to replace. */
  keepReplaced({ id }: Argument<'tokens:keep-replaced'>): Promise<Result<null, Problem>> {
    return this.#forgetReplaced((_, slipId) => slipId === id);
  }

  #key(): Promise<Result<SetupKey, Problem>> | Result<never, Problem> {
    const { world } = this.#parts.notebook.book;
    return world === null ? failed({ code: 'no-setup-key' }) : this.#parts.keyRing.key(world);
  }

  /* Names of websites make the list readable; a list without them is still true. */
  async #places(key: SetupKey): Promise<Places | null> {
    const known = this.#parts.keyRing.knowledge(key.world)?.places;
    if (known !== undefined) return known;
    const read = await readPlaces(this.#parts, key);
    if (!read.ok) return null;
    this.#parts.keyRing.learn(key, { places: read.value, permissionGroups: null });
    return read.value;
  }

  async #isGone({ world, secret, owner }: SetupKey, id: string): Promise<Result<boolean, Problem>> {
    const look = () => this.#parts.keyRing.cloudflare(world).listTokens(secret, owner);
    const has = (tokens: readonly { readonly id: string }[]) => tokens.some((token) => token.id === id);
    const first = await look();
    if (!first.ok || !has(first.value)) return first.ok ? ok(true) : first;
    await this.#parts.clock.wait(secondLookMs);
    const second = await look();
    return second.ok ? ok(!has(second.value)) : second;
  }

  #forgetReplaced(
    isMeant: (replaced: { readonly id: string }, slipId: string) => boolean,
  ): Promise<Result<null, Problem>> {
    return this.#parts.notebook.change((book) => ({
      ...book,
      slips: book.slips.map((slip) =>
        slip.replaces !== null && isMeant(slip.replaces, slip.id) ? { ...slip, replaces: null } : slip,
      ),
    }));
  }
}

/* What the app has to do with a token: its own key, a slip's token, or one that it still has to tidy up. */
function useOf(token: Pick<AccountToken, 'id' | 'name'>, keyId: string, book: Book): OwnUse | null {
  if (token.id === keyId) return { kind: 'setup-key' };
  const slips = book.adopting === null ? book.slips : [...book.slips, book.adopting];
  const slip = slips.find((one) => one.revoked === null && one.token.id === token.id);
  if (slip !== undefined) return { kind: 'slip', id: slip.id, number: slip.number };
  const isPending = book.pending.some(
    ({ mark, tokenId }) => tokenId === token.id || token.name.includes(mark),
  );
  return isPending ? { kind: 'left-over' } : null;
}

function named(token: AccountToken, zones: ReadonlyMap<string, ListedZone>): AccountToken {
  const reach = (one: TokenReach): TokenReach => {
    const zone = one.kind === 'zone' ? zones.get(one.id) : undefined;
    return zone === undefined ? one : { kind: 'zone', id: zone.id, name: zone.name, account: zone.account };
  };
  return {
    ...token,
    rules: token.rules.map((rule) => ({ ...rule, on: rule.on.map(reach) })),
  };
}
