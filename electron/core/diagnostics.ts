import { type DiagnosticFacts, diagnosticsText, type SystemFacts } from '../../shared/diagnostics.ts';
import type { Answer, Argument } from '../../shared/ipc/contract.ts';
import { failed, ok } from '../../shared/result.ts';
import { type KeyRing, setupKeyItem } from './key-ring.ts';
import { givesAway } from './leak-guard.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, Files, Keychain, LogTail } from './ports.ts';
import type { Secret } from './secret.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly keyRing: KeyRing;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly files: Files;
  readonly logTail: LogTail;
  readonly systemFacts: SystemFacts;
  readonly version: string;
  /** A token that was brought by hand and is not kept yet. */
  readonly secretsInHand: () => readonly Secret[];
};

/** Makes a text that helps to find a fault, shows it, and saves what was shown. */
export class Diagnostics {
  readonly #parts: Parts;
  #shown: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async make({ withNames }: Argument<'diagnostics:make'>): Promise<Answer<'diagnostics:make'>> {
    const text = this.#guarded(diagnosticsText(await this.#facts(), withNames));
    this.#shown = text;
    return ok({ text });
  }

  /** Saves the text that was shown last, letter for letter. */
  async save(): Promise<Answer<'diagnostics:save'>> {
    const text = this.#shown;
    return text === null
      ? failed({ code: 'unexpected' })
      : this.#parts.files.save('permission-slip-diagnostics.txt', text);
  }

  async #facts(): Promise<DiagnosticFacts> {
    const { notebook, keyRing, keychain, clock, logTail, systemFacts, version } = this.#parts;
    const { book, storage } = notebook;
    const probe = await keychain.get(book.slips.at(-1)?.id ?? setupKeyItem);
    const connection = keyRing.connection(book.world);
    return {
      now: clock.now(),
      version,
      system: systemFacts,
      world: book.world ?? 'not chosen',
      storage,
      keychain: probe.ok ? 'answers' : probe.problem.code,
      setupKey: connection === null ? 'none' : `of ${connection.kind}, ${connection.kept}`,
      reminders: book.reminding.settings,
      preferences: book.preferences,
      cleanUps: book.pending.length,
      slips: book.slips,
      log: await logTail.read(),
    };
  }

  /* The last check before a text that will be sent to somebody is shown: line by line, so that the rest stays of use. */
  #guarded(text: string): string {
    const known = [...this.#parts.keyRing.secretsInMemory(), ...this.#parts.secretsInHand()];
    const lines = text.split('\n').map((line) => (givesAway(line, known) ? '[left out]' : line));
    const whole = lines.join('\n');
    return givesAway(whole, known) ? '[left out]\n' : whole;
  }
}
