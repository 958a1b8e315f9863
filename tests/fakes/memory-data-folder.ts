import type { DataFolder } from '../../electron/core/ports.ts';

/** A data folder that is only talked of. */
export class MemoryDataFolder implements DataFolder {
  readonly path = '/home/owner/.config/Permission Slip';
  writable = true;
  /** Whether there is a file manager that shows it. */
  canBeShown = true;
  shown = 0;

  readonly isWritable = async (): Promise<boolean> => this.writable;

  readonly open = async (): Promise<boolean> => {
    if (this.canBeShown) this.shown += 1;
    return this.canBeShown;
  };
}
