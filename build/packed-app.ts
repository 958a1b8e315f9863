import { existsSync, globSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage, statFile, uncache } from '@electron/asar';

/** The most that the app may take without Electron, in bytes. */
export const largestApp = 15 * 1024 * 1024;

/** What ships, and nothing else. The keyring's own program lies beside the archive, since a system can't load it from inside. */
const allowed: readonly RegExp[] = [
  /^package\.json$/,
  /^build\/icons\/icon\.png$/,
  /^build\/icons\/tray(?:-attention)?(?:Template|-dark|-light|-any)(?:@2x)?\.png$/,
  /^dist\/licences\.txt$/,
  /^dist\/main\/main\.cjs$/,
  /^dist\/main\/[\w.-]+-[\w-]{8}\.cjs$/,
  /^dist\/preload\/preload(?:-\w+)?\.cjs$/,
  /^dist\/renderer\/\w+\.html$/,
  /^dist\/renderer\/assets\/[\w.-]+-[\w-]{8}\.(?:js|css|woff2|svg|png)$/,
  /^node_modules\/@napi-rs\/keyring\/(?:package\.json|index\.js|LICENSE)$/,
  /^node_modules\/@napi-rs\/keyring-[\w-]+\/(?:package\.json|keyring\.[\w-]+\.node|LICENSE[\w.-]*)$/,
];

/** The one keyring of each system. */
const keyringOf: Readonly<Record<string, (arch: string) => string>> = {
  darwin: (arch) => `darwin-${arch}`,
  win32: (arch) => `win32-${arch}-msvc`,
  linux: (arch) => `linux-${arch}-gnu`,
};

/** The files of a packed app, with their sizes in bytes and whether they lie in the archive or beside it. */
export type PackedFile = { readonly path: string; readonly size: number; readonly beside: boolean };

/** Lists what is in `app.asar` and in `app.asar.unpacked`. */
export function filesOfPacked(resources: string): readonly PackedFile[] {
  const archive = join(resources, 'app.asar');
  /* A file of the same name may have been read before. */
  uncache(archive);
  return listPackage(archive, { isPack: false }).flatMap((entry) => {
    const path = entry.replaceAll('\\', '/').replace(/^\//, '');
    const found = statFile(archive, path.replaceAll('/', process.platform === 'win32' ? '\\' : '/'));
    return 'size' in found ? [{ path, size: found.size, beside: found.unpacked === true }] : [];
  });
}

/** All that is wrong with a packed app, in plain sentences; empty where nothing is. */
export function complaintsOfPacked(resources: string, platform: string, arch: string): readonly string[] {
  const files = filesOfPacked(resources);
  const keyring = keyringOf[platform]?.(arch);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const programs = files.filter(({ path }) => path.endsWith('.node'));
  const beside = files.filter((file) => file.beside).map(({ path }) => path);
  const loose = globSync('**', { cwd: join(resources, 'app.asar.unpacked'), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(resources, 'app.asar.unpacked').length + 1))
    .map((path) => path.replaceAll('\\', '/'));
  return [
    ...(existsSync(join(resources, 'app')) ? ['There is a folder "app" that Electron would load.'] : []),
    ...files
      .filter(({ path }) => !allowed.some((pattern) => pattern.test(path)))
      .map(({ path }) => `${path} is not on the list of what ships.`),
    ...(programs.length === 1 && programs[0]?.path.includes(`/keyring-${keyring}/`)
      ? []
      : [`The keyring should be ${keyring} alone, and is: ${programs.map(({ path }) => path).join(', ')}.`]),
    ...beside
      .filter((path) => !path.includes(`/keyring-${keyring}/`))
      .map((path) => `${path} lies beside the archive, where nothing checks it.`),
    ...loose.filter((path) => !beside.includes(path)).map((path) => `${path} is not in the archive's list.`),
    ...(size > largestApp ? [`It takes ${size} bytes, and may take ${largestApp}.`] : []),
    ...complaintsOfManifest(join(resources, 'app.asar')),
  ];
}

function complaintsOfManifest(archive: string): readonly string[] {
  if (!lstatSync(archive).isFile()) return ['The archive is no file.'];
  const manifest: unknown = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
  const keys = typeof manifest === 'object' && manifest !== null ? Object.keys(manifest) : [];
  return keys
    .filter((key) => ['scripts', 'devDependencies'].includes(key))
    .map((key) => `package.json still has "${key}".`);
}
