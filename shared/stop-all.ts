import type { Problem } from './problem.ts';

/** What has to be typed before every slip is stopped. */
export const stopAllWord = 'stop';

/** How stopping one slip of all ended. One that waits is tried again, also after a restart. */
export type StoppedSlip =
  | { readonly id: string; readonly outcome: 'stopped' }
  | { readonly id: string; readonly outcome: 'waits'; readonly because: Problem };
