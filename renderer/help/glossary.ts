import words from '../../docs/owners/words.md?raw';

const line = /^\| ([^|]+?) +\| ([^|]+?) +\|$/gm;

/** The words that a screen explains where it first uses them. */
export const explainedWords = ['slip', 'setup key', 'pass', 'prompt', 'terminal'] as const;
export type WordToExplain = (typeof explainedWords)[number];

/** What a word means, as docs/owners/words.md has it; null for a word that is not there. */
export function meaningOf(word: string): string | null {
  for (const [, names = '', meaning = ''] of words.matchAll(line)) {
    if (names.split(', ').includes(word)) return meaning.replace(/\[(.+?)\]\(.+?\)/g, '$1');
  }
  return null;
}
