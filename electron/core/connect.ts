import { readAccountId } from '../../shared/account-address.ts';
import type { KeyConnected, KeyOffer } from '../../shared/ipc/contract.ts';
import type { Account } from '../../shared/place.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { TokenOwner } from '../../shared/slip.ts';
import { recogniseToken, type TokenKind } from '../../shared/token-forms.ts';
import type { Book } from './book.ts';
import { type KeyRing, type SetupKey, setupKeyItem } from './key-ring.ts';
import { readPlaces } from './list-places.ts';
import type { Notebook } from './notebook.ts';
import type { PendingTokens } from './pending-tokens.ts';
import type { Clock, Cloudflare, Keychain, LivePermissionGroup, RandomId } from './ports.ts';
import { Secret } from './secret.ts';
import type { Store } from './store.ts';
import { storeAndReadBack } from './store-secret.ts';
import { Turns } from './turns.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly pendingTokens: PendingTokens;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly store: Pick<Store, 'tell' | 'dismiss'>;
};

type Offered = { readonly secret: Secret; readonly kind: TokenKind; readonly accountId: string | null };

/** Takes a setup key from a paste to a proven connection. The pasted text is gone once it was recognised. */
export class Connector {
  readonly #parts: Parts;
  #offered: Offered | null = null;
  /* What changes the kept key goes one after the other: each would undo what the other did in the keychain. */
  readonly #turns = new Turns();
  /* What the keychain has to have again in place of a key that may not stay there; null once it is put right. */
  #owed: { readonly before: SetupKey | null } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Recognises a pasted text. What it was pasted with is dropped; the key waits in memory for `connect`. */
  offer(pasted: string): Result<KeyOffer, Problem> {
    this.#offered = null;
    const recognised = recogniseToken(pasted);
    if (!recognised.ok) return recognised;
    const { kind, value, ending, accountId } = recognised.value;
    this.#offered = { secret: new Secret(value), kind, accountId };
    return ok({ kind, ending, accountId });
  }

