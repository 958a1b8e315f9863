import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What Electron's executable has its fuses behind. Source: @electron/fuses, src/constants.ts. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Electron's executable as far as fuses go: some bytes, and a wire of so many fuses that are all off. */
export function executableWithFuses(count: number): Buffer {
  const wire = Buffer.concat([Buffer.from([1, count]), Buffer.from('0'.repeat(count))]);
  return Buffer.concat([Buffer.alloc(64, 7), Buffer.from(sentinel), wire, Buffer.alloc(64, 7)]);
}

const plist = (...pairs: readonly (readonly [string, string])[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${pairs
    .map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
    .join('')}</dict></plist>`;

/** A folder that looks to electron-builder like Electron for Linux. */
export async function makeLinuxElectron(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'electron'), executableWithFuses(9));
  await writeFile(join(folder, 'LICENSE'), 'Electron');
}

/** A folder that looks to electron-builder like Electron for macOS: its bundles, with what is read of them. */
export async function makeMacElectron(folder: string): Promise<void> {
  const contents = join(folder, 'Electron.app', 'Contents');
  const frameworks = join(contents, 'Frameworks');
  const bundles = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'].map((kind) => `Electron Helper${kind}`);
  await mkdir(join(contents, 'MacOS'), { recursive: true });
  await mkdir(join(contents, 'Resources'), { recursive: true });
  await writeFile(join(contents, 'MacOS', 'Electron'), 'program');
  await writeFile(
    join(contents, 'Info.plist'),
    plist(['CFBundleExecutable', 'Electron'], ['CFBundleName', 'Electron']),
  );
  for (const name of bundles) {
    const bundle = join(frameworks, `${name}.app`, 'Contents');
    await mkdir(join(bundle, 'MacOS'), { recursive: true });
    await writeFile(join(bundle, 'MacOS', name), 'program');
    await writeFile(join(bundle, 'Info.plist'), plist(['CFBundleExecutable', name], ['CFBundleName', name]));
  }
  const framework = join(frameworks, 'Electron Framework.framework');
  await mkdir(framework, { recursive: true });
  await writeFile(join(framework, 'Electron Framework'), executableWithFuses(9));
}
