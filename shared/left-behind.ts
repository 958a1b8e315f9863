import { instantOf } from './instant.ts';

/** Whether a token that waits to be deleted opens nothing any more: it has ended, or Cloudflare has deleted it. */
export function opensNothing({ expiresOn }: { readonly expiresOn: string | null }, now: number): boolean {
  return expiresOn !== null && instantOf(expiresOn) <= now;
}
