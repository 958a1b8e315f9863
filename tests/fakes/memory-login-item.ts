import type { LoginItem } from '../../electron/core/ports.ts';
import type { LoginItemState } from '../../shared/preferences.ts';

/** A login item in memory. */
export class MemoryLoginItem implements LoginItem {
  state: LoginItemState = 'off';
  /** Whether the system does as it is told. */
  obeys = true;

  readonly read = async (): Promise<LoginItemState> => this.state;

  readonly set = async (on: boolean): Promise<LoginItemState> => {
    if (this.obeys) this.state = on ? 'on' : 'off';
    return this.state;
  };
}
