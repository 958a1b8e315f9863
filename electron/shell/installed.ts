import { app } from 'electron';

/**
 * Whether the app is where it stays: packaged, and on macOS in a folder for applications. From anywhere else macOS may run a
 * copy that is gone after the next start of the computer, which can neither renew itself nor be started at login.
 */
export function isInstalled(platform: NodeJS.Platform): boolean {
  return app.isPackaged && (platform !== 'darwin' || app.isInApplicationsFolder());
}
