/** The questions of a check-up, the ones whose answer asks for the most first. */
export const checkUpQuestions = [
  'job-done',
  'person-left',
  'pasted',
  'know-where',
  'too-much',
  'end-right',
] as const;
export type CheckUpQuestion = (typeof checkUpQuestions)[number];

/** What a check-up ends in. */
export type CheckUpAdvice =
  | { readonly do: 'keep' }
  | { readonly do: 'revoke'; readonly why: 'job-done' | 'person-left' }
  | { readonly do: 'rotate'; readonly why: 'pasted' | 'unsure-where' }
  | { readonly do: 'narrow'; readonly why: 'too-much' | 'end-wrong' };

/** Which answer gives cause for something, and for what. */
const causes: Readonly<
  Record<CheckUpQuestion, { readonly answer: boolean; readonly advice: CheckUpAdvice }>
> = {
  'job-done': { answer: true, advice: { do: 'revoke', why: 'job-done' } },
  'person-left': { answer: true, advice: { do: 'revoke', why: 'person-left' } },
  pasted: { answer: true, advice: { do: 'rotate', why: 'pasted' } },
  'know-where': { answer: false, advice: { do: 'rotate', why: 'unsure-where' } },
  'too-much': { answer: true, advice: { do: 'narrow', why: 'too-much' } },
  'end-right': { answer: false, advice: { do: 'narrow', why: 'end-wrong' } },
};

/** The answers so far, in the order of the questions; true for yes. */
export type CheckUpAnswers = readonly boolean[];

/** Where a check-up stands: at its next question, or at its one advice. The first cause for something ends it. */
export type CheckUpState =
  | { readonly at: 'question'; readonly question: CheckUpQuestion; readonly number: number }
  | { readonly at: 'advice'; readonly advice: CheckUpAdvice };

export function checkUpState(answers: CheckUpAnswers): CheckUpState {
  for (const [index, question] of checkUpQuestions.entries()) {
    const answer = answers[index];
    if (answer === undefined) return { at: 'question', question, number: index + 1 };
    const cause = causes[question];
    if (answer === cause.answer) return { at: 'advice', advice: cause.advice };
  }
  return { at: 'advice', advice: { do: 'keep' } };
}
