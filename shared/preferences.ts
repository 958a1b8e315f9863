import type { z } from 'zod';
import type { preferences } from './schemas/preferences.ts';

/** What the owner prefers, apart from reminders. */
export type Preferences = z.infer<typeof preferences>;

/** How it begins. */
export const usualPreferences: Preferences = {
  dates: 'system',
  loginAsked: false,
  noTrayRead: false,
  dailyLook: true,
};

/**
 * Whether the app starts when the owner logs in. `blocked`: it is set up, but the system's own settings hold it back.
 * `unavailable`: this way of running the app has no login item.
 */
export type LoginItemState = 'on' | 'off' | 'blocked' | 'unavailable';

/** What the settings show beyond the snapshot. It is read from the system each time, so that it is true. */
export type SettingsFacts = {
  readonly loginItem: LoginItemState;
  readonly dataFolder: { readonly path: string; readonly isWritable: boolean };
};
