import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { findsCanary } from './find-canary.ts';

/** Where a secret was looked for, and where it was found. */
export type CanaryReport = { readonly searched: readonly string[]; readonly found: readonly string[] };

/** Collects the places that a secret must not be in, and looks for it in each of them in every form. */
export class CanarySearch {
  readonly #values: readonly string[];
  readonly #searched: string[] = [];
  readonly #found: string[] = [];

  constructor(values: readonly string[]) {
    this.#values = values;
  }

  /** Looks through a text. */
  look(place: string, text: string): void {
    this.#searched.push(place);
    if (this.#values.some((value) => findsCanary(text, value))) this.#found.push(place);
  }

  /** Looks through every file of a folder, as bytes, since not every file is text. */
  async lookInFolder(place: string, folder: string): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const text = await readFile(path, 'latin1').catch(unlessGone);
      if (text !== null) this.look(`${place}: ${relative(folder, path)}`, text);
    }
  }

  get report(): CanaryReport {
    return { searched: this.#searched, found: this.#found };
  }
}

/* The app writes a file beside its place and moves it there, which may happen between the listing and the reading. */
function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
