import type { z } from 'zod';
import { type PermissionKey, permissionGroupById } from './catalogue/permission-groups.ts';
import { permissionPhrase } from './catalogue/permission-words.ts';
import type { Account } from './place.ts';
import type { replacedToken } from './schemas/token-owner.ts';
import type { TokenOwner } from './slip.ts';

/** Where one policy of a token works. */
export type TokenReach =
  /** One website; its name and account are null where no list of websites at hand has it. */
  | {
      readonly kind: 'zone';
      readonly id: string;
      readonly name: string | null;
      readonly account: Account | null;
    }
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'zones-of-account'; readonly id: string }
  | { readonly kind: 'all-zones' }
  | { readonly kind: 'all-accounts' }
  | { readonly kind: 'own-login' }
  | { readonly kind: 'other' };

/** A group of permissions as Cloudflare's answer names it. */
export type TokenGroup = { readonly id: string; readonly name: string };

/** One policy of a token, which allows or, rarely, forbids. */
export type TokenRule = {
  readonly effect: 'allow' | 'deny';
  readonly groups: readonly TokenGroup[];
  readonly on: readonly TokenReach[];
};

/** A token as Cloudflare's list describes it. Its value can't be read by anybody. */
export type AccountToken = {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'disabled' | 'expired';
  readonly createdAt: string | null;
  /** Null where Cloudflare knows of no use. */
  readonly lastUsedAt: string | null;
  readonly endsAt: string | null;
  readonly isLimitedToAddresses: boolean;
  readonly rules: readonly TokenRule[];
};

/** What the app itself has to do with a token in the list. Such a token is not deleted from the list. */
export type OwnUse =
  | { readonly kind: 'setup-key' }
  | { readonly kind: 'slip'; readonly id: string; readonly number: number }
  | { readonly kind: 'left-over' };

/** A token in the list of the setup key's account or person. */
export type ListedToken = AccountToken & { readonly ours: OwnUse | null };

/** The tokens that a setup key sees: those of its account, or those of its person's own login. */
export type TokenList = { readonly owner: TokenOwner; readonly tokens: readonly ListedToken[] };

/** A token that a slip was written to replace. */
export type ReplacedToken = z.infer<typeof replacedToken>;

/** Whether a group of permissions only reads. One that nobody knows is taken for what its name ends in. */
export function isReading({ id, name }: TokenGroup): boolean {
  const known = permissionGroupById(id);
  return known === undefined ? /\bread$/i.test(name.trim()) : known.level === 'read';
}

/** What a group of permissions lets somebody do; completes "It may ...". */
export function groupPhrase({ id, name }: TokenGroup): string {
  const known = permissionGroupById(id);
  return known === undefined ? `use “${name}”` : permissionPhrase(known);
}

/** The permissions that a token is allowed, as far as the catalogue knows them. */
export function knownKeys({ rules }: Pick<AccountToken, 'rules'>): readonly PermissionKey[] {
  const keys = rules
    .filter(({ effect }) => effect === 'allow')
    .flatMap(({ groups }) => groups.flatMap(({ id }) => permissionGroupById(id)?.key ?? []));
  return [...new Set(keys)];
}

/** Where a rule works, in the owner's words; completes "On ...". */
export function reachText(on: readonly TokenReach[]): string {
  const texts = new Set(on.map(placeOf));
  const zones = on.filter(({ kind }) => kind === 'zone').length;
  const listed = [...texts];
  if (zones > mostNames && listed.length > mostNames) return `${zones} websites`;
  return listed.length === 0 ? 'nothing' : listed.join(', ');
}

const mostNames = 3;

function placeOf(reach: TokenReach): string {
  switch (reach.kind) {
    case 'zone':
      return reach.name ?? 'a website that is not in your list';
    case 'account':
      return 'the whole account';
    case 'zones-of-account':
      return 'all websites of the account';
    case 'all-zones':
      return 'all websites of all accounts';
    case 'all-accounts':
      return 'all accounts';
    case 'own-login':
      return 'your own login';
    case 'other':
      return 'something else at Cloudflare';
  }
}
