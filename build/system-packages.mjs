// Plain JavaScript because setup.mjs needs it before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Chrome first: where there is both, Chromium is often a snap, which may not use a profile in a folder of ours.
const chromiumNames = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
];

/** A program's full path on PATH, or undefined. */
function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** The Chromium (or Chrome, or Edge) of this machine, or undefined; CHROMIUM_PATH decides when it is set. */
export function findChromium() {
  const { CHROMIUM_PATH, LOCALAPPDATA, PROGRAMFILES } = process.env;
  if (CHROMIUM_PATH) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined;
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge']
      .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      .find((file) => existsSync(file));
  }
  if (process.platform === 'win32') {
    return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ])
      .find((file) => existsSync(file));
  }
  return chromiumNames.map(onPath).find((file) => file !== undefined);
}

/** The same for pages that nobody sees: Debian's Chromium without a window starts in two thirds of the time. */
export function findHeadlessChromium() {
  const shell = process.env.CHROMIUM_PATH ? undefined : onPath('chromium-headless-shell');
  return shell ?? findChromium();
}

const parts = {
  chromium: {
    packages: ['chromium', 'chromium-headless-shell', 'fonts-noto-core'],
    present: () => findChromium() !== undefined,
  },
  dbus: {
    packages: ['dbus'],
    present: () => onPath('dbus-daemon') !== undefined && onPath('dbus-run-session') !== undefined,
  },
  keyring: { packages: ['gnome-keyring'], present: () => onPath('gnome-keyring-daemon') !== undefined },
  curl: { packages: ['curl', 'ca-certificates'], present: () => onPath('curl') !== undefined },
  'desktop-files': {
    packages: ['desktop-file-utils'],
    present: () => onPath('desktop-file-validate') !== undefined,
  },
  notifications: {
    packages: ['dunst', 'libnotify-bin', 'xvfb'],
    present: () => ['dunst', 'dunstctl', 'notify-send', 'Xvfb'].every((name) => onPath(name) !== undefined),
  },
  'secret-tool': { packages: ['libsecret-tools'], present: () => onPath('secret-tool') !== undefined },
};

/**
 * Makes sure of the named parts of a Linux system: installs them when this is root on a Debian family system, else
 * names in one line what to install. Only Chromium is looked for on other systems.
 * @returns whether all of them are there now
 */
export function ensureSystemPackages(names) {
  const wanted = process.platform === 'linux' ? names : names.filter((name) => name === 'chromium');
  const missing = () => wanted.filter((name) => !parts[name].present());
  let packages = missing().flatMap((name) => parts[name].packages);
  if (packages.length === 0) return true;
  if (process.platform !== 'linux') {
    console.error('Please install Google Chrome (or set CHROMIUM_PATH), then run this again.');
    return false;
  }
  const apt = onPath('apt-get');
  if (apt !== undefined && process.getuid?.() === 0) {
    console.error(`Installing Debian packages: ${packages.join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const tasks = [['update'], ['install', '-y', '--no-install-recommends', ...packages]];
    for (const args of tasks) {
      // Another apt may hold its lock for a while; apt itself can wait for it.
      const all = ['-o', 'DPkg::Lock::Timeout=300', '-q', ...args];
      const result = spawnSync(apt, all, { env, encoding: 'utf8', maxBuffer: 1e8 });
      if (result.status !== 0) {
        console.error(`${result.stdout}${result.stderr}`);
        break;
      }
    }
    packages = missing().flatMap((name) => parts[name].packages);
    if (packages.length === 0) return true;
  }
  const how = apt === undefined ? 'your package manager' : `sudo apt-get install ${packages.join(' ')}`;
  console.error(`Please install ${packages.join(', ')} (${how}), then run this again.`);
  return false;
}
