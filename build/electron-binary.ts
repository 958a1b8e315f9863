import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './bundle.ts';

const folder = join(root, 'node_modules', 'electron');
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** Electron's executable where it is already on this machine, or undefined. Downloads nothing. */
export function electronBinary(): string | undefined {
  const name = executable[process.platform as keyof typeof executable] ?? 'electron';
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override)
    return [join(override, name), join(override, basename(name))].find((file) => existsSync(file));
  const versionFile = join(folder, 'dist', 'version');
  const file = join(folder, 'dist', name);
  // `path.txt` is what the package's own installer writes last.
  const isWhole = existsSync(join(folder, 'path.txt')) && existsSync(versionFile) && existsSync(file);
  return isWhole && readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === version ? file : undefined;
}

/** Whether the place the installer downloads from answers within five seconds. */
async function hostAnswers(): Promise<boolean> {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env;
  const mirror =
    ELECTRON_MIRROR ??
    npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  const file = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    return (await fetch(file, { method: 'HEAD', signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Lets Electron's own installer fetch the binary (from its cache, a mirror or the network). The installer gets ten
 * minutes where its host answers, and fifteen seconds (enough for the cache or a proxy that only it knows) where not.
 * @returns the executable, or undefined when it can't be had now; the next start tries again
 */
export async function fetchElectron(): Promise<string | undefined> {
  const here = electronBinary();
  if (here !== undefined) return here;
  const installer = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => {
    installer.once('error', () => done());
    installer.once('exit', () => done());
  });
  const stop = () => installer.kill();
  process.once('exit', stop);
  let limit = setTimeout(stop, 15_000);
  const probe = hostAnswers().then((answers) => {
    if (!answers || installer.exitCode !== null || installer.signalCode !== null) return;
    console.log(`Fetching Electron ${version} (about 120 MB, once).`);
    clearTimeout(limit);
    limit = setTimeout(stop, 600_000);
  });
  await ended;
  await probe;
  clearTimeout(limit);
  process.off('exit', stop);
  return electronBinary();
}
