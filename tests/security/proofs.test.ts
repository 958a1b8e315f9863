import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';

/* docs/security.md says where each rule is proven. What it names has to be there. */
const tests = resolve(import.meta.dirname, '..');
const text = readFileSync(resolve(tests, '../docs/security.md'), 'utf8');
const rows = text
  .slice(text.indexOf('| item | how it is kept | where it is proven |'))
  .split('\n')
  .slice(2)
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, item = '', , proven = '']) => ({ item, proven }));
const named = rows.flatMap(({ item, proven }) =>
  [...proven.matchAll(/`([\w/-]+)`: "([^"]+)"/g)].map(([, file = '', title = '']) => ({ item, file, title })),
);

describe('the table of proofs', () => {
  it("has each of Electron's twenty items, and each fuse, and names a test for all it has", () => {
    const items = rows.map(({ item }) => item);
    const fuses = Object.values(FuseV1Options).filter((name) => typeof name === 'string');
    expect(items.slice(0, 20).map((item) => Number.parseInt(item, 10))).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    expect(fuses.filter((name) => !items.includes(name))).toEqual([]);
    expect(items.filter((item) => !named.some((one) => one.item === item))).toEqual([]);
  });

  it.each(named)('names a test that is there and runs, for "$item": $file, $title', ({ file, title }) => {
    const path = resolve(tests, `${file}.test.ts`);
    expect(existsSync(path)).toBe(true);
    const source = readFileSync(path, 'utf8');
    expect(["'", '"', '`'].some((quote) => source.includes(`${quote}${title}`))).toBe(true);
    expect(source).not.toMatch(/\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|todo|only|fails)\b/);
  });

  it('names a file for each search for secrets that is there', () => {
    const files = text.match(/tests\/[\w/-]+\.test\.ts/g) ?? [];
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !existsSync(resolve(tests, '..', file)))).toEqual([]);
  });
});
