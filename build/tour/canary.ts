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
      this.look(
        `${place}: ${relative(folder, join(entry.parentPath, entry.name))}`,
        await readFile(join(entry.parentPath, entry.name), 'latin1'),
      );
    }
  }

  get report(): CanaryReport {
    return { searched: this.#searched, found: this.#found };
  }
}
