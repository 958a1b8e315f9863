/** The most bytes of bodies that are held at once, of all agents together. */
export const mostHeld = 128 * 1024 * 1024;

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
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  share(): Share {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.#held + bytes > this.#most) return false;
        this.#held += bytes;
        own += bytes;
        return true;
      },
      free: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }
}
