import { assertNever } from '../../shared/assert-never.ts';
import { jobs } from '../../shared/catalogue/jobs.ts';
import { useApp } from '../app/app-context.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { PlaceChoice } from './PlaceChoice.tsx';
import type { StepProps } from './step-props.ts';
import type { usePlaces } from './use-places.ts';

type WhereStepProps = StepProps & { readonly places: ReturnType<typeof usePlaces> };

/** Question 3: where the slip is good for. */
export function WhereStep({ places, ...step }: WhereStepProps) {
  const { show } = useApp();
  const { draft } = step;
  const job = draft.job === null ? null : jobs[draft.job.id];
  const needsZone = job?.needsZone ?? true;

  return (
    <>
      <ScreenHeading
        title={needsZone ? 'Which website is it about?' : 'Which project is it about?'}
        lead={
          needsZone
            ? 'Pick one. Your agent cannot reach the others. Cloudflare calls a website\'s domain a "zone".'
            : 'Pick one. The text for your agent names it, and no other.'
        }
      />
      {bodyOf(places, step, () => show({ name: 'connect', next: { name: 'wizard' } }))}
    </>
  );
}

function bodyOf({ state, load, stop }: WhereStepProps['places'], step: StepProps, connect: () => void) {
  const again = () => void load(true);
  switch (state.kind) {
    case 'loading':
      return <Waiting what="Asking Cloudflare for your websites." onStop={stop} />;
    case 'failed':
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
