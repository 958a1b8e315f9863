import { app } from 'electron';

/**
 * Gives the app a place in macOS' dock and app switcher only while it has a window: in the menu bar alone it would be an
 * icon that does nothing.
 */
export function showInDockWithWindows(platform: NodeJS.Platform): void {
  if (platform !== 'darwin') return;
  let windows = 0;
  app.setActivationPolicy('accessory');
  app.on('browser-window-created', (_event, window) => {
    windows += 1;
    app.setActivationPolicy('regular');
    window.once('closed', () => {
      windows -= 1;
      if (windows === 0) app.setActivationPolicy('accessory');
    });
  });
}
