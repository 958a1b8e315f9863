import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { licencesOf, packageFolders } from './licences.ts';

/** The project's folder. */
export const root = resolve(import.meta.dirname, '..');

/** `package` leaves source maps out; everything else is byte for byte what the owner runs. */
export type BuildMode = 'development' | 'package';

export type Built = {
  /** The main bundle. Preload and renderer lie beside its folder, as package.json's `main` expects. */
  readonly main: string;
};

const parts = ['main', 'preload', 'renderer'] as const;
const inputs = [
  'shared/**',
  'electron/**',
  'renderer/**',
  'build/bundle.ts',
  'build/licences.ts',
  'docs/owners/**',
  'package.json',
  'package-lock.json',
];
const isTest = /\.test\.tsx?$/;

/** Everything that decides what the bundles hold, as one hash. */
function fingerprint(mode: BuildMode): string {
  const hash = createHash('sha256').update(`${mode} ${process.version}\n`);
  const files = globSync(inputs, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isTest.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Builds the main, preload and renderer bundles into `dist/`; returns at once when nothing has changed. */
export async function buildApp({ mode }: { readonly mode: BuildMode }): Promise<Built> {
  const dist = join(root, 'dist');
  const main = join(dist, 'main', 'main.cjs');
  const stampFile = join(dist, '.stamp');
  const stamp = fingerprint(mode);
  const isRight = async () =>
    parts.every((part) => existsSync(join(dist, part))) &&
    existsSync(stampFile) &&
    (await readFile(stampFile, 'utf8')) === stamp;
  if (await isRight()) return { main };

  await mkdir(dist, { recursive: true });
  // Built aside and renamed into place, so that neither a failed nor an interrupted build leaves half a bundle.
  const aside = await mkdtemp(join(dist, '.build-'));
  try {
    const configs = [
      mainConfig(join(aside, 'main'), mode),
      ...(await preloadConfigs(join(aside, 'preload'))),
      rendererConfig(join(aside, 'renderer'), mode),
    ];
    const built = await forTheOwner(() => Promise.all(configs.map((config) => build(config))));
    const shipped = [...packageFolders(built), join(root, 'node_modules', '@napi-rs', 'keyring')];
    const licences = licencesOf(shipped);
    await rm(stampFile, { force: true });
    for (const part of parts) {
      await rm(join(dist, part), { recursive: true, force: true });
      await rename(join(aside, part), join(dist, part));
    }
    await writeFile(join(dist, 'licences.txt'), licences);
    await writeFile(stampFile, stamp);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return { main };
}

/* Vite and React go by NODE_ENV, which a run of tests sets to its own: the bundles are the owner's, whoever builds them. */
async function forTheOwner<T>(run: () => Promise<T>): Promise<T> {
  const { NODE_ENV: before } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

const common = (outDir: string): InlineConfig => ({
  configFile: false,
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  root,
  build: { outDir, emptyOutDir: true, minify: true, reportCompressedSize: false },
});

/* V8 keeps the text of a script, in two bytes a character as soon as one of them is not Latin. */
const charset = 'ascii';

/** Bundles CommonJS for Node 24 (Electron 45's), leaving `external` to be required at run time. */
function nodeConfig(outDir: string, entry: string, external: readonly string[]): InlineConfig {
  const base = common(outDir);
  const name = entry.replace(/^.*\/|\.ts$/g, '');
  return {
    ...base,
    ssr: { target: 'node', noExternal: true, external: [...external] },
    build: {
      ...base.build,
      ssr: join(root, entry),
      target: 'node24',
      rolldownOptions: {
        external: [...external],
        output: {
          format: 'cjs',
          charset,
          entryFileNames: `${name}.cjs`,
          chunkFileNames: '[name]-[hash].cjs',
        },
      },
    },
  };
}

function mainConfig(outDir: string, mode: BuildMode): InlineConfig {
  const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]);
  const config = nodeConfig(outDir, 'electron/main.ts', ['electron', '@napi-rs/keyring', ...builtins]);
  return { ...config, build: { ...config.build, sourcemap: mode === 'development' } };
}

/**
 * A preload script runs sandboxed: one CommonJS file that may require nothing but `electron`. There is one for each page,
 * `preload.ts` over `contract.ts` and `preload-x.ts` over `x-contract.ts`. Of its contract it needs the channel names
 * alone, which are written in here so that zod stays out of it.
 */
function preloadConfigs(outDir: string): Promise<InlineConfig[]> {
  const entries = globSync('electron/preload*.ts', { cwd: root });
  return Promise.all(entries.map((entry) => preloadConfig(outDir, entry.replaceAll('\\', '/'))));
}

async function preloadConfig(outDir: string, entry: string): Promise<InlineConfig> {
  const page = /preload-(.+)\.ts$/.exec(entry)?.[1];
  const file = page === undefined ? 'contract.ts' : `${page}-contract.ts`;
  const contract: unknown = await import(pathToFileURL(join(root, 'shared/ipc', file)).href);
  const { commandNames, eventNames = [] } = contract as {
    readonly commandNames: readonly string[];
    readonly eventNames?: readonly string[];
  };
  const config = nodeConfig(outDir, entry, ['electron']);
  const name = page === undefined ? 'preload' : `preload-${page}`;
  return {
    ...config,
    define: {
      __COMMAND_CHANNELS__: JSON.stringify(commandNames),
      __EVENT_CHANNELS__: JSON.stringify(eventNames),
    },
    build: {
      ...config.build,
      // The preload scripts are built side by side into one folder, which is new.
      emptyOutDir: false,
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', charset, entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  };
}

/* With all that these import. Only what does nothing by itself: every page loads the file that it becomes. */
const firstScreen =
  /renderer[\\/](app[\\/]App\.tsx|tokens\.css|base\.css)$|node_modules[\\/]react-dom[\\/]client\.js$/;

/** Pages for `app://bundle/`, under a policy that allows neither inline scripts, inline styles nor data: fonts. */
function rendererConfig(outDir: string, mode: BuildMode): InlineConfig {
  const base = common(outDir);
  const rendererRoot = join(root, 'renderer');
  return {
    ...base,
    root: rendererRoot,
    base: '/',
    plugins: [react()],
    css: { modules: { localsConvention: 'camelCaseOnly' } },
    build: {
      ...base.build,
      // Chromium 156, which Electron 45 carries; older syntax would only cost bytes.
      target: 'chrome150',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: mode === 'development' ? 'hidden' : false,
      rolldownOptions: {
        input: globSync('*.html', { cwd: rendererRoot }).map((file) => join(rendererRoot, file)),
        output: {
          charset,
          // All that draws the first screen, in one file: left to itself, Rolldown makes a dozen.
          codeSplitting: { groups: [{ name: 'first-screen', test: firstScreen }] },
        },
      },
    },
  };
}
