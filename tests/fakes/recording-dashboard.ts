import type { PracticeDashboard } from '../../electron/core/ports.ts';

/** A practice dashboard that opens nothing and remembers which addresses it was asked for. */
export class RecordingDashboard implements PracticeDashboard {
  readonly opened: string[] = [];

  readonly open: PracticeDashboard['open'] = (address) => {
    this.opened.push(address);
  };
}
