import { isAbsolute, join } from 'node:path';
import { type AutostartFile, createAutostartFile } from '../adapters/autostart-file.ts';
import type { LoginItem } from '../core/ports.ts';
import { electronLoginItem, noLoginItem } from './electron-login-item.ts';
import { hiddenArgument } from './hidden-argument.ts';
import { ownAppImage } from './own-app-image.ts';

/** What decides which login item there is. */
export type LoginPlace = {
  readonly platform: NodeJS.Platform;
  readonly isInstalled: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly execPath: string;
  readonly home: string;
  /** The program that a login item starts, where that is not the app itself. */
  readonly loginCommand: string | null;
};

/** The login item of the system that the app runs on. */
export function loginItemOf(place: LoginPlace): LoginItem {
  if (place.platform !== 'linux') return electronLoginItem(place.platform, place.isInstalled);
  return autostartFileOf(place) ?? noLoginItem;
}

/** Has the login start this copy of the app where it started another: an AppImage is renewed by a file of another name. */
export async function renewLoginItem(place: LoginPlace): Promise<void> {
  if (place.platform === 'linux') await autostartFileOf(place)?.renew();
}

function autostartFileOf({ env, isInstalled, execPath, ...place }: LoginPlace): AutostartFile | null {
  /* Both start what they start in their own way, and a file in the autostart folder would bypass them. */
  if (env.FLATPAK_ID || env.SNAP) return null;
  const program = place.loginCommand ?? (isInstalled ? (ownAppImage(env, execPath) ?? execPath) : null);
  if (program === null) return null;
  return createAutostartFile({
    settingsFolder: settingsFolderOf(env, place.home),
    command: [program, hiddenArgument],
  });
}

/* The specification has a relative folder ignored. */
function settingsFolderOf({ XDG_CONFIG_HOME: named = '' }: NodeJS.ProcessEnv, home: string): string {
  return isAbsolute(named) ? named : join(home, '.config');
}

/** Whether the app starts without a window: the login started it, and there is a tray to open one from. */
export function startsHidden(start: {
  readonly argv: readonly string[];
  /** macOS tells by this alone. */
  readonly wasOpenedAtLogin: boolean;
  readonly hasTray: boolean;
}): boolean {
  return start.hasTray && (start.wasOpenedAtLogin || start.argv.includes(hiddenArgument));
}
