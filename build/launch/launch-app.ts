import { join } from 'node:path';
import { root } from '../bundle.ts';
import { launchInChromiumHost } from './chromium-host.ts';
import { launchInElectron } from './electron.ts';
import type { LaunchedApp, LaunchOptions } from './launched-app.ts';

/** Launches the bundles in what PERMISSION_SLIP_TEST_LAUNCHER names: `electron`, or else the chromium-host. */
export function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  return process.env.PERMISSION_SLIP_TEST_LAUNCHER === 'electron'
    ? launchInElectron(options)
    : launchInChromiumHost(join(root, 'dist', 'main', 'main.cjs'), options);
}
