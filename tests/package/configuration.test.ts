import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { parse } from 'plist';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../../build/bundle.ts';
import { fuses, setFuses } from '../../build/fuses.ts';
import { packagesOf, releaseOf } from '../../build/packages.ts';
import { createAutostartFile } from '../../electron/adapters/autostart-file.ts';
import { toastActivator } from '../../electron/shell/windows-toast.ts';
import { executableWithFuses } from './fake-electron.ts';

const files = join(root, 'build/package-files');
const release = { owner: 'somebody', repo: 'permission-slip', publisher: 'Somebody', azure: null };
const azure = { endpoint: 'https://weu.codesigning.azure.net', account: 'somebody', profile: 'releases' };
const flipping = vi.hoisted(() => ({ isBroken: false }));
vi.mock('@electron/fuses', async (original) => {
  const real = await original<typeof import('@electron/fuses')>();
  const flipFuses: typeof real.flipFuses = async (...asked) =>
    flipping.isBroken ? 0 : real.flipFuses(...asked);
  return { ...real, flipFuses };
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permission-slip-configuration-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the configuration', () => {
  it.each(['darwin', 'win32', 'linux'] as const)(
    "for %s is as electron-builder's own schema wants it",
    async (platform) => {
      for (const one of [null, release, { ...release, azure }]) {
        await validateConfiguration(packagesOf(platform, one), new DebugLogger(false));
      }
    },
  );

  it('would be refused with a word that electron-builder does not know', async () => {
    const wrong = { ...packagesOf('linux', null), hardenedRuntimes: true };
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow('hardenedRuntimes');
  });

  it('has Azure sign where it is told which account and profile, and nothing of it by halves', () => {
    const env = {
      PERMISSION_SLIP_UPDATES: 'somebody/permission-slip',
      PERMISSION_SLIP_PUBLISHER: 'Somebody',
      PERMISSION_SLIP_AZURE_ENDPOINT: azure.endpoint,
      PERMISSION_SLIP_AZURE_ACCOUNT: azure.account,
    };
    expect(() => releaseOf(env)).toThrow('Some of these are not set');
    const read = releaseOf({ ...env, PERMISSION_SLIP_AZURE_PROFILE: azure.profile });
    expect(read).toEqual({ ...release, azure });
    const { win } = packagesOf('win32', read);
    expect(win?.azureSignOptions).toEqual({
      publisherName: 'Somebody',
      endpoint: azure.endpoint,
      codeSigningAccountName: azure.account,
      certificateProfileName: azure.profile,
    });
    expect(win).not.toHaveProperty('signtoolOptions');
  });

  it('names the page of a release, and none that another could put up for what is no release', () => {
    expect(packagesOf('linux', release).extraMetadata).toEqual({
      homepage: 'https://github.com/somebody/permission-slip',
    });
    expect(packagesOf('linux', null).extraMetadata).toEqual({
      homepage: expect.stringMatching(/\.invalid$/),
    });
  });

  const entitlements = 'build/package-files/entitlements.plist';
  it.each([
    [
      'macOS as an image and as what updates need, for both processors, with the runtime that Apple notarises',
      'darwin',
      {
        mac: {
          target: [
            { target: 'dmg', arch: ['arm64', 'x64'] },
            { target: 'zip', arch: ['arm64', 'x64'] },
          ],
          hardenedRuntime: true,
          entitlements,
          entitlementsInherit: entitlements,
        },
      },
    ],
    [
      'Windows as one installer for each processor that needs no administrator and leaves the slips',
      'win32',
      {
        win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }] },
        nsis: {
          oneClick: true,
          perMachine: false,
          buildUniversalInstaller: false,
          deleteAppDataOnUninstall: false,
          include: 'build/package-files/installer.nsh',
        },
      },
    ],
    [
      'Linux as an AppImage that asks for no FUSE 2, and a deb with keychain, notifications and tray',
      'linux',
      {
        toolsets: { appimage: expect.stringMatching(/^[1-9]/) },
        linux: {
          target: [
            { target: 'AppImage', arch: ['x64', 'arm64'] },
            { target: 'deb', arch: ['x64', 'arm64'] },
          ],
        },
        deb: {
          recommends: [
            'gnome-keyring | kwalletmanager | keepassxc',
            'libsecret-tools',
            'libnotify4',
            'libayatana-appindicator3-1 | libappindicator3-1',
          ],
        },
      },
    ],
  ] as const)('packs for %s', (_how, platform, packages) => {
    expect(packagesOf(platform, null)).toMatchObject(packages);
  });

  it('gives Windows the name of the app that the app gives itself', async () => {
    const main = await readFile(join(root, 'electron/main.ts'), 'utf8');
    expect(main).toContain(`const appId = '${packagesOf('win32', null).appId}';`);
    expect(main).toContain('\napp.setAppUserModelId(appId);');
  });

  it('makes no build that updates itself without a signer', () => {
    expect(releaseOf({ PERMISSION_SLIP_UPDATES: 'somebody/permission-slip' })).toBeNull();
    expect(releaseOf({ PERMISSION_SLIP_PUBLISHER: 'Somebody' })).toBeNull();
    expect(releaseOf({ PERMISSION_SLIP_UPDATES: 'a/b/c', PERMISSION_SLIP_PUBLISHER: 'Somebody' })).toBeNull();
    expect(packagesOf('win32', null)).toMatchObject({ publish: null, forceCodeSigning: false });
    const read = releaseOf({
      PERMISSION_SLIP_UPDATES: 'somebody/permission-slip',
      PERMISSION_SLIP_PUBLISHER: 'Somebody',
    });
    expect(read).toEqual(release);
    expect(packagesOf('win32', read)).toMatchObject({
      forceCodeSigning: true,
      win: { verifyUpdateCodeSignature: true, signtoolOptions: { publisherName: 'Somebody' } },
      publish: { provider: 'github', owner: 'somebody', releaseType: 'draft' },
    });
    expect(packagesOf('linux', read).publish).toBeNull();
  });
});

