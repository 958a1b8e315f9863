/** The most bytes of bodies that are held at once, of all agents together. */
export const mostHeld = 128 * 1024 * 1024;

/** How much of that one pass may take: 80 MB, for the largest upload and the looks before it. The rest is for others. */
const mostOfOne = 5 / 8;

/** What one request holds of its body. */
export type Share = {
  /** Whether so many bytes more may be held; counts them if so. */
  readonly take: (bytes: number) => boolean;
  /** Gives back all that was taken. */
  readonly free: () => void;
};

/** Counts the bytes of all bodies that are held, so that no number of uploads fills the memory. */
export class HeldBytes {
  readonly #most: number;
  readonly #ofPass = new Map<string, number>();
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** What a request with this pass holds; null where it is nobody's in particular. */
  share(pass: string | null): Share {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.#held + bytes > this.#most) return false;
        if (pass !== null && this.#of(pass) + bytes > this.#most * mostOfOne) return false;
        this.#count(pass, bytes);
        own += bytes;
        return true;
      },
      free: () => {
        this.#count(pass, -own);
        own = 0;
      },
    };
  }

  #of(pass: string): number {
    return this.#ofPass.get(pass) ?? 0;
  }

  #count(pass: string | null, bytes: number): void {
    this.#held += bytes;
    if (pass === null) return;
    const left = this.#of(pass) + bytes;
    if (left > 0) this.#ofPass.set(pass, left);
    else this.#ofPass.delete(pass);
  }
}
