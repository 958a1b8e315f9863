import type { Secret } from '../core/secret.ts';

/**
 * Takes a token out of what is on its way to an agent, whatever the pieces it comes in. What stands in its place is as
 * long, so that a length that was told stays true.
 */
export class Scrubber {
  readonly #text: string;
  readonly #token: Buffer;
  readonly #instead: Buffer;
  #kept: Buffer = Buffer.alloc(0);

  constructor(token: Secret) {
    this.#text = token.reveal();
    this.#token = Buffer.from(this.#text, 'utf8');
    this.#instead = Buffer.from('[secret]'.padEnd(this.#token.length, '*').slice(0, this.#token.length));
  }

  /** What of the pieces so far is surely no part of the token. The rest is kept until more comes. */
  push(piece: Buffer): Buffer {
    const all = this.#kept.length === 0 ? piece : Buffer.concat([this.#kept, piece]);
    const clean = this.whole(all);
    const open = this.#openEnd(clean);
    this.#kept = clean.subarray(clean.length - open);
    return clean.subarray(0, clean.length - open);
  }

  /** What was kept, when nothing more comes. */
  end(): Buffer {
    const rest = this.#kept;
    this.#kept = Buffer.alloc(0);
    return rest;
  }

  /** All of something at once. */
  whole(all: Buffer): Buffer {
    let found = all.indexOf(this.#token);
    if (found === -1) return all;
    const clean = Buffer.from(all);
    for (; found !== -1; found = clean.indexOf(this.#token, found)) this.#instead.copy(clean, found);
    return clean;
  }

  text(text: string): string {
    return text.replaceAll(this.#text, this.#instead.toString());
  }

  /* How many bytes at the end could be the token's beginning. */
  #openEnd(all: Buffer): number {
    const first = this.#token[0];
    if (first === undefined) return 0;
    const from = Math.max(0, all.length - this.#token.length + 1);
    for (let at = all.indexOf(first, from); at !== -1; at = all.indexOf(first, at + 1)) {
      const end = all.subarray(at);
      if (this.#token.subarray(0, end.length).equals(end)) return end.length;
    }
    return 0;
  }
}
