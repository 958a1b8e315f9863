import { useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { Revoked } from '../../shared/ipc/contract.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import { needsCopyAgain, type Slip } from '../../shared/slip.ts';
import { tokenListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useSeen } from '../app/use-seen.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { AuditAdvice } from './AuditAdvice.tsx';
import { needsHands } from './needs-hands.ts';
import { RevokedNotice } from './RevokedNotice.tsx';
import { SwapOutcome } from './SwapOutcome.tsx';
import { SwapSteps } from './SwapSteps.tsx';
import { swappedTitle } from './swap-words.ts';
import type { Swap } from './use-swap.ts';

type SwapDialogProps = { readonly slip: Slip; readonly swap: Swap; readonly onStop: () => void };

/* Told in words that a new value got lost, so that the next press rolls once more. */
const losses: readonly ProblemCode[] = ['roll-lost', 'roll-unclear', 'roll-not-kept'];

/** Swaps a token for a new one: asks first, unless others have seen it, and shows what came of it. */
export function SwapDialog({ slip, swap, onStop }: SwapDialogProps) {
  const { client, show } = useApp();
  const [revoked, setRevoked] = useState<Revoked | null>(null);
  const [listOpen, setListOpen] = useState(false);
  const byHand = useAction(() => client.call('slip:revoke', { id: slip.id, byHand: true }), setRevoked);
  useSeen(byHand.problem === null ? null : { code: 'token-not-deleted', number: slip.number });
  useSeen(swap.problem === null ? null : { code: 'no-new-token', id: slip.id });
  const problem = byHand.problem ?? swap.problem;
  const leaked = swap.why === 'leaked';
  const done = swap.outcome !== null || revoked !== null;
  const copyLeft = swap.outcome !== null && needsCopyAgain(slip);
  const agent = agentName(slip.who);
  const again = slip.rotating?.lost === true || (problem !== null && losses.includes(problem.code));

  const needHands = slip.world === 'cloudflare' && problem !== null && needsHands.includes(problem.code);

  const noKey = needHands && problem?.code === 'no-setup-key';

  /* What failed is done once more, never another thing. */
  const retry = byHand.problem === null ? () => swap.retry(again) : () => void byHand.again();

  function openList(): void {
    setListOpen(true);
    void client.call('link:open', tokenListLink(slip.token.owner, slip.world));
  }

  const connect = () => show({ name: 'connect', next: { name: 'slip', id: slip.id, fresh: 'no' } });
  const swapByHand = (
    <Button small tone="primary" busy={swap.busy} onClick={swap.byHand}>
      Rotate it by hand
    </Button>
  );
  const deleteByHand = listOpen ? (
    <Button small tone="quiet" busy={byHand.busy} onClick={() => void byHand.start()}>
      I deleted it there
    </Button>
  ) : (
    <Button small tone="quiet" onClick={openList}>
      Delete it instead
    </Button>
  );
  return (
    <Dialog
      title={
        revoked !== null
          ? 'This slip is stopped'
          : swap.outcome !== null
            ? swappedTitle(leaked ? 'leaked' : 'asked', swap.outcome)
            : openTitle(leaked, swap.swapping)
      }
      lead={<Lead leaked={leaked} done={done} again={again} busy={swap.swapping} agent={agent} />}
      onClose={swap.close}
      foot={
        done ? (
          <Button tone={copyLeft ? 'plain' : 'primary'} onClick={swap.close}>
            {copyLeft ? 'Later' : 'Done'}
          </Button>
        ) : (
          <>
            <Button onClick={swap.close}>{swap.swapping ? 'Hide this' : 'Not now'}</Button>
            {noKey ? <Button onClick={connect}>Use my setup key</Button> : null}
            {leaked || problem !== null ? null : swap.hasKey ? (
              <>
                <Button busy={swap.busy} onClick={swap.byHand}>
                  Rotate it by hand
                </Button>
                <Button tone="primary" busy={swap.busy} onClick={() => swap.start(again)}>
                  Rotate it now
                </Button>
              </>
            ) : (
              <Button tone="primary" busy={swap.busy} onClick={swap.byHand}>
                Rotate it by hand
              </Button>
            )}
          </>
        )
      }
    >
      {swap.swapping ? <SwapSteps id={slip.id} /> : null}
      {swap.outcome === null ? null : <SwapOutcome slip={slip} rotated={swap.outcome} onStop={onStop} />}
      {revoked === null ? null : <RevokedNotice revoked={revoked} agent={agent} urgent />}
      {leaked && done ? <AuditAdvice slip={slip} /> : null}
      {problem === null || done ? null : noKey ? (
        <Notice
          tone="calm"
          title="You can do this by hand"
          urgent
          actions={
            <>
              {swapByHand}
              {deleteByHand}
            </>
          }
        >
          It takes about 2 minutes. We show you each click at Cloudflare. Until then the old token still
          works.
        </Notice>
      ) : (
        <ProblemNotice
          problem={problem}
          busy={byHand.busy || swap.busy}
          steps={{
            retry,
            dismiss: swap.close,
            'open-tokens-page': openList,
            connect,
          }}
          first={needHands ? swapByHand : null}
          more={needHands ? deleteByHand : null}
        />
      )}
    </Dialog>
  );
}

function openTitle(leaked: boolean, busy: boolean): string {
  if (!leaked) return 'Rotate the token to a new value?';
  return busy ? 'Making the old token worthless' : 'Make the old token worthless';
}

type LeadProps = {
  readonly leaked: boolean;
  readonly done: boolean;
  readonly again: boolean;
  readonly busy: boolean;
  readonly agent: string;
};

function Lead({ leaked, done, again, busy, agent }: LeadProps) {
  if (done) return 'Nothing changed on your website.';
  if (again) return 'The prompt stays the same, and so does the end date.';
  if (leaked)
    return `Whoever has seen it can do nothing with it once this is done.${busy ? ' It takes a few seconds.' : ''}`;
  return (
    <>
      <p>
        The old token stops working at once. A new one takes its place, with the same permissions and the same
        end date.
      </p>
      <p>The prompt stays the same. If {agent} is at work right now, it may have to start its step again.</p>
    </>
  );
}
