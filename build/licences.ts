import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { build } from 'vite';

type Built = Awaited<ReturnType<typeof build>>;

/** The folders of the npm packages that anything of bundles came from. */
export function packageFolders(built: readonly Built[]): readonly string[] {
  const modules = built
    .flat()
    .flatMap((one) => ('output' in one ? one.output : []))
    .flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
  const folders = modules.flatMap((id) => {
    const path = id.replaceAll('\\', '/').replace(/^\0/, '');
    const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    return folder !== undefined && existsSync(join(folder, 'package.json')) ? [folder] : [];
  });
  return [...new Set(folders)].sort();
}

/** What is shipped of others: each package with its version, and the text of its licence. */
export function licencesOf(folders: readonly string[]): string {
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly name: string;
      readonly version: string;
      readonly license?: string;
    };
    const texts = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file));
    return [
      `${name} ${version} (${license ?? 'see below'})`,
      ...texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()),
    ].join('\n\n');
  });
  const head = 'Permission Slip is made with these packages. Electron and Chromium bring lists of their own.';
  return `${[head, ...new Set(parts)].join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}
