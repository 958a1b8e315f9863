/** How many requests with one pass are served at once. */
export const mostAtOnce = 64;
/**
 * How many uploads with one pass are passed on at once as they come. Each keeps a connection to Cloudflare for as long as
 * the agent takes. Wrangler sends three at once.
 */
export const mostUploads = 8;

/**
 * How many connections with one pass are kept for sure, so that no agent takes all that there may be. What is more is let
 * go of like one that has not shown a pass.
 */
export const mostConnectionsOfOne = 128;

/** Counts what there is of a kind with each pass, such as the requests that are under way. */
export class Crowds {
  readonly #most: number;
  readonly #inside = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one more may come in; counts it if so, until it `leaves`. */
  enters(pass: string): boolean {
    const now = this.#inside.get(pass) ?? 0;
    if (now >= this.#most) return false;
    this.#inside.set(pass, now + 1);
    return true;
  }

  leaves(pass: string): void {
    const left = (this.#inside.get(pass) ?? 1) - 1;
    if (left > 0) this.#inside.set(pass, left);
    else this.#inside.delete(pass);
  }
}
