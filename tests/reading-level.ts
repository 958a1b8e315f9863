/**
 * How many years of school a text asks for, in US grades, by Flesch and Kincaid: 0.39 words a sentence plus 11.8
 * syllables a word, minus 15.59. Names of products should be taken out first: a reader knows them as one thing.
 */
export function readingGrade(text: string): number {
  const sentences = sentencesOf(text);
  const words = sentences.flatMap(wordsOf);
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

/** The sentences of a text that hold a word. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.:?!])\s+|\n+/).filter((sentence) => wordsOf(sentence).length > 0);
}

function wordsOf(sentence: string): string[] {
  return sentence.toLowerCase().match(/[a-z][a-z'’]*/g) ?? [];
}

/** Counts the vowel groups of an English word, without a silent "e" or "ed" at its end. */
export function syllablesOf(word: string): number {
  const letters = word.replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters
    .replace(/(?:[^laeiouyd]es|[^aeiouytd]ed|[^laeiouy]e)$/, (end) => end.slice(0, 1))
    .replace(/^y/, '');
  return Math.max(1, (spoken.match(/[aeiouy]{1,2}/g) ?? []).length);
}
