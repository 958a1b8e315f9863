/** How many requests with one pass are served at once. */
export const mostAtOnce = 64;

/** Counts the requests that are under way with each pass. */
export class Crowds {
  readonly #inside = new Map<string, number>();

  /** Whether one more may come in; counts it if so, until it `leaves`. */
  enters(pass: string): boolean {
    const now = this.#inside.get(pass) ?? 0;
    if (now >= mostAtOnce) return false;
    this.#inside.set(pass, now + 1);
    return true;
  }

  leaves(pass: string): void {
    const left = (this.#inside.get(pass) ?? 1) - 1;
    if (left > 0) this.#inside.set(pass, left);
    else this.#inside.delete(pass);
  }
}
