import type { Link } from './links.ts';
import type { TokenOwner, World } from './slip.ts';
import type { Connection } from './snapshot.ts';

/** The page that lists the tokens of an account or a person, in the world where they are. */
export function tokenListLink(owner: TokenOwner, world: World): Link {
  return owner.kind === 'user'
    ? { to: 'user-tokens', world }
    : { to: 'account-tokens', accountId: owner.accountId, world };
}

/** The page that lists the tokens of a setup key's kind; without a key Cloudflare asks for the account. */
export function keyListLink(key: Connection | null): Link {
  return key?.kind === 'user'
    ? { to: 'user-tokens' }
    : { to: 'account-tokens', accountId: key?.account.id ?? null };
}
