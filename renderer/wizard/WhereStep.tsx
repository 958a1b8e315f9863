import { assertNever } from '../../shared/assert-never.ts';
import { type Job, jobOf } from '../../shared/catalogue/jobs.ts';
import { choiceOf } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { PlaceChoice } from './PlaceChoice.tsx';
import type { StepProps } from './step-props.ts';
import { TypedPlace } from './TypedPlace.tsx';
import type { usePlaces } from './use-places.ts';

type WhereStepProps = StepProps & { readonly places: ReturnType<typeof usePlaces> };

/** Question 3: where the slip is good for. */
export function WhereStep({ places, ...step }: WhereStepProps) {
  const { show } = useApp();
  const { draft } = step;
  const job = draft.job === null ? null : jobOf(choiceOf(draft.job));
  const typed = places.state.kind === 'failed' && places.state.problem.code === 'no-setup-key';

  return (
    <>
      <ScreenHeading {...headingOf(job, typed ? 'Write down one.' : 'Pick one.')} />
      {bodyOf(places, step, () => show({ name: 'connect', next: { name: 'wizard' } }))}
    </>
  );
}

function headingOf(job: Job | null, one: string): { readonly title: string; readonly lead: string } {
  if (job === null || job.needsZone) {
    return {
      title: 'Which website is it about?',
      lead: `${one} Your agent cannot reach the others. Cloudflare calls a website's domain a "zone".`,
    };
  }
  if (job.pagesProject === 'needed') {
    return {
      title: 'Which project is it about?',
      lead: `${one} The prompt for your agent names it, and no other.`,
    };
  }
  return {
    title: 'Which account is it about?',
    lead: 'What you picked holds for the whole account, not for one website.',
  };
}

function bodyOf({ state, load, stop }: WhereStepProps['places'], step: StepProps, connect: () => void) {
  const again = () => void load(true);
  switch (state.kind) {
    case 'loading':
      return <Waiting what="Asking Cloudflare for your websites." onStop={stop} />;
    case 'failed':
      if (state.problem.code === 'no-setup-key') return <TypedPlace {...step} />;
      return (
        <ProblemNotice
          problem={state.problem}
          steps={{ retry: again, dismiss: again, connect, 'paste-again': connect }}
        />
      );
    case 'ready':
      return <PlaceChoice {...step} places={state.places} onReload={again} />;
    default:
      return assertNever(state);
  }
}
