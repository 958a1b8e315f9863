import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type * as Electron from 'electron';
import { complete, noting, preventable, withEvents } from './complete.ts';
import { host } from './host.ts';
import { claim } from './single-instance.ts';

type Facts =
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getName'
  | 'getVersion'
  | 'getAppPath';
type Acts = 'isPackaged' | 'enableSandbox' | 'requestSingleInstanceLock';
type Noted =
  | 'setAppUserModelId'
  | 'setToastActivatorCLSID'
  | 'setActivationPolicy'
  | 'setLoginItemSettings'
  | 'relaunch';

const appPath = join(import.meta.dirname, '../..');
const { productName, version } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as Record<
  string,
  string
>;
const folders = { darwin: join(homedir(), 'Library/Application Support'), win32: process.env.APPDATA };
const onLinux = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
const appData = folders[process.platform as keyof typeof folders] ?? onLinux;
const paths = new Map(
  Object.entries({ appData, userData: join(appData, `${productName}`), home: homedir(), temp: tmpdir() }),
);
const ready = Promise.withResolvers<void>();
let release: (() => void) | null = null;

/** What the app only told the system, by the name of the call. */
const appNotes = new Map<string, unknown>();
const onlyOn = (platform: string, names: Noted[]) => (process.platform === platform ? names : []);
const platformNotes = [
  ...onlyOn('win32', ['setToastActivatorCLSID']),
  ...onlyOn('darwin', ['setActivationPolicy']),
];

const own: Pick<Electron.App, Facts | Acts> = {
  isPackaged: false,
  isReady: () => host.isReady,
  whenReady: () => ready.promise,
  getName: () => `${productName}`,
  getVersion: () => `${version}`,
  getAppPath: () => appPath,
  getPath: (name) => {
    const path = paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  },
  setPath: (name, path) => {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    paths.set(name, path);
  },
  enableSandbox: () => {
    if (host.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  },
  requestSingleInstanceLock: (data) => {
    const start = { argv: process.argv, folder: process.cwd(), data };
    release ??= claim(join(own.getPath('userData'), 'single-instance'), start, (second) =>
      app.emit('second-instance', preventable({}), second.argv, second.folder, second.data),
    );
    return release !== null;
  },
  // Later, as in Electron: what called quit goes on first.
  quit: () => void setImmediate(quit),
  exit: (code = 0) => void end(code),
};
const notes = noting<Pick<Electron.App, Noted>>(appNotes, [
  'setAppUserModelId',
  'setLoginItemSettings',
  'relaunch',
  ...platformNotes,
]);
/** Electron's `app`. It has no dock: there is no Electron whose dock icon it could be. */
export const app = complete('app', withEvents({ ...own, ...notes, dock: undefined }));

function quit(): void {
  const isAllowed = (step: string) => {
    const event = preventable({});
    app.emit(step, event);
    return !event.defaultPrevented;
  };
  if (!isAllowed('before-quit')) return;
  for (const window of [...host.windows]) window.close();
  if (host.windows.length === 0 && isAllowed('will-quit')) void end(0);
}

async function end(code: number): Promise<void> {
  for (const window of [...host.windows]) window.destroy();
  app.emit('quit', preventable({}), code);
  await host.closeChromium();
  release?.();
  process.exit(code);
}

/** Lets the app be ready. */
export async function becomeReady(): Promise<void> {
  if (!host.options.pageless) await host.launch();
  host.isReady = true;
  ready.resolve();
  app.emit('ready', preventable({}), {});
}