  /** Verifies the offered key, proves that it can make tokens by making one, and takes it into use. */
  async connect(typedAccount: string, keep: boolean): Promise<Result<KeyConnected, Problem>> {
    const offered = this.#offered;
    if (offered === null) return failed({ code: 'paste-empty' });
    const account = typedAccount.trim() === '' ? ok(offered.accountId) : readAccountId(typedAccount);
    if (!account.ok) return account;

    const { keyRing } = this.#parts;
    const cloudflare = keyRing.cloudflare('cloudflare');
    const owner = await this.#verified(cloudflare, offered, account.value);
    if (!owner.ok) return owner;

    const key = {
      world: 'cloudflare' as const,
      secret: offered.secret,
      kind: offered.kind,
      owner: owner.value,
    };
    const places = await readPlaces(this.#parts, key);
    if (!places.ok) return failed(asPower(places.problem));

    /* The owner let go of the key, or brought another, while Cloudflare was asked about this one. */
    const isLetGo = () => this.#offered !== offered;
    if (isLetGo()) return failed({ code: 'stopped' });
    const chosen = chooseAccount(places.value.accounts, account.value);
    if (!chosen.ok) return chosen;
    if (chosen.value === null) return ok({ kind: 'choose-account', accounts: places.value.accounts });

    const groups = await cloudflare.listPermissionGroups(key.secret, key.owner);
    const { value: chosenAccount } = chosen;
    const taken = await this.#inTurn(() =>
      this.#takeIntoUse(
        { ...key, account: chosenAccount, kept: keep ? 'in-keychain' : 'until-quit' },
        isLetGo,
        { places: places.value, permissionGroups: groups.ok ? groups.value : null },
      ),
    );
    if (!taken.ok) return taken;
    await this.#parts.pendingTokens.tidyUpAll('cloudflare');
    return ok({ kind: 'connected' });
  }

  /* Where that fails, or the owner lets go of the key while the keychain asks, all is as it was before. */
  async #takeIntoUse(
    key: SetupKey,
    isLetGo: () => boolean,
    knowledge: {
      places: Parameters<KeyRing['learn']>[1]['places'];
      permissionGroups: readonly LivePermissionGroup[] | null;
    },
  ): Promise<Result<null, Problem>> {
    const { keyRing, store } = this.#parts;
    if (isLetGo()) return failed({ code: 'stopped' });
    const before = await this.#keptBefore();
    if (!before.ok) return before;
    if (isLetGo()) return failed({ code: 'stopped' });
    const kept = key.kept === 'in-keychain' ? key : null;
    const placed = kept === null ? await this.#empty() : await this.#place(kept);
    const settled = isLetGo()
      ? failed({ code: 'stopped' } as const)
      : placed.ok
        ? await this.#note(kept)
        : placed;
    if (!settled.ok) {
      const back = await this.#putBack(before.value);
      /* Where it was not stored, its owner is still there to see that. */
      if (!back.ok && kept !== null && settled !== placed) {
        store.tell({ code: 'key-left-behind', because: back.problem });
      }
      return settled;
    }
    this.#owe(null);
    keyRing.hold(key);
    keyRing.learn(key, knowledge);
    if (!isLetGo()) this.#offered = null;
    return ok(null);
  }

  /* The key that the keychain has; read before anything is done there, since Cloudflare never shows it again. */
  async #keptBefore(): Promise<Result<SetupKey | null, Problem>> {
    const { keyRing, notebook } = this.#parts;
    if (notebook.book.keptKey === null) return ok(null);
    const kept = await keyRing.key('cloudflare');
    return !kept.ok && kept.problem.code === 'no-setup-key' ? ok(null) : kept;
  }

  async #putBack(before: SetupKey | null): Promise<Result<unknown, Problem>> {
    const back = await (before === null ? this.#takeOut() : this.#storeAgain(before));
    this.#owe(back.ok ? null : { before });
    return back;
  }

  #owe(owed: { readonly before: SetupKey | null } | null): void {
    this.#owed = owed;
    if (owed === null) this.#parts.store.dismiss('key-left-behind');
  }

  /* A key before it that the keychain has lost is still named by the book. */
  async #takeOut(): Promise<Result<unknown, Problem>> {
    const emptied = await this.#empty();
    if (emptied.ok) await this.#unname();
    return emptied;
  }

  /* Where it can't be put back, it is not said to be kept. */
  async #storeAgain(before: SetupKey): Promise<Result<unknown, Problem>> {
    const { keyRing, keychain } = this.#parts;
    keyRing.holdUntilQuit();
    const there = await keychain.get(setupKeyItem);
    if (!there.ok) return there;
    const isThere = there.value?.equals(before.secret) === true;
    const back = isThere ? ok(null) : await storeAndReadBack(keychain, setupKeyItem, before.secret);
    if (!back.ok) return this.#unkeep();
    await this.#unname();
    keyRing.hold({ ...before, kept: 'in-keychain' });
    return back;
  }

  /** Lets go of the offered key, also while Cloudflare is asked about it. */
  drop(): null {
    this.#offered = null;
    return null;
  }

  /** Forgets the key, in memory and in the keychain. */
  async forget(): Promise<Result<null, Problem>> {
    this.#offered = null;
    return this.#inTurn(async () => {
      const gone = await this.#unkeep();
      if (!gone.ok) return gone;
      this.#owe(null);
      this.#parts.keyRing.release();
      return gone;
    });
  }

  /** Makes the book say which setup key the keychain has, after one was being kept; one that may not stay goes. */
  settle(): Promise<Result<unknown, Problem>> {
    return this.#inTurn(async () => {
      if (this.#owed !== null) return this.#putBack(this.#owed.before);
      const { keychain, notebook } = this.#parts;
      const { keepingKey, keptKey } = notebook.book;
      if (keepingKey === null) return ok(null);
      const kept = await keychain.get(setupKeyItem);
      if (!kept.ok) return kept;
      const there = [keepingKey, keptKey].find((key) => key?.ending === kept.value?.ending) ?? null;
      return notebook.change((book) => ({ ...book, keptKey: there, keepingKey: null }));
    });
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    return this.#turns.take('kept key', run);
  }

  /* Written down first: whatever a crash leaves in the keychain, the next start knows whose key it is. */
  async #place(key: SetupKey): Promise<Result<null, Problem>> {
    const { keychain, notebook } = this.#parts;
    const noted = await notebook.change((book) => ({ ...book, keepingKey: named(key) }));
    return noted.ok ? storeAndReadBack(keychain, setupKeyItem, key.secret) : noted;
  }

  async #empty(): Promise<Result<unknown, Problem>> {
    return this.#namesNone ? ok(null) : this.#parts.keychain.remove(setupKeyItem);
  }

  async #note(kept: SetupKey | null): Promise<Result<null, Problem>> {
    if (kept === null && this.#namesNone) return ok(null);
    const keptKey = kept === null ? null : named(kept);
    return this.#parts.notebook.change((book) => ({ ...book, keptKey, keepingKey: null }));
  }

  /* Takes out of the book which key was being kept; which one is kept stays. */
  async #unname(): Promise<void> {
    const { notebook } = this.#parts;
    if (notebook.book.keepingKey !== null) await notebook.change((book) => ({ ...book, keepingKey: null }));
  }

  /* The keychain has no setup key of ours. */
  get #namesNone(): boolean {
    const { keptKey, keepingKey } = this.#parts.notebook.book;
    return keptKey === null && keepingKey === null;
  }

  async #unkeep(): Promise<Result<null, Problem>> {
    const emptied = await this.#empty();
    return emptied.ok ? this.#note(null) : emptied;
  }

  /* An old key does not say whose it is: the user's endpoint is asked first, then the account's. */
  async #verified(
    cloudflare: Cloudflare,
    { secret, kind }: Offered,
    accountId: string | null,
  ): Promise<Result<TokenOwner, Problem>> {
    const asUser: TokenOwner = { kind: 'user' };
    if (kind !== 'account') {
      const user = await this.#verifyAs(cloudflare, secret, asUser);
      if (user.ok || kind === 'user' || user.problem.code !== 'token-refused') return user;
    }
    if (accountId === null) return failed({ code: 'account-id-missing' });
    const owner: TokenOwner = { kind: 'account', accountId };
    const verified = await this.#verifyAs(cloudflare, secret, owner);
    const elsewhere =
      !verified.ok && ['token-refused', 'missing-permission', 'not-found'].includes(verified.problem.code);
    return elsewhere ? failed({ code: 'key-wrong-account' }) : verified;
  }

  async #verifyAs(
    cloudflare: Cloudflare,
    secret: Secret,
    owner: TokenOwner,
  ): Promise<Result<TokenOwner, Problem>> {
    const verified = await cloudflare.verify(secret, owner);
    if (!verified.ok) return verified;
    const { status, expiresOn, notBefore } = verified.value;
    const now = this.#parts.clock.now().getTime();
    /* A token past its end may still be called active, so the date decides. */
    if (status === 'expired' || (expiresOn !== null && Date.parse(expiresOn) <= now)) {
      return failed({ code: 'key-expired' });
    }
    if (status === 'disabled') return failed({ code: 'key-disabled' });
    if (notBefore !== null && Date.parse(notBefore) > now) return failed({ code: 'key-not-yet-valid' });
    return ok(owner);
  }
}

/* What the book says of a kept key. */
function named({ account, owner, kind, secret }: SetupKey): NonNullable<Book['keptKey']> {
  return { account, owner, kind, ending: secret.ending };
}

function chooseAccount(accounts: readonly Account[], wanted: string | null): Result<Account | null, Problem> {
  if (wanted === null) return ok(accounts.length === 1 ? (accounts[0] ?? null) : null);
  const found = accounts.find(({ id }) => id === wanted);
  return found === undefined ? failed({ code: 'account-unknown' }) : ok(found);
}

/* Making the reading token is the proof of the key's power, so a refusal there is about the key. */
function asPower(problem: Problem): Problem {
  return problem.code === 'missing-permission' || problem.code === 'cannot-manage-tokens'
    ? { code: 'key-without-power' }
    : problem;
}
