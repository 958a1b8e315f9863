import type { PracticeDashboard } from '../../electron/core/ports.ts';

/** A practice dashboard that opens nothing and remembers which forms it was asked for. */
export class RecordingDashboard implements PracticeDashboard {
  readonly opened: string[] = [];

  readonly open: PracticeDashboard['open'] = (form) => {
    this.opened.push(form);
  };
}
