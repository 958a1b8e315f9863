import type { Problem } from './problem.ts';
import type { TokenKind } from './token-forms.ts';

/** A token that the owner has brought, as far as anybody may see it. */
export type PickedUp = {
  readonly kind: TokenKind;
  /** The last four characters. */
  readonly ending: string;
  /** The account's id where the text around the token named it. */
  readonly accountId: string | null;
};

/** What the owner sees of the token on its way from Cloudflare's page to the keychain. */
export type PickUpState = {
  /** The token in hand; null while there is none. */
  readonly token: PickedUp | null;
  /** Whether the clipboard is being watched for a token. */
  readonly watching: boolean;
  /** What was wrong with the last thing that was brought. */
  readonly problem: Problem | null;
};
