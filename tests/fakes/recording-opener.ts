import type { Opener } from '../../electron/core/ports.ts';

/** An opener that opens nothing and remembers what it was asked to open. */
export class RecordingOpener implements Opener {
  readonly opened: string[] = [];

  readonly open = async (address: string): Promise<void> => {
    this.opened.push(address);
  };
}
