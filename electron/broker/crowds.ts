/** How many requests with one pass are served at once. */
export const mostAtOnce = 64;
/**
 * How many uploads with one pass are passed on at once as they come. Each keeps a connection to Cloudflare for as long as
 * the agent takes. Wrangler sends three at once.
 */
export const mostUploads = 8;

/** Counts the requests of a kind that are under way with each pass. */
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
