import { powerMonitor } from 'electron';
import type { Awakenings } from '../core/ports.ts';

/** The moments at which the computer comes back from sleep, or its owner to it. */
export const electronAwakenings: Awakenings = {
  listen(woke) {
    powerMonitor.on('resume', woke);
    powerMonitor.on('unlock-screen', woke);
  },
};
