import type { Slip } from './slip.ts';

/** Why a token is swapped for a new value: the owner asked, or said that others have seen it. */
export type RotationReason = NonNullable<Slip['rotating']>['why'];

/** How a swap ended. The new value is in the keychain, and works. */
export type Rotated = {
  /** What Cloudflare said to the old value afterwards. Not checked: it was not at hand any more, or nobody answered. */
  readonly old: 'refused' | 'still-taken' | 'not-checked';
  /** What the new proof came to. Not tested: Cloudflare takes the token, but gave no clear answer to the tests. */
  readonly proof: 'as-before' | 'differs' | 'not-tested';
};
