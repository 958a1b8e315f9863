import { Menu, type MenuItemConstructorOptions } from 'electron';

/*
 * The role's own key for zooming in is Ctrl, Shift and the key of the plus sign. An item has one key, so another without Shift
 * is in an item that is not seen. The role `viewMenu` would bring reloading and the developer tools.
 */
const view: MenuItemConstructorOptions = {
  label: 'View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
    { role: 'zoomOut' },
  ],
};

/**
 * The application's menu. macOS needs one for its editing and quitting keys to work; elsewhere Chromium's own editing keys do,
 * and it is there for zooming. It is not seen there until Alt is pressed, and its keys work all the same.
 */
export function setAppMenu(platform: NodeJS.Platform): void {
  const template: MenuItemConstructorOptions[] =
    platform === 'darwin'
      ? [{ role: 'appMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }]
      : [view];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
