import { expect, it } from 'vitest';
import { randomLetters } from '../../../electron/adapters/random-letters.ts';

it('random letters are of the right number and kind, and differ', () => {
  const ids = Array.from({ length: 200 }, () => randomLetters.letters(16));
  expect(ids.every((id) => /^[a-z2-7]{16}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});
