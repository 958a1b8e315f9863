import type { Log } from '../../electron/core/ports.ts';

/** A log that prints nothing and keeps its lines. */
export class KeptLog implements Log {
  readonly lines: string[] = [];

  readonly info: Log['info'] = (message, facts = {}) => this.#keep(message, facts);
  readonly error: Log['error'] = (message, facts = {}) => this.#keep(message, facts);

  #keep(message: string, facts: object): void {
    this.lines.push(`${message} ${JSON.stringify(facts)}`);
  }
}
