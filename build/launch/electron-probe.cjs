// Loaded into real Electron before the app: notes what the app does to the desktop, where Electron has no way to ask,
// and keeps links, folders and file dialogs from being opened.
const { app, dialog, Notification, shell, Tray } = require('electron');

const seen = { trays: [], notifications: [], openedLinks: [], openedPaths: [], dialogAnswers: [] };
Object.defineProperty(globalThis, 'desktopSeen', { value: seen });

shell.openExternal = async (link) => {
  seen.openedLinks.push(link);
};

shell.openPath = async (path) => {
  seen.openedPaths.push(path);
  return '';
};
dialog.showSaveDialog = async () => {
  const path = seen.dialogAnswers.shift() ?? null;
  return { canceled: path === null, filePath: path ?? '' };
};
dialog.showOpenDialog = async () => {
  const path = seen.dialogAnswers.shift() ?? null;
  return { canceled: path === null, filePaths: path === null ? [] : [path] };
};

dialog.showMessageBox = async ({ message, detail = '' }) => {
  console.warn(`${message}. ${detail}`);
  return { response: 0, checkboxChecked: false };
};
// Nobody would look after the app that it starts.
app.relaunch = () => undefined;

/** Calls `note` with the object and its arguments each time a method of a class runs. */
function notice(prototype, name, note) {
  const original = prototype[name];
  prototype[name] = function (...args) {
    note(this, ...args);
    return original.apply(this, args);
  };
}

const known = (tray) => {
  if (!seen.trays.some((one) => one.tray === tray)) seen.trays.push({ tray, menu: null, toolTip: '' });
  return seen.trays.find((one) => one.tray === tray);
};
notice(Tray.prototype, 'setContextMenu', (tray, menu) => {
  known(tray).menu = menu;
});
notice(Tray.prototype, 'setToolTip', (tray, toolTip) => {
  known(tray).toolTip = toolTip;
});
notice(Notification.prototype, 'show', (notification) => seen.notifications.push(notification));
