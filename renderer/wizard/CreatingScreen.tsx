import type { Problem } from '../../shared/problem.ts';
import { paperOfDraft } from '../../shared/slip-paper.ts';
import type { Draft, WizardStep } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useNow } from '../app/use-now.ts';
import { useSeen } from '../app/use-seen.ts';
import { KeychainTrouble } from '../keychain/KeychainTrouble.tsx';
import { keychainCause } from '../keychain/keychain-cause.ts';
import { Button } from '../ui/Button.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { SlipAside } from '../ui/SlipAside.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { IssuingSteps } from './IssuingSteps.tsx';
import { stepOfProblem } from './step-of-problem.ts';

type CreatingScreenProps = {
  readonly draft: Draft;
  /** Why creating ended without a slip; null while it is under way. */
  readonly problem: Problem | null;
  readonly onRetry: () => void;
  /** Back to the questions, at a step if the problem is about one. */
  readonly onBack: (to: WizardStep | null) => void;
};

/** What happens between "Create this token" and the finished slip, and what to do if it does not work out. */
export function CreatingScreen({ draft, problem, onRetry, onBack }: CreatingScreenProps) {
  const { snapshot, show } = useApp();
  const { changes } = draft;
  useSeen(
    problem === null
      ? null
      : changes === null
        ? { code: 'slip-not-issued' }
        : { code: 'no-new-token', id: changes.id },
  );
  const paper = paperOfDraft(draft, useNow(), dateText);
  const keychainProblem = problem === null ? null : keychainCause(problem);
  const answersKept = 'Your answers are kept.';
  return (
    <SplitPage
      asideLabel="The slip"
      aside={
        <SlipAside
          number={draft.changes?.number ?? snapshot.nextNumber}
          paper={paper}
          practice={snapshot.world === 'practice'}
          hint={problem === null ? 'Your agent gets this and nothing else.' : answersKept}
        />
      }
      foot={
        problem === null ? undefined : (
          <>
            <Button tone="quiet" onClick={() => onBack(null)}>
              Back to my answers
            </Button>
            <Button tone="quiet" onClick={() => show({ name: 'home' })}>
              Go to my slips
            </Button>
          </>
        )
      }
    >
      <StepDots step={4} of={4} text="All questions answered" />
      {problem === null ? <IssuingSteps /> : null}
      {problem !== null && keychainProblem !== null ? (
        <KeychainTrouble problem={keychainProblem} whole={problem} onReady={onRetry} />
      ) : null}
      {problem !== null && keychainProblem === null ? (
        <>
          <ScreenHeading title="The slip was not made" lead={answersKept} />
          <ProblemNotice
            problem={problem}
            primary
            steps={{
              retry: onRetry,
              dismiss: () => onBack(null),
              'go-back': () => onBack(stepOfProblem(problem)),
              'choose-other': () => onBack('where'),
              connect: () => show({ name: 'connect', next: { name: 'wizard' } }),
              'paste-again': () => show({ name: 'connect', next: { name: 'wizard' } }),
            }}
          />
        </>
      ) : null}
    </SplitPage>
  );
}
