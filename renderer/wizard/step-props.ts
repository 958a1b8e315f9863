import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import type { Draft, WizardAction } from '../../shared/wizard.ts';

/** What each question of the wizard is given. */
export type StepProps = {
  readonly draft: Draft;
  readonly answer: (action: WizardAction) => void;
  /** Why the owner could not go on; shown at the field that it is about. */
  readonly problem: Problem | null;
};

/** The words below a field, if the problem is about it. */
export function fieldText(problem: Problem | null, about: (problem: Problem) => boolean): string | null {
  if (problem === null || !about(problem)) return null;
  const { title, meaning } = problemText(problem);
  return `${title}. ${meaning}`;
}

/** Whether a problem is a missing answer, a secret in a field, or a missing reason of the given field. */
export function isAbout(field: string): (problem: Problem) => boolean {
  return (problem) => 'field' in problem && problem.field === field;
}
