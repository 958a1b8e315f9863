import { useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { Revoked } from '../../shared/ipc/contract.ts';
import type { Slip } from '../../shared/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { tokenListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useSeen } from '../app/use-seen.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { needsHands } from './needs-hands.ts';
import { RevokedNotice } from './RevokedNotice.tsx';

type RevokeDialogProps = {
  readonly slip: Slip;
  readonly usable: boolean;
  /** The owner said why it should be stopped, and is reminded until it is. */
  readonly isReminded: boolean;
  readonly onClose: () => void;
};

/* One button to the end, so that the focus stays on it when the dialog says how it ended. */
const lastButton = 'last';

/** Asks once, says what cannot be undone, and shows the outcome in both places. */
export function RevokeDialog({ slip, usable, isReminded, onClose }: RevokeDialogProps) {
  const { client, snapshot, show, announce } = useApp();
  const [outcome, setOutcome] = useState<Revoked | null>(null);
  const revoke = useAction(
    (how: { readonly byHand?: true } = {}) => client.call('slip:revoke', { id: slip.id, ...how }),
    setOutcome,
  );
  useSeen(revoke.problem === null ? null : { code: 'token-not-deleted', number: slip.number });
  const agent = agentName(slip.who);
  const hold = useAction(
    () => client.call('agents:stop', { id: slip.id }),
    () => {
      announce(`${agent} is paused.`);
      onClose();
    },
  );
  const mayHold =
    usable &&
    slip.route.kind === 'local' &&
    slip.stopping === null &&
    !snapshot.agents.stopped.includes(slip.id);

  if (outcome !== null) {
    return (
      <Dialog
        title="This slip is stopped"
        lead={`What ${agent} has changed by now stays as it is. You can write a new slip at any time.`}
        onClose={onClose}
        foot={
          <Button key={lastButton} tone="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <RevokedNotice revoked={outcome} agent={agent} urgent />
      </Dialog>
    );
  }

  const code = revoke.problem?.code;
  const openList = () => void client.call('link:open', tokenListLink(slip.token.owner));
  const deletedByHand = (
    <Button small tone="quiet" onClick={() => void revoke.start({ byHand: true })}>
      I deleted it there
    </Button>
  );
  return (
    <Dialog
      title={usable ? `Stop ${agent} now?` : 'Delete the token of this slip?'}
      lead={
        <>
          <p>
            {usable
              ? `${agent} loses access to ${placeText(slip.place)} at once. Work that it has not finished stays unfinished.`
              : 'It works no more. Deleting it only tidies up your list at Cloudflare.'}
          </p>
          <p>You can't undo this. But you can always write a new slip for the same job.</p>
          {mayHold ? <p>Or pause it. Then nothing gets through until you let it work again.</p> : null}
          {isReminded ? <p>If you do it later, we remind you.</p> : null}
        </>
      }
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>
            {revoke.busy ? 'Hide this' : isReminded ? 'Not now' : usable ? 'Keep it running' : 'Keep it'}
          </Button>
          {mayHold && !revoke.busy ? (
            <Button busy={hold.busy} onClick={() => void hold.start()}>
              Pause it
            </Button>
          ) : null}
          <Button key={lastButton} tone="stop" busy={revoke.busy} onClick={() => void revoke.start()}>
            {usable ? 'Stop this agent now' : 'Delete it'}
          </Button>
        </>
      }
    >
      {revoke.busy ? <Waiting what="Deleting the token at Cloudflare." /> : null}
      <ActionProblem of={hold} />
      <ActionProblem
        of={revoke}
        steps={{
          'open-tokens-page': openList,
          connect: () => show({ name: 'connect', next: { name: 'slip', id: slip.id, fresh: 'no' } }),
        }}
        more={
          slip.world === 'cloudflare' && code !== undefined && needsHands.includes(code) ? (
            <>
              {code === 'token-still-works' ? null : (
                <Button small tone="quiet" onClick={openList}>
                  Delete it at Cloudflare by hand
                </Button>
              )}
              {deletedByHand}
            </>
          ) : null
        }
      />
    </Dialog>
  );
}
