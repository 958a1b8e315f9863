import { expect, it, vi } from 'vitest';
import { isInstalled } from '../../../electron/shell/installed.ts';

const app = vi.hoisted(() => ({ isPackaged: true, isInApplicationsFolder: () => false }));
vi.mock('electron', () => ({ app }));

it.each([
  ['darwin', true, true, true],
  ['darwin', true, false, false],
  ['darwin', false, true, false],
  ['win32', true, false, true],
  ['linux', false, false, false],
] as const)('on %s, packaged: %s, in a folder for applications: %s, is installed: %s', (...row) => {
  const [platform, isPackaged, isInFolder, expected] = row;
  Object.assign(app, { isPackaged, isInApplicationsFolder: () => isInFolder });
  expect(isInstalled(platform)).toBe(expected);
});
