import { KeyRound, LockKeyhole, MessageCircleQuestionMark, ShieldAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Platform } from '../../shared/credential-command.ts';
import type { KeychainProblem, Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import styles from './KeychainTrouble.module.css';
import { absentSteps, dismissedSteps, failedSteps, lockedSteps } from './keychain-steps.tsx';

type Trouble = Exclude<KeychainProblem['code'], 'keychain-item-missing'>;

type KeychainTroubleProps = {
  readonly problem: KeychainProblem;
  /** The problem it came with, which says what became of the token. */
  readonly whole: Problem;
  /** The keychain answered, so that what failed can be tried again. */
  readonly onReady: () => void;
};

const screens: Record<Trouble, { readonly icon: ReactNode; readonly steps: (os: Platform) => ReactNode }> = {
  'keychain-absent': { icon: <KeyRound size={36} aria-hidden />, steps: absentSteps },
  'keychain-locked': { icon: <LockKeyhole size={36} aria-hidden />, steps: lockedSteps },
  'keychain-dismissed': {
    icon: <MessageCircleQuestionMark size={36} aria-hidden />,
    steps: dismissedSteps,
  },
  'keychain-failed': { icon: <ShieldAlert size={36} aria-hidden />, steps: failedSteps },
  'keychain-differs': { icon: <ShieldAlert size={36} aria-hidden />, steps: failedSteps },
};

/** The keychain did not take the token: what a keychain is, what to do on this computer, and trying again. */
export function KeychainTrouble({ problem, whole, onReady }: KeychainTroubleProps) {
  const { client, snapshot, announce } = useApp();
  const [found, setFound] = useState<KeychainProblem>(problem);
  const code: Trouble = found.code === 'keychain-item-missing' ? 'keychain-failed' : found.code;
  const { icon, steps } = screens[code];
  const text = problemText(found.code === problem.code ? whole : found);
  const check = useAction(async () => {
    const answer = await client.call('keychain:check');
    if (!answer.ok) {
      if (isKeychainProblem(answer.problem)) setFound(answer.problem);
      announce(`Not yet. ${problemText(answer.problem).title}.`);
    }
    return answer;
  }, onReady);
  return (
    <>
      <div className={styles.icon}>{icon}</div>
      <ScreenHeading key={code} title={text.title} lead={text.meaning} />
      <ol className={styles.steps}>{steps(snapshot.platform)}</ol>
      <div className={styles.go}>
        <Button tone="primary" busy={check.busy} onClick={() => void check.start()}>
          Check again and go on
        </Button>
      </div>
      <p className={styles.note} role="status">
        {check.problem === null ? null : `Checked just now. ${problemText(check.problem).title}.`}
      </p>
    </>
  );
}

function isKeychainProblem(problem: Problem): problem is KeychainProblem {
  return problem.code.startsWith('keychain-');
}
