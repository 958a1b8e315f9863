import type { RandomId } from '../../electron/core/ports.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Ids that are the same in each run of a test, and all different within it. */
export function countedLetters(): RandomId {
  let count = 0;
  return {
    letters(length) {
      count += 1;
      const digits = count.toString(32).padStart(length, '0');
      return [...digits].map((digit) => alphabet[Number.parseInt(digit, 32)]).join('');
    },
  };
}
