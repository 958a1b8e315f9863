import type { Link } from './links.ts';
import type { TokenOwner } from './slip.ts';

/** The page at Cloudflare that lists the tokens of an account or a person. */
export function tokenListLink(owner: TokenOwner): Link {
  return owner.kind === 'user' ? { to: 'user-tokens' } : { to: 'account-tokens', accountId: owner.accountId };
}
