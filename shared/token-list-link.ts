import type { Link } from './links.ts';
import type { TokenOwner } from './slip.ts';
import type { Connection } from './snapshot.ts';

/** The page at Cloudflare that lists the tokens of an account or a person. */
export function tokenListLink(owner: TokenOwner): Link {
  return owner.kind === 'user' ? { to: 'user-tokens' } : { to: 'account-tokens', accountId: owner.accountId };
}

/** The page that lists the tokens of a setup key's kind; without a key Cloudflare asks for the account. */
export function keyListLink(key: Connection | null): Link {
  return key?.kind === 'user'
    ? { to: 'user-tokens' }
    : { to: 'account-tokens', accountId: key?.account.id ?? null };
}
