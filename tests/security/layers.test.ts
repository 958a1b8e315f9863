import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/* A copy, so that nothing forbidden is left in the project should a test be interrupted. */
let copy = '';

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'permission-slip-layers-'));
  const parts = [
    'shared',
    'electron',
    'renderer',
    'biome.json',
    'package.json',
    'tsconfig.base.json',
    '.gitignore',
  ];
  await Promise.all(parts.map((part) => cp(join(root, part), join(copy, part), { recursive: true })));
  /* Packages are shared, but not the folder beside them in which the compiler keeps what it knows. */
  await mkdir(join(copy, 'node_modules'));
  const packages = (await readdir(join(root, 'node_modules'))).filter((name) => name !== '.cache');
  await Promise.all(
    packages.map((name) =>
      symlink(join(root, 'node_modules', name), join(copy, 'node_modules', name), 'junction'),
    ),
  );
}, 60_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

type Plant = {
  readonly file: string;
  readonly text: string;
  readonly refusedBy: readonly ('compiler' | 'linter')[];
};

const both = ['compiler', 'linter'] as const;
const importing = (from: string) =>
  `import * as forbidden from '${from}';\n\nexport const planted = forbidden;\n`;
const plant = (from: string, refusedBy: Plant['refusedBy'] = both): Omit<Plant, 'file'> => ({
  text: importing(from),
  refusedBy,
});

/* The linter alone knows packages; the compiler alone knows what a layer may see of the world around it. */
const layers: readonly { readonly layer: string; readonly plants: readonly Omit<Plant, 'file'>[] }[] = [
  {
    layer: 'shared',
    plants: [
      plant('../electron/core/desk.ts'),
      plant('../renderer/client.ts'),
      plant('electron', ['linter']),
      plant('cloudflare', ['linter']),
      plant('react', ['linter']),
    ],
  },
  {
    /* By themselves: what the others import brings Node's types along. */
    layer: 'shared',
    plants: [
      plant('node:fs'),
      { text: 'export const planted = document.title;\n', refusedBy: ['compiler'] },
      { text: 'export const planted = process.env;\n', refusedBy: ['compiler'] },
    ],
  },
  {
    layer: 'electron/core',
    plants: [
      plant('../adapters/book-file.ts'),
      plant('../practice/practice-cloudflare.ts'),
      plant('../shell/registrar.ts'),
      plant('../main.ts'),
      plant('../../renderer/client.ts'),
      plant('electron', ['linter']),
      plant('cloudflare/client', ['linter']),
      plant('@napi-rs/keyring', ['linter']),
      { text: 'export const planted = document.title;\n', refusedBy: ['compiler'] },
    ],
  },
  {
    layer: 'electron/adapters',
    plants: [
      plant('../shell/registrar.ts'),
      plant('../main.ts'),
      plant('../../renderer/client.ts'),
      plant('../practice/practice-cloudflare.ts', ['compiler']),
      plant('electron', ['linter']),
    ],
  },
  {
    layer: 'electron/practice',
    plants: [
      plant('../shell/registrar.ts'),
      plant('../../renderer/client.ts'),
      plant('../adapters/book-file.ts', ['compiler']),
      plant('electron', ['linter']),
    ],
  },
  {
    layer: 'electron/shell',
    plants: [
      plant('../main.ts'),
      plant('../../renderer/client.ts'),
      plant('cloudflare', ['linter']),
      plant('@napi-rs/keyring', ['linter']),
    ],
  },
  {
    layer: 'renderer',
    plants: [
      plant('../electron/core/desk.ts'),
      plant('../electron/shell/registrar.ts'),
      plant('../electron/practice/practice-cloudflare.ts'),
      plant('node:fs', ['linter']),
      plant('cloudflare', ['linter']),
    ],
  },
];

/** What a tool says of the copy; both end with a complaint or with nothing. */
async function complaints(tool: 'tsc' | 'biome', args: readonly string[]): Promise<string> {
  const entry = tool === 'tsc' ? 'typescript/bin/tsc' : '@biomejs/biome/bin/biome';
  try {
    await run(process.execPath, [join(root, 'node_modules', entry), ...args], {
      cwd: copy,
      maxBuffer: 2 ** 26,
    });
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    return stdout + stderr;
  }
}

const compile = (layer: string) => complaints('tsc', ['-b', layer]);
const lint = (layer: string) => complaints('biome', ['lint', '--max-diagnostics=none', layer]);

describe('the layers', () => {
  it('are as they should be before anything is planted', async () => {
    expect([await compile('electron/shell'), await compile('renderer'), await lint('.')]).toEqual([
      '',
      '',
      '',
    ]);
  }, 120_000);

  it.each(layers)(
    'refuse what is forbidden in $layer ($plants.length plants)',
    async ({ layer, plants }) => {
      const files = plants.map((one, index): Plant => ({ ...one, file: `planted-${index}.ts` }));
      await Promise.all(files.map(({ file, text }) => writeFile(join(copy, layer, file), text)));
      try {
        const [compiler, linter] = [await compile(layer), await lint(layer)];
        const refusals = files.map(({ file, text }) => ({
          text,
          refusedBy: both.filter((tool) => (tool === 'compiler' ? compiler : linter).includes(file)),
        }));
        expect(refusals).toEqual(files.map(({ text, refusedBy }) => ({ text, refusedBy })));
      } finally {
        await Promise.all(files.map(({ file }) => rm(join(copy, layer, file))));
      }
    },
    120_000,
  );
});
