import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { assertNever } from '../../shared/assert-never.ts';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { paperOfDraft } from '../../shared/slip-paper.ts';
import {
  choiceOf,
  type Draft,
  missingAt,
  stepsOf,
  type WizardAction,
  type WizardStep,
} from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useEscape } from '../app/use-escape.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SlipAside } from '../ui/SlipAside.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { JobStep } from './JobStep.tsx';
import styles from './Questions.module.css';
import type { StepProps } from './step-props.ts';
import { TermsStep } from './TermsStep.tsx';
import type { usePlaces } from './use-places.ts';
import { useSpokenWarnings } from './use-spoken-warnings.ts';
import { WhereStep } from './WhereStep.tsx';
import { WhoStep } from './WhoStep.tsx';

type QuestionsProps = {
  readonly draft: Draft;
  readonly dispatch: (action: WizardAction) => void;
  readonly places: ReturnType<typeof usePlaces>;
  readonly creating: boolean;
  /** Why the answers are not on disk; they live on in this window. */
  readonly unsaved: Problem | null;
  readonly onSaveAgain: () => void;
  /** Starts creating, or answers what is still missing. */
  readonly onCreate: () => Problem | null;
};

/** The four questions. Enter goes on, Esc goes back, and the paper beside them writes itself. */
export function Questions(props: QuestionsProps) {
  const { draft, dispatch, places, creating, onCreate } = props;
  const { snapshot, show } = useApp();
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const paper = paperOfDraft(draft, now, dateText);
  const steps = stepsOf(draft);
  const position = steps.indexOf(draft.step);
  useSpokenWarnings(paper);

  useEffect(() => {
    if (problem === null) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid], [data-invalid]');
    field?.focus();
  }, [problem]);

  function answer(action: WizardAction): void {
    setProblem(null);
    dispatch(action);
  }

  function goTo(step: WizardStep): void {
    answer({ do: 'go', to: step });
  }

  function back(): void {
    if (creating) return;
    const before = steps[position - 1];
    if (before === undefined) show({ name: 'home' });
    else goTo(before);
  }
  useEscape(back);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (creating) return;
    const missing = missingAt(draft.step, draft);
    const next = steps[position + 1];
    if (missing !== null) setProblem({ ...missing });
    else if (next !== undefined) goTo(next);
    else create();
  }

  /* An answer given earlier may no longer hold, since lists and days change; the owner is led back to it. */
  function create(): void {
    const open = steps.find((step) => missingAt(step, draft) !== null);
    if (open === undefined) {
      setProblem(onCreate());
    } else {
      goTo(open);
      setProblem(missingAt(open, draft));
    }
  }

  /* Each step begins at its heading; Enter there goes on, as it does in every field. */
  function onKeyDown({ key, target, currentTarget }: KeyboardEvent<HTMLFormElement>): void {
    if (key === 'Enter' && target instanceof HTMLHeadingElement) currentTarget.requestSubmit();
  }

  const step: StepProps = { draft, answer, problem };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <SplitPage
        asideLabel="The slip so far"
        aside={
          <SlipAside
            number={snapshot.nextNumber}
            paper={paper}
            practice={snapshot.world === 'practice'}
            hint="The slip fills itself in while you answer. Nothing is created yet."
          />
        }
        foot={
          <>
            <Button tone="quiet" onClick={back}>
              Back
            </Button>
            <Button type="submit" tone="primary" busy={creating}>
              {creating ? 'Creating the token' : onLabel(draft)}
            </Button>
          </>
        }
      >
        <StepDots step={position + 1} of={steps.length + 1} />
        <Unsaved problem={props.unsaved} onSaveAgain={props.onSaveAgain} />
        <div key={draft.step}>{stepOf(step, places)}</div>
      </SplitPage>
    </form>
  );
}

/* A secret in a field is said at the field itself, where it can be taken out. */
function Unsaved({ problem, onSaveAgain }: { problem: Problem | null; onSaveAgain: () => void }) {
  if (problem === null || problem.code === 'field-holds-secret') return null;
  return (
    <Notice
      tone="soon"
      title="Your answers are not saved yet"
      urgent
      actions={
        <Button small onClick={onSaveAgain}>
          Save again
        </Button>
      }
    >
      {problemText(problem).title}. They stay here as long as this window is open.
    </Notice>
  );
}

function stepOf(step: StepProps, places: QuestionsProps['places']): ReactNode {
  switch (step.draft.step) {
    case 'who':
      return <WhoStep {...step} />;
    case 'job':
    case 'permissions':
      return <JobStep {...step} />;
    case 'where':
      return <WhereStep {...step} places={places} />;
    case 'terms':
      return <TermsStep {...step} />;
    default:
      return assertNever(step.draft.step);
  }
}

function nextPlace(job: Draft['job']): string {
  const needs = job === null ? null : jobOf(choiceOf(job));
  if (needs === null || needs.needsZone) return 'Next: which website';
  return needs.pagesProject === 'needed' ? 'Next: which project' : 'Next: which account';
}

function onLabel({ step, job }: Draft): string {
  switch (step) {
    case 'who':
      return 'Next: the job';
    case 'job':
      return job?.id === 'custom' ? 'Next: what exactly it may do' : nextPlace(job);
    case 'permissions':
      return nextPlace(job);
    case 'where':
      return 'Next: task and end date';
    case 'terms':
      return 'Create this token';
    default:
      return assertNever(step);
  }
}
