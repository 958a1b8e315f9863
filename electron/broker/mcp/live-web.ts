import type { IncomingHttpHeaders } from 'node:http';

/** What a look at a public page found. */
export type LiveLook =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** Its text up to `largestLiveText`, where it was asked for; else null. */
      readonly text: string | null;
    }
  /** The name leads to this computer, its network, or an address that nobody outside can reach. */
  | { readonly kind: 'not-public' }
  | { readonly kind: 'no-address' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'failed' };

/** The most of a page's text that is read, in bytes. */
export const largestLiveText = 16 * 1024;
/** How long one look may take, in milliseconds. */
export const livePatienceMs = 10_000;

/**
 * The public web, or the practice account's. One request over https to the host's own port, without credentials; redirects
 * are not followed. Connects to the very address that was looked at before, so that a name can't lead elsewhere meanwhile.
 */
export type LiveWeb = (
  asked: {
    readonly method: 'GET' | 'HEAD';
    readonly host: string;
    readonly path: string;
    readonly wantsText: boolean;
  },
  signal: AbortSignal,
) => Promise<LiveLook>;