describe('the fuses', () => {
  it('are all decided', () => {
    const known = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number');
    expect(known.filter((fuse) => typeof fuses[fuse] !== 'boolean')).toEqual([]);
    expect(known).toHaveLength(9);
  });

  it.each([8, 10])('are not set in an Electron that has %d of them', async (count) => {
    const file = join(folder, `electron-${count}`);
    await writeFile(file, executableWithFuses(count));
    await expect(setFuses(file, false)).rejects.toThrow(/fuse/);
  });

  it('are read back from what they were set in', async () => {
    const file = join(folder, 'electron-9');
    await writeFile(file, executableWithFuses(9));
    flipping.isBroken = true;
    await expect(setFuses(file, false)).rejects.toThrow('The fuses are not as set: EnableEmbedded');
    flipping.isBroken = false;
    await setFuses(file, false);
  });
});

describe('what the packages are made with', () => {
  it('gives the app on macOS the one right that its engine needs', async () => {
    expect(parse(await readFile(join(files, 'entitlements.plist'), 'utf8'))).toEqual({
      'com.apple.security.cs.allow-jit': true,
    });
  });

  it('takes away at the uninstall on Windows the class that notifications call and what updates left, and only then', async () => {
    const script = await readFile(join(files, 'installer.nsh'), 'utf8');
    expect(script).toContain(`Software\\Classes\\CLSID\\${toastActivator}"`);
    expect(script).toContain(`RMDir /r "$LOCALAPPDATA\\$\{APP_PACKAGE_NAME}-updater"`);
    for (const step of ['DeleteRegKey', 'RMDir'])
      expect(script.indexOf('isUpdated')).toBeLessThan(script.indexOf(step));
  });

  it('starts at login by an entry that desktops accept', async () => {
    await createAutostartFile({
      settingsFolder: folder,
      command: ['/opt/Permission Slip/permission-slip', '--hidden'],
    }).set(true);
    const file = join(folder, 'autostart/org.permissionslip.PermissionSlip.desktop');
    const checked = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' });
    expect(`${checked.stdout}${checked.stderr}`).toBe('');
    expect(checked.status).toBe(0);
  });
});
