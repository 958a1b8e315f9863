import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The AppImage that this app runs out of, if it does. `APPIMAGE` alone may be another app's, whose child inherits it: an
 * installed app started from an editor, say. An AppImage's own program has electron-builder's `AppRun` beside it.
 */
export function ownAppImage(env: NodeJS.ProcessEnv, execPath: string): string | undefined {
  return existsSync(join(dirname(execPath), 'AppRun')) ? env.APPIMAGE || undefined : undefined;
}
