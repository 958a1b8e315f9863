// What `import … from 'electron'` means for the main bundle in the stand-in. See run.ts for what it can't prove.
import type * as Electron from 'electron';
import { app } from './app.ts';
import { complete } from './complete.ts';
import * as desktop from './desktop.ts';
import { screen } from './screen.ts';
import { protocol, session } from './session.ts';
import { HostWindow, ipcMain } from './window.ts';

const { clipboard, ClipboardItem, dialog, nativeImage, nativeTheme, powerMonitor, shell } = desktop;
const electron = {
  app,
  BrowserWindow: complete('BrowserWindow', HostWindow),
  clipboard: complete('clipboard', clipboard),
  ClipboardItem,
  dialog: complete('dialog', dialog),
  ipcMain,
  Menu: complete('Menu', desktop.HostMenu),
  nativeImage: complete('nativeImage', nativeImage),
  nativeTheme,
  Notification: complete('Notification', desktop.HostNotification),
  powerMonitor,
  protocol: complete('protocol', protocol),
  screen: complete('screen', screen),
  session: complete('session', session),
  shell: complete('shell', shell),
  Tray: complete('Tray', desktop.HostTray),
} satisfies Partial<Record<keyof typeof Electron, unknown>>;

const module = complete('electron', electron);

// Node gives this to `require`, so that a name that is missing here throws instead of being undefined.
export { module as 'module.exports' };
