import type { Account } from '../../shared/place.ts';
import type { Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { TokenOwner, World } from '../../shared/slip.ts';
import type { Connection } from '../../shared/snapshot.ts';
import type { TokenKind } from '../../shared/token-forms.ts';
import type { Book } from './book.ts';
import type { Notebook } from './notebook.ts';
import type { Cloudflare, Keychain, LivePermissionGroup } from './ports.ts';
import type { Secret } from './secret.ts';

/** The keychain item of a setup key that the owner chose to keep. */
export const setupKeyItem = 'setup-key';

/** A setup key as far as talking to Cloudflare needs it. */
export type KeyInHand = { readonly world: World; readonly secret: Secret; readonly owner: TokenOwner };

/** A setup key ready for use, with what is known of it. */
export type SetupKey = KeyInHand & {
  readonly kind: TokenKind;
  readonly account: Account;
  readonly kept: Connection['kept'];
};

/** What was read with a setup key and need not be read again while it is in use. */
export type KeyKnowledge = {
  readonly places: Places;
  readonly permissionGroups: readonly LivePermissionGroup[] | null;
};

/** A world as the use cases see it. The practice world brings its own setup key. */
export type WorldAccess = {
  readonly cloudflare: Cloudflare;
  readonly builtInKey: (() => SetupKey) | null;
};

/** Keeps the setup keys while the app runs: in memory, or read from the keychain when first needed. */
export class KeyRing {
  readonly #worlds: Readonly<Record<World, WorldAccess>>;
  readonly #keychain: Keychain;
  readonly #notebook: Notebook;
  #held: SetupKey | null = null;
  /* The keychain does not have the key that the book says it keeps. */
  #isLost = false;
  /* Counts each key that was taken up or let go of. */
  #changes = 0;
  readonly #knowledge = new Map<World, KeyKnowledge>();

  constructor(worlds: Readonly<Record<World, WorldAccess>>, keychain: Keychain, notebook: Notebook) {
    this.#worlds = worlds;
    this.#keychain = keychain;
    this.#notebook = notebook;
  }

  cloudflare(world: World): Cloudflare {
    return this.#worlds[world].cloudflare;
  }

  /** The setup key of a world. Reading a kept one may make the keychain ask the owner. */
  async key(world: World): Promise<Result<SetupKey, Problem>> {
    const { builtInKey } = this.#worlds[world];
    if (builtInKey !== null) return ok(builtInKey());
    if (this.#held !== null) return ok(this.#held);
    const { keptKey } = this.#notebook.book;
    if (keptKey === null) return failed({ code: 'no-setup-key' });
    const before = this.#changes;
    const secret = await this.#keychain.get(setupKeyItem);
    /* While the keychain asked, the owner may have let go of the key, or brought another. */
    if (before !== this.#changes) {
      return this.#held === null ? failed({ code: 'no-setup-key' }) : ok(this.#held);
    }
    if (!secret.ok) return secret;
    /* A crash may have come between writing down which key is kept and keeping it. */
    if (secret.value === null || secret.value.ending !== keptKey.ending) {
      this.#isLost = true;
      return failed({ code: 'no-setup-key' });
    }
    this.#isLost = false;
    this.#held = { ...keptKey, world, secret: secret.value, kept: 'in-keychain' };
    return ok(this.#held);
  }

  hold(key: SetupKey): void {
    this.#held = key;
    this.#isLost = false;
    this.#changes += 1;
  }

  /** The keychain has no key any more; the one in memory, if any, is there until the app quits. */
  holdUntilQuit(): void {
    if (this.#held !== null) this.#held = { ...this.#held, kept: 'until-quit' };
  }

  release(): void {
    this.#held = null;
    this.#isLost = false;
    this.#changes += 1;
    this.#knowledge.delete('cloudflare');
  }

  /** What the owner may see of the key of a world, without asking the keychain for it. */
  connection(world: World | null): Connection | null {
    if (world === null) return null;
    const builtIn = this.#worlds[world].builtInKey?.();
    if (builtIn !== undefined) return shown(builtIn);
    if (this.#held !== null) return shown(this.#held);
    const { keptKey } = this.#notebook.book;
    return keptKey === null || this.#isLost ? null : keptAs(keptKey);
  }

  /** The key that the book says is kept, and that the keychain did not have. */
  get lostKey(): Connection | null {
    const { keptKey } = this.#notebook.book;
    return keptKey === null || !this.#isLost ? null : keptAs(keptKey);
  }

  /** The keys in memory, for the leak guard. */
  secretsInMemory(): readonly Secret[] {
    const builtIn = Object.values(this.#worlds).flatMap(({ builtInKey }) =>
      builtInKey === null ? [] : [builtInKey().secret],
    );
    return this.#held === null ? builtIn : [...builtIn, this.#held.secret];
  }

  knowledge(world: World): KeyKnowledge | null {
    return this.#knowledge.get(world) ?? null;
  }

  /** Remembers what was read with a key, unless another has taken its place since. */
  learn({ world, secret }: KeyInHand, knowledge: KeyKnowledge): void {
    const inUse = this.#worlds[world].builtInKey?.().secret ?? this.#held?.secret;
    if (inUse?.equals(secret)) this.#knowledge.set(world, knowledge);
  }
}

function keptAs({ account, kind, ending }: NonNullable<Book['keptKey']>): Connection {
  return { account, kind, ending, kept: 'in-keychain' };
}

function shown({ account, kind, secret, kept }: SetupKey): Connection {
  return { account, kind, ending: secret.ending, kept };
}

/** Whether a setup key is of the kind and account that a token belongs to. */
export function isSameOwner(key: TokenOwner, token: TokenOwner): boolean {
  return key.kind === 'account' && token.kind === 'account'
    ? key.accountId === token.accountId
    : key.kind === token.kind;
}
