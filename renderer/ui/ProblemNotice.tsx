import type { ReactNode } from 'react';
import type { Problem } from '../../shared/problem.ts';
import { dismissStep, type NextAction, problemText } from '../../shared/problem-texts.ts';
import type { Attempt } from '../app/use-action.ts';
import { type NextSteps, triedText, useNextSteps } from '../app/use-next-steps.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

type ProblemNoticeProps = {
  readonly problem: Problem;
  /** What the problem's button does on this screen; the rest has the same meaning everywhere. */
  readonly steps: NextSteps;
  readonly busy?: boolean;
  readonly urgent?: boolean;
  readonly primary?: boolean;
  /** A better way on than the problem's own; it comes first, and the problem's own is quiet. */
  readonly first?: ReactNode;
  readonly more?: ReactNode;
};

const mildActions: ReadonlySet<NextAction> = new Set(['go-back', 'paste-again', 'dismiss']);
/** What the owner did on purpose, or what a moment mends. */
const mildCodes: ReadonlySet<Problem['code']> = new Set(['stopped', 'approval-too-soon', 'slip-busy']);

/** What went well after all. */
const goodCodes: ReadonlySet<Problem['code']> = new Set(['rotation-finished', 'change-finished']);

/** How urgent a problem's notice is. */
export function toneOf(problem: Problem): 'good' | 'soon' | 'stop' {
  if (goodCodes.has(problem.code)) return 'good';
  const isMild = mildCodes.has(problem.code) || mildActions.has(problemText(problem).next.action);
  return isMild ? 'soon' : 'stop';
}

/* What a screen alone can do. */
const screensOwn: ReadonlySet<NextAction> = new Set(['retry', 'go-back', 'choose-other']);

/** The step that a problem's button does: where a screen can't do what it says, the note is closed. */
export function stepOf(problem: Problem, steps: NextSteps) {
  const { next } = problemText(problem);
  return screensOwn.has(next.action) && (steps[next.action] ?? null) === null ? dismissStep : next;
}

/** What happened, what it means for the website, and the next step as a button. */
export function ProblemNotice({
  problem,
  steps,
  busy = false,
  urgent = true,
  primary = false,
  first = null,
  more,
}: ProblemNoticeProps) {
  const text = problemText(problem);
  const all = useNextSteps(problem, steps);
  const next = stepOf(problem, steps);
  return (
    <Notice
      tone={toneOf(problem)}
      title={text.title}
      urgent={urgent}
      actions={
        <>
          {first}
          <Button
            small
            tone={first !== null ? 'quiet' : primary ? 'primary' : 'plain'}
            busy={busy || all.busy}
            onClick={all.steps[next.action]}
          >
            {next.label}
          </Button>
          {more}
        </>
      }
    >
      {all.problem === null ? (
        text.meaning
      ) : (
        <>
          <p>{text.meaning}</p>
          <p>{triedText(all.problem)}</p>
        </>
      )}
    </Notice>
  );
}

type ActionProblemProps = Omit<ProblemNoticeProps, 'problem' | 'steps'> & {
  readonly of: Attempt;
  /** What its buttons do otherwise here than trying the very same again, or closing the note. */
  readonly steps?: Partial<NextSteps>;
};

/** Why something that the owner started did not work out; nothing while it did, or runs. */
export function ActionProblem({ of: { problem, again, reset }, steps, ...look }: ActionProblemProps) {
  if (problem === null) return null;
  return (
    <ProblemNotice
      problem={problem}
      steps={{ retry: () => void again(), dismiss: reset, ...steps }}
      {...look}
    />
  );
}
