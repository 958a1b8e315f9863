import { useState } from 'react';
import { planForToken } from '../../shared/guide/guide-plan.ts';
import { listStep, rollSteps } from '../../shared/guide/token-menu-steps.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed } from '../../shared/result.ts';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useEscape } from '../app/use-escape.ts';
import { useLeaving } from '../app/use-leaving.ts';
import { useMedia } from '../app/use-media.ts';
import { Beside } from '../guide/Beside.tsx';
import { GuideWalk } from '../guide/GuideWalk.tsx';
import { OpenTokenList } from '../guide/OpenTokenList.tsx';
import { SwapPickUpPane } from './SwapPickUpPane.tsx';
import { SwappedPage } from './SwappedPage.tsx';

type HandSwapScreenProps = { readonly id: string; readonly why: RotationReason };

/** The swap of a slip's token in Cloudflare's own pages. */
export function HandSwapScreen({ id, why }: HandSwapScreenProps) {
  const slip = useApp().snapshot.slips.find((one) => one.id === id);
  return slip === undefined ? null : <HandSwap slip={slip} why={why} />;
}

/* Any other value that could not be kept may be the only one that works, and waits in hand for the next try. */
function isOfNoUse(problem: Problem | null): boolean {
  return (
    problem?.code === 'swap-old-value' ||
    problem?.code === 'swap-value-refused' ||
    (problem?.code === 'swap-other-token' && problem.number === null)
  );
}

/** The path through Cloudflare's list of tokens to a new value of a slip's token, which is checked and locked away. */
function HandSwap({ slip, why }: { readonly slip: Slip; readonly why: RotationReason }) {
  const { client, snapshot, show, announce } = useApp();
  const { id } = slip;
  const plan = planForToken(slip);
  const steps = rollSteps(plan);
  const last = steps.length;
  const narrow = useMedia('(max-width: 30rem)');
  /* A value that is in hand already, from a swap before, is taken at the last step. */
  const [step, setStep] = useState(snapshot.pickUp.token === null ? 1 : last);
  const [outcome, setOutcome] = useState<Rotated | null>(null);
  const toSlip = () => show({ name: 'slip', id, fresh: 'no' });
  const back = () => (outcome === null && step > 1 ? setStep(step - 1) : toSlip());
  useEscape(back);
  /* However the owner leaves, the app finds out if the token was rolled meanwhile. What ends after that sees to it itself. */
  const leaving = useLeaving(() => {
    if (outcome === null && !handOn.busy && !keep.busy) void leave(keep.problem);
  });

  async function leave(problem: Problem | null): Promise<void> {
    if (isOfNoUse(problem)) await client.call('pick-up:drop');
    await client.call('hand-swap:leave', { id });
  }

  const keep = useAction(async () => {
    const kept = await client.call('hand-swap:keep', { id });
    if (!kept.ok && leaving.hasLeft()) await leave(kept.problem);
    return kept;
  }, setOutcome);
  /* Until the other slip has it, the value stays in hand: it may be the only one that works. No swap begins where nobody is. */
  const handOn = useAction(
    async (other: string) => {
      await client.call('hand-swap:leave', { id });
      if (leaving.hasLeft()) return failed({ code: 'stopped' });
      const begun = await client.call('hand-swap:begin', { id: other, why: 'asked' });
      if (leaving.hasLeft()) await client.call('hand-swap:leave', { id: other });
      return begun;
    },
    (_, [other]) => {
      leaving.never();
      show({ name: 'hand-swap', id: other, why: 'asked' });
    },
  );

  if (outcome !== null) return <SwappedPage slip={slip} why={why} rotated={outcome} onDone={toSlip} />;

  return (
    <GuideWalk
      plan={plan}
      steps={steps}
      paneFrom={last}
      stepNumber={step}
      onStep={setStep}
      onLeave={toSlip}
      announce={announce}
      narrow={narrow}
      slots={{
        ...(step < listStep(steps)
          ? { lead: <OpenTokenList slip={slip} steps={steps} onOpened={() => setStep(listStep(steps))} /> }
          : {}),
        pickUp: <SwapPickUpPane slip={slip} keep={keep} handOn={handOn} />,
        foot: <Beside />,
      }}
    />
  );
}
