import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formsOf, holdsValue } from '../../electron/core/leak-guard.ts';

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
    if (this.#values.some((value) => holdsValue(text, value))) this.#found.push(place);
  }

  /** Looks through every file of a folder, as bytes, since not every file is text. */
  async lookInFolder(place: string, folder: string): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      const file = `${place}: ${entry.name}`;
      this.#searched.push(file);
      const text = bytes.toString('latin1');
      if (this.#values.some((value) => formsOf(value).some((form) => text.includes(form))))
        this.#found.push(file);
    }
  }

  get report(): CanaryReport {
    return { searched: this.#searched, found: this.#found };
  }
}
