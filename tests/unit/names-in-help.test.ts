import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (file: string) =>
  readFileSync(join(root, file), 'utf8').replaceAll('’', "'").replace(/\s+/g, ' ');
const filesIn = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));

const sources = ['renderer', 'shared', 'electron/shell']
  .flatMap((folder) => filesIn(folder, /\.tsx?$/))
  .map((file) => read(file).replaceAll('> ', '>').replaceAll(' <', '<'))
  .join('\n');

/* Bold for its weight, or a name that has the agent's in it. A sentence ends with its point. */
const notNames = [
  'through the app',
  'If it says "can do more than planned"',
  'If your agent runs in the cloud',
  'What your agent changed',
  'Never give these to an agent or a person:',
];

const names = ['README.md', ...filesIn('docs/owners', /\.md$/)].flatMap((file) =>
  [...new Set([...read(file).matchAll(/\*\*(.+?)\*\*/g)].map(([, name = '']) => name))]
    .filter((name) => !notNames.includes(name) && !name.endsWith('.'))
    .map((name) => [file, name] as const),
);

it.each(names)('%s leads to what the app calls %s', (_, name) => {
  const written = [`>${name}<`, `'${name}'`, `"${name}"`];
  expect(written.some((text) => sources.includes(text))).toBe(true);
});
