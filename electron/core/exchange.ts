import type { Answer } from '../../shared/ipc/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { exportFormat, exportHead, exportVersion, slipExport } from '../../shared/schemas/slip-export.ts';
import { isHalfSwapped, type Slip } from '../../shared/slip.ts';
import {
  arriving,
  type ImportPreview,
  isElsewhere,
  mayWork,
  newSlips,
  type SlipExport,
} from '../../shared/slip-import.ts';
import { holdsToken } from '../../shared/token-forms.ts';
import type { KeyRing } from './key-ring.ts';
import { holdsKnown } from './leak-guard.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, Files, Keychain } from './ports.ts';
import { findSlip } from './slips.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly keyRing: KeyRing;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly files: Files;
};

/** What a file brings, and which of its tokens are in this computer's keychain. */
type Held = { readonly file: SlipExport; readonly here: ReadonlySet<string> };

/** Takes what is known of all slips out into a file, and in again. Tokens stay where they are. */
export class Exchange {
  readonly #parts: Parts;
  /* What the owner has been shown, and nothing else, is what comes in. */
  #held: Held | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async export(): Promise<Answer<'slips:export'>> {
    const { notebook, clock, files } = this.#parts;
    const now = clock.now();
    const whole: SlipExport = {
      format: exportFormat,
      version: exportVersion,
      exportedAt: now.toISOString(),
      slips: notebook.book.slips,
    };
    const text = `${JSON.stringify(slipExport.parse(whole))}\n`;
    if (this.#holdsSecret(text)) return failed({ code: 'export-holds-secret' });
    return files.save(`permission-slips-${now.toISOString().slice(0, 10)}.json`, text);
  }

  /** Reads a file that the owner chooses, and answers what it would add; null where none was chosen. */
  async read(): Promise<Answer<'slips:read-import'>> {
    this.#held = null;
    const opened = await this.#parts.files.open();
    if (!opened.ok) return opened;
    if (opened.value === null) return ok(null);
    const file = readExport(opened.value);
    if (!file.ok) return file;
    const here = await this.#keptHere(file.value.slips);
    if (!here.ok) return here;
    this.#held = { file: file.value, here: here.value };
    return ok(this.#preview(this.#held));
  }

  /** Adds what was shown. Nothing that is in the list changes. */
  async add(): Promise<Answer<'slips:import'>> {
    const held = this.#held;
    if (held === null) return failed({ code: 'import-gone' });
    const { notebook, clock } = this.#parts;
    let added = 0;
    const written = await notebook.change((book) => {
      const { fresh } = newSlips(book.slips, held.file.slips);
      const come = arriving(fresh, ({ id }) => held.here.has(id), book, clock.now());
      added = come.slips.length;
      return { ...book, slips: [...book.slips, ...come.slips], nextNumber: come.nextNumber };
    });
    if (!written.ok) return written;
    this.#held = null;
    return ok({ added });
  }

  /** Takes a slip off the list whose token is on another computer. The token stays as it is. */
  async takeOff(id: string): Promise<Result<null, Problem>> {
    const { notebook } = this.#parts;
    const found = findSlip(notebook, id);
    if (!found.ok) return found;
    if (!isElsewhere(found.value) || isHalfSwapped(found.value)) return failed({ code: 'slip-is-here' });
    return notebook.change((book) => ({ ...book, slips: book.slips.filter((one) => one.id !== id) }));
  }

  #preview({ file, here }: Held): ImportPreview {
    const { notebook, clock } = this.#parts;
    const { fresh, known, practice } = newSlips(notebook.book.slips, file.slips);
    const { slips } = arriving(fresh, ({ id }) => here.has(id), notebook.book, clock.now());
    return {
      exportedAt: file.exportedAt,
      added: slips,
      elsewhere: slips.filter(isElsewhere).length,
      known,
      practice,
    };
  }

  /* Looked up one after the other: a keychain may ask its owner, and once is enough. */
  async #keptHere(slips: readonly Slip[]): Promise<Result<ReadonlySet<string>, Problem>> {
    const { notebook, clock, keychain } = this.#parts;
    const here = new Set<string>();
    const { fresh } = newSlips(notebook.book.slips, slips);
    for (const slip of fresh.filter((one) => mayWork(one, clock.now()))) {
      const secret = await keychain.get(slip.id);
      if (!secret.ok) return secret;
      /* Another value under the same name is not this slip's token. */
      if (secret.value?.ending === slip.token.ending) here.add(slip.id);
    }
    return ok(here);
  }

  #holdsSecret(text: string): boolean {
    return holdsToken(text) || holdsKnown(text, this.#parts.keyRing.secretsInMemory());
  }
}

/* A file from anywhere: told apart by its head, then read whole and strictly. */
function readExport(text: string): Result<SlipExport, Problem> {
  const parsed = parse(text);
  const head = exportHead.safeParse(parsed);
  if (!head.success) return failed({ code: 'import-not-ours' });
  if (head.data.version > exportVersion) return failed({ code: 'import-newer' });
  /* As it was read, since a file may write a letter as a code. */
  if (holdsToken(text) || holdsToken(JSON.stringify(parsed))) return failed({ code: 'import-holds-secret' });
  const whole = slipExport.safeParse(parsed);
  return whole.success ? ok(whole.data) : failed({ code: 'import-damaged' });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
