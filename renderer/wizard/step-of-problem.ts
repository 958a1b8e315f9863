import type { Problem } from '../../shared/problem.ts';
import type { WizardStep } from '../../shared/wizard.ts';
import { causeOf } from '../keychain/keychain-cause.ts';

/** Which question an answer that cannot be used belongs to. */
export function stepOfProblem(problem: Problem): WizardStep {
  const cause = causeOf(problem);
  switch (cause.code) {
    case 'answer-missing':
      return cause.field === 'task' || cause.field === 'until' ? 'terms' : cause.field;
    case 'domain-malformed':
    case 'project-malformed':
    case 'hostname-elsewhere':
    case 'path-malformed':
    case 'zone-not-seen':
      return 'where';
    case 'own-job-empty':
    case 'own-job-unnamed':
    case 'own-job-kept-out':
    case 'own-job-unconfirmed':
    case 'permission-of-own-login':
      return 'permissions';
    default:
      return 'terms';
  }
}
