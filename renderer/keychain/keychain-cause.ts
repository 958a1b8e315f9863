import type { KeychainProblem, Problem } from '../../shared/problem.ts';

/** What lies at the bottom of a slip that was not made. */
export function causeOf(problem: Problem): Problem {
  return problem.code === 'slip-not-made' ? problem.because : problem;
}

/** The keychain's part in a problem; null where it had none. */
export function keychainCause(problem: Problem): KeychainProblem | null {
  const cause = causeOf(problem);
  switch (cause.code) {
    case 'keychain-absent':
    case 'keychain-locked':
    case 'keychain-dismissed':
    case 'keychain-failed':
    case 'keychain-differs':
      return { code: cause.code };
    default:
      return null;
  }
}
