import { Menu } from 'electron';

/**
 * The application's menu. macOS needs one for its editing and quitting keys to work; elsewhere the window has none and
 * Chromium's own editing keys do.
 */
export function setAppMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
