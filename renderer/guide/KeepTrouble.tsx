import type { Problem } from '../../shared/problem.ts';
import { KeychainTrouble } from '../keychain/KeychainTrouble.tsx';
import { keychainCause } from '../keychain/keychain-cause.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';

type KeepTroubleProps = {
  readonly problem: Problem;
  readonly onRetry: () => void;
  readonly onAgain: () => void;
  /** Goes to the answer that the problem is about; the same again if not given. */
  readonly onAnswer?: () => void;
};

/** A token that could not be locked away. It is in hand still, so that nothing is lost while the keychain is opened. */
export function KeepTrouble({ problem, onRetry, onAgain, onAnswer = onRetry }: KeepTroubleProps) {
  const cause = keychainCause(problem);
  return cause === null ? (
    <ProblemNotice
      problem={problem}
      steps={{ retry: onRetry, dismiss: onAgain, 'go-back': onAnswer, 'paste-again': onAgain }}
    />
  ) : (
    <KeychainTrouble problem={cause} whole={problem} onReady={onRetry} />
  );
}
