import { randomBytes } from 'node:crypto';
import type { RandomId } from '../core/ports.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Letters from the operating system's randomness: 5 bits each. */
export const randomLetters: RandomId = {
  letters: (length) => Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join(''),
};
