import fc from 'fast-check';

/** Any code point, half a pair as well. fast-check's own `binary` says the same with a table of a million rows. */
export const anyLetter = fc
  .integer({ min: 0, max: 0x10_ffff })
  .map((codePoint) => String.fromCodePoint(codePoint));
