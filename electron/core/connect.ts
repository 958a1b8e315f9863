import { readAccountId } from '../../shared/account-address.ts';
import type { KeyConnected, KeyOffer } from '../../shared/ipc/contract.ts';
import type { Account } from '../../shared/place.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { TokenOwner } from '../../shared/slip.ts';
import { recogniseToken, type TokenKind } from '../../shared/token-forms.ts';
import { type KeyRing, type SetupKey, setupKeyItem } from './key-ring.ts';
import { readPlaces } from './list-places.ts';
import type { Notebook } from './notebook.ts';
import type { PendingTokens } from './pending-tokens.ts';
import type { Clock, Cloudflare, Keychain, LivePermissionGroup, RandomId } from './ports.ts';
import { Secret } from './secret.ts';
import { storeAndReadBack } from './store-secret.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly pendingTokens: PendingTokens;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly random: RandomId;
};

type Offered = { readonly secret: Secret; readonly kind: TokenKind; readonly accountId: string | null };

/** Takes a setup key from a paste to a proven connection. The pasted text is gone once it was recognised. */
export class Connector {
  readonly #parts: Parts;
  #offered: Offered | null = null;
  /* One key after the other is taken into use: each would undo what the other did in the keychain. */
  #taking: Promise<unknown> = Promise.resolve();

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
    const taken = this.#taking.then(() =>
      isLetGo()
        ? failed({ code: 'stopped' } as const)
        : this.#takeIntoUse({ ...key, account: chosenAccount, kept: 'until-quit' }, keep, {
            places: places.value,
            permissionGroups: groups.ok ? groups.value : null,
          }),
    );
    this.#taking = taken.catch(() => undefined);
    return taken;
  }

  async #takeIntoUse(
    key: SetupKey,
    keep: boolean,
    knowledge: {
      places: Parameters<KeyRing['learn']>[1]['places'];
      permissionGroups: readonly LivePermissionGroup[] | null;
    },
  ): Promise<Result<KeyConnected, Problem>> {
    const { keyRing, pendingTokens } = this.#parts;
    const offered = this.#offered;
    /* A key that was kept earlier goes when this one is not to be kept: the answer is about the keychain. */
    const settled = keep ? await this.#keep(key) : await this.#unkeep();
    if (!settled.ok) return settled;
    if (this.#offered !== offered) return this.#turnedAway(keep);
    keyRing.hold({ ...key, kept: keep ? 'in-keychain' : 'until-quit' });
    keyRing.learn(key, knowledge);
    this.#offered = null;
    await pendingTokens.tidyUpAll('cloudflare');
    return ok({ kind: 'connected' });
  }

  /* The owner let go of the key, or brought another, while the keychain asked. The one kept before is gone from there. */
  async #turnedAway(kept: boolean): Promise<Result<never, Problem>> {
    const gone = kept ? await this.#unkeep() : ok(null);
    if (!gone.ok) return gone;
    this.#parts.keyRing.holdUntilQuit();
    return failed({ code: 'stopped' });
  }

  /** Lets go of the offered key, also while Cloudflare is asked about it. */
  drop(): null {
    this.#offered = null;
    return null;
  }

  /** Forgets the key, in memory and in the keychain. */
  async forget(): Promise<Result<null, Problem>> {
    this.#offered = null;
    const gone = await this.#unkeep();
    if (gone.ok) this.#parts.keyRing.release();
    return gone;
  }

  async #unkeep(): Promise<Result<null, Problem>> {
    const { keychain, notebook } = this.#parts;
    if (notebook.book.keptKey === null && notebook.book.keepingKey === null) return ok(null);
    const removed = await keychain.remove(setupKeyItem);
    if (!removed.ok) return removed;
    return notebook.change((book) => ({ ...book, keptKey: null, keepingKey: null }));
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

  async #keep({ secret, account, owner, kind }: SetupKey): Promise<Result<null, Problem>> {
    const { keychain, notebook } = this.#parts;
    const keepingKey = { account, owner, kind, ending: secret.ending };
    /* Written down first: whatever a crash leaves in the keychain, the next start knows whose key it is. */
    const noted = await notebook.change((book) => ({ ...book, keepingKey }));
    if (!noted.ok) return noted;
    const stored = await storeAndReadBack(keychain, setupKeyItem, secret);
    if (!stored.ok) await keychain.remove(setupKeyItem);
    const settled = await settleKeptKey(this.#parts);
    return stored.ok ? settled : stored;
  }
}

/** Makes the book say which setup key the keychain has, after one was being kept. */
export async function settleKeptKey({
  notebook,
  keychain,
}: Pick<Parts, 'notebook' | 'keychain'>): Promise<Result<null, Problem>> {
  const { keepingKey, keptKey } = notebook.book;
  if (keepingKey === null) return ok(null);
  const kept = await keychain.get(setupKeyItem);
  if (!kept.ok) return kept;
  const there = [keepingKey, keptKey].find((key) => key?.ending === kept.value?.ending) ?? null;
  return notebook.change((book) => ({ ...book, keptKey: there, keepingKey: null }));
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
