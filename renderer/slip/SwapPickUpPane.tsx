import { useEffect, useEffectEvent } from 'react';
import type { Problem } from '../../shared/problem.ts';
import type { Slip } from '../../shared/slip.ts';
import { tokenListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import type { Action } from '../app/use-action.ts';
import { BringToken } from '../guide/BringToken.tsx';
import { KeepTrouble } from '../guide/KeepTrouble.tsx';
import styles from '../guide/PickUpPane.module.css';
import { TokenInHand } from '../guide/TokenInHand.tsx';
import { ActionProblem, ProblemNotice } from '../ui/ProblemNotice.tsx';
import { SwapSteps } from './SwapSteps.tsx';

type SwapPickUpPaneProps = {
  readonly slip: Slip;
  /** Held by the screen, since the owner may walk back meanwhile. */
  readonly keep: Action<[]>;
  /** Handing the value on to the slip whose token it is of. */
  readonly handOn: Action<[id: string]>;
};

/** Takes the new value that the owner has copied, and locks it away if it is the new value of this very token. */
export function SwapPickUpPane({ slip, keep, handOn }: SwapPickUpPaneProps) {
  const { client, snapshot, announce } = useApp();
  const { token } = snapshot.pickUp;

  /* A value is checked as soon as it is in hand, however it came. */
  const checkNew = useEffectEvent(() => {
    if (token === null || keep.busy) return;
    announce(`Got it. The token ends in ${token.ending}.`);
    void keep.start();
  });
  const seen = token === null ? null : `${token.kind} ${token.ending}`;
  useEffect(() => {
    if (seen !== null) checkNew();
  }, [seen]);

  function again(): void {
    keep.reset();
    handOn.reset();
    void client.call('pick-up:drop');
  }

  const openList = () => void client.call('link:open', tokenListLink(slip.token.owner, slip.world));
  if (token === null && !keep.busy && keep.problem === null) return <BringToken openForm={openList} />;
  return (
    <div className={styles.pane}>
      {token === null ? null : (
        <TokenInHand token={token} onOther={keep.busy || handOn.busy ? null : again} />
      )}
      {keep.busy ? <SwapSteps id={slip.id} /> : null}
      {keep.problem === null || handOn.problem !== null ? null : (
        <SwapTrouble
          problem={keep.problem}
          busy={handOn.busy}
          onRetry={() => void keep.start()}
          onAgain={again}
          onOther={() => {
            const other = otherSlip(keep.problem, snapshot.slips, slip);
            if (other === undefined) again();
            else void handOn.start(other.id);
          }}
        />
      )}
      <ActionProblem of={handOn} />
    </div>
  );
}

function otherSlip(problem: Problem | null, slips: readonly Slip[], { world }: Slip): Slip | undefined {
  if (problem?.code !== 'swap-other-token') return undefined;
  return slips.find((one) => one.number === problem.number && one.world === world && one.revoked === null);
}

type SwapTroubleProps = {
  readonly problem: Problem;
  readonly busy: boolean;
  readonly onRetry: () => void;
  readonly onAgain: () => void;
  readonly onOther: () => void;
};

function SwapTrouble({ problem, busy, onRetry, onAgain, onOther }: SwapTroubleProps) {
  if (problem.code === 'swap-other-token') {
    return (
      <ProblemNotice
        problem={problem}
        busy={busy}
        steps={{ retry: onRetry, dismiss: onAgain, 'paste-again': onAgain, 'choose-other': onOther }}
      />
    );
  }
  return <KeepTrouble problem={problem} onRetry={onRetry} onAgain={onAgain} />;
}
