import type { Clipboard } from '../../electron/core/ports.ts';

/** A clipboard in memory that remembers how each text came to it. */
export class MemoryClipboard implements Clipboard {
  text = '';
  broken = false;
  /** How many more reads fail, as while another program holds the clipboard open. */
  brokenReads = 0;
  readonly writes: { readonly text: string; readonly how: 'plain' | 'concealed' }[] = [];

  readonly read = async (): Promise<string> => {
    this.#mustWork();
    if (this.brokenReads > 0) {
      this.brokenReads -= 1;
      throw new Error('the clipboard is held open');
    }
    return this.text;
  };

  readonly write = async (text: string, how: 'plain' | 'concealed'): Promise<void> => {
    this.#mustWork();
    this.writes.push({ text, how });
    this.text = text;
  };

  readonly clear = async (): Promise<void> => {
    this.#mustWork();
    this.text = '';
  };

  #mustWork(): void {
    if (this.broken) throw new Error('the clipboard belongs to somebody else');
  }
}
