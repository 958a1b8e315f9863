import { describe, expect, it } from 'vitest';
import { type CheckUpAnswers, checkUpQuestions, checkUpState } from '../../../shared/check-up.ts';

/** The answers that give no cause for anything, in the order of the questions. */
const fine: CheckUpAnswers = [false, false, false, true, false, true];

const upTo = (number: number): CheckUpAnswers => [...fine.slice(0, number), fine[number] !== true];

describe('a check-up', () => {
  it('asks one question after the other while nothing speaks against the slip', () => {
    const asked = fine.map((_, index) => checkUpState(fine.slice(0, index)));
    expect(asked).toEqual(
      checkUpQuestions.map((question, index) => ({ at: 'question', question, number: index + 1 })),
    );
  });

  it('ends in keeping the slip where no answer speaks against it', () => {
    expect(checkUpState(fine)).toEqual({ at: 'advice', advice: { do: 'keep' } });
  });

  it.each([
    [0, { do: 'revoke', why: 'job-done' }],
    [1, { do: 'revoke', why: 'person-left' }],
    [2, { do: 'rotate', why: 'pasted' }],
    [3, { do: 'rotate', why: 'unsure-where' }],
    [4, { do: 'narrow', why: 'too-much' }],
    [5, { do: 'narrow', why: 'end-wrong' }],
  ] as const)('ends at question %i as soon as its answer is a cause for something', (index, advice) => {
    expect(checkUpState(upTo(index))).toEqual({ at: 'advice', advice });
  });

  it('ends in exactly one advice, whatever is answered', () => {
    for (let mask = 0; mask < 64; mask += 1) {
      const answers = fine.map((_, index) => ((mask >> index) & 1) === 1);
      const first = answers.findIndex((answer, index) => answer !== fine[index]);
      const state = checkUpState(answers);
      expect(state).toEqual(first < 0 ? checkUpState(fine) : checkUpState(upTo(first)));
    }
  });
});
