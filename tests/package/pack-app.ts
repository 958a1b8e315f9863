import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AfterPackContext, Arch, build, Platform } from 'electron-builder';
import { root } from '../../build/bundle.ts';
import { packagesOf } from '../../build/packages.ts';
import { makeLinuxElectron, makeMacElectron } from './fake-electron.ts';

/** Keyrings that a machine may have besides its own, after `npm install --force`. */
const strayKeyrings = ['linux-x64-gnu', 'linux-x64-musl', 'linux-arm64-gnu', 'darwin-x64', 'darwin-arm64'];

/** A copy of what electron-builder reads of the project, with the keyrings of several systems. */
export async function stageProject(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'permission-slip-package-'));
  const modules = join(project, 'node_modules', '@napi-rs');
  await mkdir(modules, { recursive: true });
  /* The sources are there to see that they stay out. */
  for (const path of ['dist', 'package.json', 'build/icons', 'build/package-files', 'shared']) {
    await cp(join(root, path), join(project, path), { recursive: true });
  }
  await cp(join(root, 'node_modules/@napi-rs/keyring'), join(modules, 'keyring'), {
    recursive: true,
    dereference: true,
  });
  for (const system of strayKeyrings) {
    const folder = join(modules, `keyring-${system}`);
    await mkdir(folder);
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name: `@napi-rs/keyring-${system}`, version: await keyringVersion() }),
    );
    /* As large as the real ones are, so that the size that is weighed is true. */
    await writeFile(join(folder, `keyring.${system}.node`), Buffer.alloc(1_500_000, 1));
  }
  return project;
}

async function keyringVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(
    await readFile(join(root, 'node_modules/@napi-rs/keyring/package.json'), 'utf8'),
  );
  const isNamed = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isNamed ? String(manifest.version) : '';
}

export type Packed = {
  /** Electron's executable, with its fuses. */
  readonly executable: string;
  /** The folder with `app.asar`. */
  readonly resources: string;
  readonly context: AfterPackContext;
};

/**
 * Packs a staged project by electron-builder itself, into a folder, around a stand-in for Electron. Signing and the
 * installers are left out, as they need a certificate and tools that are fetched.
 */
export async function packApp(
  project: string,
  system: 'linux' | 'mac',
  arch: 'x64' | 'arm64',
): Promise<Packed> {
  const electron = join(project, `electron-${system}`);
  await (system === 'mac' ? makeMacElectron(electron) : makeLinuxElectron(electron));
  const config = packagesOf(system === 'mac' ? 'darwin' : 'linux', null);
  const { afterPack } = config;
  let seen: AfterPackContext | null = null;
  await build({
    projectDir: project,
    publish: 'never',
    targets: Platform.fromString(system === 'mac' ? 'mac' : 'linux').createTarget('dir', Arch[arch]),
    config: {
      ...config,
      electronDist: electron,
      directories: { ...config.directories, output: join(project, `out-${system}-${arch}`) },
      afterPack: async (context) => {
        seen = context;
        if (typeof afterPack === 'function') await afterPack(context);
      },
    },
  });
  const context = seen as AfterPackContext | null;
  if (context === null) throw new Error('electron-builder has packed nothing.');
  const bundle = join(context.appOutDir, 'Permission Slip.app');
  return system === 'mac'
    ? { executable: bundle, resources: join(bundle, 'Contents/Resources'), context }
    : {
        executable: join(context.appOutDir, 'permission-slip'),
        resources: join(context.appOutDir, 'resources'),
        context,
      };
}
