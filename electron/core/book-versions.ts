/**
 * What brings a book of each version to the next, beginning with version 1. Any change of the book's form is a version of
 * its own, also one word more in a list of words: an older app would take such a book for a damaged one. A step may meet
 * anything; what comes out is checked like any book.
 */
const steps: readonly ((old: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>)[] = [
  /* Version 1 grew by fields that the schema fills in where a book lacks them. */
  (old) => old,
];

/** The version of the book's form. A file of a higher version is opened for reading only. */
export const bookVersion = steps.length + 1;

/** A book of this or an earlier version, in today's form as far as it was well formed. */
export function broughtUp(old: Readonly<Record<string, unknown>>, version: number): unknown {
  const grown = steps.slice(version - 1).reduce((one, step) => step(one), old);
  return { ...grown, version: bookVersion };
}
