import {
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { assertNever } from '../../shared/assert-never.ts';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import { missingByHand } from '../../shared/guided-request.ts';
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
  wizardSteps,
} from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useEscape } from '../app/use-escape.ts';
import { useNow } from '../app/use-now.ts';
import { canMakeTokens } from '../app/view.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SlipAside } from '../ui/SlipAside.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { Term } from '../ui/Term.tsx';
import { JobStep } from './JobStep.tsx';
import { OwnJobStep } from './own-job/OwnJobStep.tsx';
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
  /** The problem for which the owner was led back to a question; null for none. */
  readonly wrong: Problem | null;
  /** Why the answers are not on disk; they live on in this window. */
  readonly unsaved: Problem | null;
  readonly onSaveAgain: () => void;
  /** Starts creating, or answers what is still missing. */
  readonly onCreate: () => Problem | null;
  /** Leads to the path through Cloudflare's own form, or answers what is still missing. */
  readonly onByHand: () => Problem | null;
};

/** The four questions. Enter goes on, Esc goes back, and the paper beside them writes itself. */
export function Questions(props: QuestionsProps) {
  const { draft, dispatch, places, creating, onCreate } = props;
  const { snapshot, show } = useApp();
  const now = useNow();
  const byHand = !canMakeTokens(snapshot.world, snapshot);
  const missing = byHand ? missingByHand : missingAt;
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState(props.wrong);
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
    const open = missing(draft.step, draft);
    const next = steps[position + 1];
    if (open !== null) setProblem({ ...open });
    else if (next !== undefined) goTo(next);
    else if (byHand) finish(missingByHand, props.onByHand);
    else finish(missingAt, onCreate);
  }

  /* An answer given earlier may no longer hold, since lists and days change; the owner is led back to it. */
  function finish(lacking: typeof missingAt, go: () => Problem | null): void {
    const open = steps.find((step) => lacking(step, draft) !== null);
    if (open === undefined) {
      setProblem(go());
    } else {
      goTo(open);
      setProblem(lacking(open, draft));
    }
  }

  /* Each step begins at its heading; Enter there goes on, as it does in every field. */
  function onKeyDown({ key, target, currentTarget }: KeyboardEvent<HTMLFormElement>): void {
    if (key === 'Enter' && target instanceof HTMLHeadingElement) currentTarget.requestSubmit();
  }

  /* Nobody has read the question that a held key would answer. */
  function onKeyDownCapture(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* The second of two clicks falls on the button of the next question. */
  function onClick(event: MouseEvent): void {
    if (event.detail > 1) event.preventDefault();
  }

  const step: StepProps = { draft, answer, problem };
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      onKeyDownCapture={onKeyDownCapture}
      noValidate
    >
      <SplitPage
        asideLabel="The slip so far"
        aside={
          <SlipAside
            number={draft.changes?.number ?? snapshot.nextNumber}
            paper={paper}
            practice={snapshot.world === 'practice'}
            hint={
              draft.changes === null
                ? 'The slip fills itself in while you answer. Nothing is created yet.'
                : 'This slip gets a new token with your answers. Until then it stays as it is.'
            }
          />
        }
        foot={
          <>
            <Button tone="quiet" onClick={back}>
              Back
            </Button>
            <Button type="submit" tone="primary" busy={creating} onClick={onClick}>
              {creating ? 'Creating the token' : onLabel(draft, byHand)}
            </Button>
          </>
        }
      >
        <StepDots
          step={dotOf(draft.step)}
          of={questionCount}
          text={`Question ${dotOf(draft.step)} of ${questionCount}`}
        />
        <Unsaved problem={props.unsaved} onSaveAgain={props.onSaveAgain} />
        <div key={draft.step}>{stepOf(step, places)}</div>
        {draft.step === 'terms' ? (
          <OtherWay
            byHand={byHand}
            onByHand={() => (creating ? undefined : finish(missingByHand, props.onByHand))}
          />
        ) : null}
      </SplitPage>
    </form>
  );
}

/* There are two ways to a token; this says which one is the button's, and leads to the other. */
function OtherWay({ byHand, onByHand }: { readonly byHand: boolean; readonly onByHand: () => void }) {
  const { snapshot, show } = useApp();
  return byHand ? (
    <p className={styles.ways}>
      You make the token at Cloudflare, and we show you what to press. With a <Term word="setup key" /> this
      app makes it for you.{' '}
      <Button tone="link" onClick={() => show({ name: 'connect', next: { name: 'wizard' } })}>
        I have a setup key
      </Button>
    </p>
  ) : (
    <p className={styles.ways}>
      {snapshot.world === 'practice'
        ? 'This app makes the token for you. Do you want to practise the clicks?'
        : 'This app makes the token with your setup key. Or make it yourself at Cloudflare.'}{' '}
      <Button tone="link" onClick={onByHand}>
        Show me each click
      </Button>
    </p>
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
      {problemText(problem).title}. They stay here as long as you stay on this page.
    </Notice>
  );
}

function stepOf(step: StepProps, places: QuestionsProps['places']): ReactNode {
  switch (step.draft.step) {
    case 'who':
      return <WhoStep {...step} />;
    case 'job':
      return <JobStep {...step} />;
    case 'permissions':
      return step.draft.job?.id === 'custom' ? <OwnJobStep {...step} own={step.draft.job} /> : null;
    case 'where':
      return <WhereStep {...step} places={places} />;
    case 'terms':
      return <TermsStep {...step} />;
    default:
      return assertNever(step.draft.step);
  }
}

/* The permissions of an own job are a part of the question for the job. */
const questions = wizardSteps.filter((one) => one !== 'permissions');
const questionCount = questions.length;

function dotOf(step: WizardStep): number {
  return questions.indexOf(step === 'permissions' ? 'job' : step) + 1;
}

function nextPlace(job: Draft['job']): string {
  if (job?.id === 'custom' && job.permissions.length === 0) return 'Next: where it holds';
  const needs = job === null ? null : jobOf(choiceOf(job));
  if (needs === null || needs.needsZone) return 'Next: which website';
  return needs.pagesProject === 'needed' ? 'Next: which project' : 'Next: which account';
}

function onLabel({ step, job, changes }: Draft, byHand: boolean): string {
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
      if (byHand) return 'Show me each click';
      return changes === null ? 'Create this token' : `Create a new token for slip ${changes.number}`;
    default:
      return assertNever(step);
  }
}
