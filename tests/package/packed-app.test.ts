import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import AppImageTarget from 'app-builder-lib/out/targets/appimage/AppImageTarget.js';
import FpmTarget from 'app-builder-lib/out/targets/FpmTarget.js';
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper.js';
import { parse } from 'plist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../build/bundle.ts';
import { complaintsOfPacked, filesOfPacked, largestApp } from '../../build/packed-app.ts';
import { type Packed, packApp, stageProject } from './pack-app.ts';

let project: string;
beforeAll(async () => {
  project = await stageProject();
}, 60_000);
afterAll(() => rm(project, { recursive: true, force: true }));

describe('the app for Linux, packed around a stand-in for Electron', () => {
  let packed: Packed;
  beforeAll(async () => {
    packed = await packApp(project, 'linux', 'x64');
  }, 120_000);

  it('holds what ships and nothing else, and is small', () => {
    const files = filesOfPacked(packed.resources);
    expect(complaintsOfPacked(packed.resources, 'linux', 'x64')).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'dist/licences.txt',
        'dist/main/main.cjs',
        'dist/preload/preload.cjs',
        'dist/renderer/index.html',
        'build/icons/tray-dark.png',
      ]),
    );
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(largestApp);
  });

  it('has the keyring of its own system alone, beside the archive', () => {
    const programs = filesOfPacked(packed.resources).filter(({ path }) => path.endsWith('.node'));
    expect(programs).toEqual([
      expect.objectContaining({
        path: 'node_modules/@napi-rs/keyring-linux-x64-gnu/keyring.linux-x64-gnu.node',
        beside: true,
      }),
    ]);
    expect(complaintsOfPacked(packed.resources, 'linux', 'arm64')).toContainEqual(
      expect.stringContaining('The keyring should be linux-arm64-gnu alone'),
    );
  });

  it('has every fuse set as decided', async () => {
    const { version: _version, ...wire } = await getCurrentFuseWire(packed.executable);
    const on = Object.entries(wire).filter(([, state]) => state === FuseState.ENABLE);
    expect(Object.keys(wire)).toHaveLength(9);
    expect(on.map(([fuse]) => FuseV1Options[Number(fuse)])).toEqual([
      'EnableEmbeddedAsarIntegrityValidation',
      'OnlyLoadAppFromAsar',
      'WasmTrapHandlers',
    ]);
  });

  it('says what a package for Debian and a program of Windows have to say', async () => {
    const linux = packed.context.packager as ConstructorParameters<typeof AppImageTarget>[1];
    const deb = new FpmTarget('deb', linux, new LinuxTargetHelper(linux), project);
    expect(await deb.checkOptions()).toMatchObject({
      name: 'permission-slip',
      maintainer: 'The Permission Slip authors',
      url: 'https://permission-slip.invalid',
    });
    expect(linux.appInfo.companyName).toBe('Permission Slip');
  });

  it('has a desktop entry that desktops accept, under the name that Electron tells them', async () => {
    const { packager } = packed.context;
    const linux = packager as ConstructorParameters<typeof AppImageTarget>[1];
    const helper = new LinuxTargetHelper(linux);
    const name = helper.getDesktopFileName();
    const appImage: object = new AppImageTarget('AppImage', linux, helper, project);
    const { desktopEntry } = appImage as { readonly desktopEntry: { readonly value: Promise<string> } };
    const texts = [
      await helper.computeDesktopEntry(packager.platformSpecificBuildOptions),
      await desktopEntry.value,
    ];
    for (const text of texts) {
      const file = join(project, `${name}.desktop`);
      await writeFile(file, text);
      const checked = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' });
      expect(`${checked.stdout}${checked.stderr}`).toBe('');
      expect(checked.status).toBe(0);
      expect(text).toContain('StartupWMClass=org.permissionslip.PermissionSlip\n');
      expect(text).not.toContain('sandbox');
    }
    expect(name).toBe('org.permissionslip.PermissionSlip');
  });
});

it('brings the licence of each package that is in it', async () => {
  const text = await readFile(join(root, 'dist/licences.txt'), 'utf8');
  const bundles = [...globSync('dist/{main,preload,renderer}/**/*.map', { cwd: root })];
  const sources = await Promise.all(bundles.map((file) => readFile(join(root, file), 'utf8')));
  /* The source maps say it, too, and are written by another part of the bundler. */
  const files = sources.flatMap((source) => (JSON.parse(source) as { sources: readonly string[] }).sources);
  const names = new Set(
    files.flatMap((file) => /.*node_modules\/((?:@[\w.-]+\/)?\w[\w.-]*)\//.exec(file)?.[1] ?? []),
  );
  expect(names.size).toBeGreaterThan(10);
  expect([...names].filter((name) => !text.includes(`\n${name} `))).toEqual([]);
  expect(text).toContain('\n@napi-rs/keyring ');
});

describe('the app for macOS, packed around a stand-in for Electron', () => {
  let packed: Packed;
  beforeAll(async () => {
    packed = await packApp(project, 'mac', 'x64');
  }, 120_000);

  it('holds what ships and nothing else, with the keyring of its own system', () => {
    expect(complaintsOfPacked(packed.resources, 'darwin', 'x64')).toEqual([]);
  });

  it('says in its property list that it lives in the menu bar, and what its archive has to hash to', async () => {
    const list = parse(await readFile(join(packed.resources, '..', 'Info.plist'), 'utf8'));
    const { headerString } = getRawHeader(join(packed.resources, 'app.asar'));
    expect(list).toMatchObject({
      CFBundleIdentifier: 'org.permissionslip.PermissionSlip',
      LSUIElement: true,
      LSMinimumSystemVersion: '13.0',
      ElectronAsarIntegrity: {
        'Resources/app.asar': {
          algorithm: 'SHA256',
          hash: createHash('sha256').update(headerString).digest('hex'),
        },
      },
    });
    /* electron-builder's own list would allow http to anywhere, and explain uses of devices that there are none of. */
    expect(JSON.stringify(list)).not.toMatch(/NSAllowsArbitraryLoads":true|Camera|Microphone|Bluetooth/);
  });
});

it('is not packed with a file that nobody has put on the list', async () => {
  await writeFile(join(project, 'dist/main/notes.txt'), 'left over');
  try {
    await expect(packApp(project, 'linux', 'x64')).rejects.toThrow(
      'dist/main/notes.txt is not on the list of what ships.',
    );
  } finally {
    await rm(join(project, 'dist/main/notes.txt'));
  }
}, 120_000);
