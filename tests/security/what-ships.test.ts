import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

type Lock = {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly hasInstallScript?: boolean;
        readonly resolved?: string;
        readonly integrity?: string;
      }
    >
  >;
};
const { packages } = read('package-lock.json') as Lock;
const installed = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

it('only the keyring, with one program a system, is installed where the app runs', () => {
  const ships = installed.filter(([, { dev }]) => dev !== true).map(([path]) => nameOf(path));
  expect(ships.filter((name) => !/^@napi-rs\/keyring(?:-[\w-]+)?$/.test(name))).toEqual([]);
  expect(ships).toContain('@napi-rs/keyring');
});

it('no package runs a script when it is installed unless it is named, and only one may', () => {
  const scripts = installed.filter(([, one]) => one.hasInstallScript).map(([path]) => nameOf(path));
  const { allowScripts } = read('package.json') as { allowScripts: Readonly<Record<string, boolean>> };
  expect(Object.keys(allowScripts).sort()).toEqual(scripts.sort());
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
});

it('every package is pinned by a hash, and none comes from elsewhere than the registry', () => {
  const odd = installed.filter(
    ([, { resolved = 'https://registry.npmjs.org/', integrity }]) =>
      !resolved.startsWith('https://registry.npmjs.org/') || integrity?.startsWith('sha512-') !== true,
  );
  expect(odd.map(([path]) => path)).toEqual([]);
});

it('every version is exact', () => {
  const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

const workflow = (name: string) => readFileSync(join(root, '.github/workflows', name), 'utf8');

it.each(['ci.yml', 'release.yml'])('%s runs no action that is not pinned by its hash', (name) => {
  const used = workflow(name).match(/uses: .*/g) ?? [];
  expect(used.length).toBeGreaterThan(1);
  expect(used.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

it.each([
  ['ci.yml', []],
  ['release.yml', ['id-token: write', 'attestations: write', 'contents: write']],
])('%s may read, and write by these rights alone', (name, rights) => {
  expect(workflow(name)).toMatch(/^permissions:\n {2}contents: read\n\n/m);
  expect(workflow(name).match(/[\w-]+: write\b.*|permissions: .*/g) ?? []).toEqual(rights);
});

it.each([
  [
    'audited, and its Electron held against the newest, before it is packed',
    ['npm audit --audit-level', 'npm audit signatures', 'npm view electron version', 'npm run package'],
  ],
  [
    'held against its publisher on Windows after it was packed and before it is uploaded',
    [
      'npm run package',
      'Get-AuthenticodeSignature',
      "-ne 'Valid'",
      '-cne $env:PUBLISHER',
      'actions/upload-artifact@',
    ],
  ],
  [
    'uploaded with what is inside, checksums and where it was built, into a draft that a person publishes',
    [
      'npm run package',
      'npm sbom --sbom-format cyclonedx > "release/',
      'node ../build/checksums.ts > "SHA256SUMS-',
      'actions/attest-build-provenance@',
      'actions/upload-artifact@',
      'gh release create "$TAG" --repo "$REPOSITORY" --draft --verify-tag',
    ],
  ],
])('a release is %s', (_what, places) => {
  const steps = workflow('release.yml');
  const found = places.map((place) => steps.indexOf(place));
  expect(found.every((at, index) => at > (found[index - 1] ?? 0))).toBe(true);
});

it('a release has nothing uploaded that is not attested', () => {
  const [attested, uploaded] = ['subject-path', 'path'].map(
    (name) => new RegExp(`^ +${name}: \\|\\n((?: {12}\\S+\\n)+)`, 'm').exec(workflow('release.yml'))?.[1],
  );
  expect(uploaded).toContain('release/Permission-Slip-*');
  expect(attested).toBe(uploaded);
});

it('no script makes V8 keep its text twice as large for a letter that is not Latin', () => {
  const scripts = globSync('dist/{main,preload,renderer/assets}/*.{cjs,js}', { cwd: root });
  expect(scripts.length).toBeGreaterThan(20);
  const isLatin = (file: string) => readFileSync(join(root, file)).every((byte) => byte < 0x80);
  expect(scripts.filter((file) => !isLatin(file))).toEqual([]);
});

it('the pages are bundled as for the owner, also where a run of tests bundles them', () => {
  const pages = readdirSync(join(root, 'dist/renderer/assets')).filter((file) => file.endsWith('.js'));
  const texts = pages.map((file) => readFileSync(join(root, 'dist/renderer/assets', file), 'utf8'));
  expect(texts.some((text) => text.includes('react.transitional.element'))).toBe(true);
  /* React's development build alone writes such things into the console. */
  expect(texts.filter((text) => text.includes('Each child in a list should have a unique'))).toEqual([]);
});
