import { useState } from 'react';
import { dayOf, type GuidePlan, planForToken } from '../../shared/guide/guide-plan.ts';
import { deleteSteps, listStep } from '../../shared/guide/token-menu-steps.ts';
import type { Slip } from '../../shared/slip.ts';
import type { CleanUp } from '../../shared/snapshot.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useEscape } from '../app/use-escape.ts';
import { useMedia } from '../app/use-media.ts';
import { Beside } from '../guide/Beside.tsx';
import { GuideWalk } from '../guide/GuideWalk.tsx';
import { OpenTokenList } from '../guide/OpenTokenList.tsx';
import styles from '../guide/PickUpPane.module.css';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Waiting } from '../ui/Waiting.tsx';

/** The way through Cloudflare's list of tokens to the end of a slip's old token. */
export function HandDeleteScreen({ mark }: { readonly mark: string }) {
  const { snapshot } = useApp();
  /* It leaves the list a moment before the answer comes that ends this screen. */
  const [cleanUp] = useState(() => snapshot.cleanUps.find((one) => one.mark === mark));
  const slip = snapshot.slips.find(({ id }) => id === cleanUp?.oldOf);
  return cleanUp === undefined || slip === undefined ? null : <HandDelete cleanUp={cleanUp} slip={slip} />;
}

function HandDelete({ cleanUp, slip }: { readonly cleanUp: CleanUp; readonly slip: Slip }) {
  const { client, show, announce } = useApp();
  const { mark, world, owner, tokenName, expiresOn } = cleanUp;
  const [step, setStep] = useState(1);
  const narrow = useMedia('(max-width: 30rem)');
  const toSlip = () => show({ name: 'slip', id: slip.id, fresh: 'no' });
  const back = () => (step > 1 ? setStep(step - 1) : toSlip());
  useEscape(back);
  const check = useAction(
    () => client.call('clean-up:check', { mark }),
    () => {
      announce('The old token is gone.');
      toSlip();
    },
  );
  const endDay = expiresOn === null ? null : dayOf(expiresOn);
  const plan: GuidePlan = { ...planForToken(slip), form: owner.kind, tokenName, endDay };
  const steps = deleteSteps(plan);
  return (
    <GuideWalk
      plan={plan}
      steps={steps}
      paneFrom={steps.length}
      stepNumber={step}
      onStep={setStep}
      onLeave={toSlip}
      announce={announce}
      narrow={narrow}
      slots={{
        ...(step < listStep(steps)
          ? {
              lead: (
                <OpenTokenList
                  slip={{ world, token: { ...slip.token, owner } }}
                  steps={steps}
                  onOpened={() => setStep(listStep(steps))}
                />
              ),
            }
          : {}),
        pickUp: (
          <div className={styles.pane}>
            <p>When it is gone from the list, we ask Cloudflare if it really works no more.</p>
            <Button tone="primary" busy={check.busy} onClick={() => void check.start()}>
              I deleted it
            </Button>
            {check.busy ? <Waiting what="Asking Cloudflare with the old token." /> : null}
            <ActionProblem of={check} steps={{ 'open-tokens-page': () => setStep(listStep(steps)) }} />
          </div>
        ),
        foot: <Beside />,
      }}
    />
  );
}
