import { app } from 'electron';
import type { LoginItemState } from '../../shared/preferences.ts';
import type { LoginItem } from '../core/ports.ts';
import { hiddenArgument } from './hidden-argument.ts';

/** The login item of macOS and Windows, for an app that is installed: another would start Electron's own program. */
export function electronLoginItem(platform: NodeJS.Platform, isInstalled: boolean): LoginItem {
  const options = platform === 'win32' ? { args: [hiddenArgument] } : {};
  const read = async (): Promise<LoginItemState> =>
    isInstalled ? stateOf(platform, app.getLoginItemSettings(options)) : 'unavailable';
  return {
    read,
    set: async (on) => {
      if (isInstalled) app.setLoginItemSettings({ openAtLogin: on, ...options });
      return read();
    },
  };
}

/** No login item: inside of Flatpak and Snap it is the sandbox's to give. */
export const noLoginItem: LoginItem = {
  read: async () => 'unavailable',
  set: async () => 'unavailable',
};

type Settings = Pick<Electron.LoginItemSettings, 'openAtLogin' | 'executableWillLaunchAtLogin' | 'status'>;

/** What the system says of the login item. The owner may hold it back in Windows' Task Manager or macOS' settings. */
export function stateOf(platform: NodeJS.Platform, settings: Settings): LoginItemState {
  if (platform === 'darwin' && settings.status === 'requires-approval') return 'blocked';
  if (!settings.openAtLogin) return 'off';
  return platform === 'win32' && !settings.executableWillLaunchAtLogin ? 'blocked' : 'on';
}
