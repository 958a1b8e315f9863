import type { Log } from '../../electron/core/ports.ts';

/** A log that prints nothing and keeps its lines. */
export class KeptLog implements Log {
  readonly lines: string[] = [];

  readonly error: Log['error'] = (message, facts = {}) => {
    this.lines.push(`${message} ${JSON.stringify(facts)}`);
  };
}
