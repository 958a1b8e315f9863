import { agentName } from '../../shared/agents.ts';
import type { Slip } from '../../shared/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { tokenListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useLeaving } from '../app/use-leaving.ts';
import { useSeen } from '../app/use-seen.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { isBeingStopped } from './being-stopped.ts';
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
  const agent = agentName(slip.who);
  const leaving = useLeaving(() => undefined);
  const revoke = useAction(async (how: { readonly byHand?: true } = {}) => {
    const revoked = await client.call('slip:revoke', { id: slip.id, ...how });
    if (revoked.ok && leaving.hasLeft()) announce(usable ? `${agent} is stopped.` : 'The token is deleted.');
    return revoked;
  });
  /* It goes on while its dialog is closed, so how it stands is read from the slip. */
  const busy = revoke.busy || isBeingStopped(slip, snapshot);
  useSeen(revoke.problem === null ? null : { code: 'token-not-deleted', number: slip.number });
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

  const code = revoke.problem?.code;
  const isByHand = slip.world === 'cloudflare' && code !== undefined && needsHands.includes(code);

  if (slip.revoked !== null) {
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
        <RevokedNotice revoked={slip.revoked} agent={agent} urgent />
      </Dialog>
    );
  }

  const openList = () => void client.call('link:open', tokenListLink(slip.token.owner, slip.world));
  /* Another key would help as well; but which one, the owner may not know. */
  const isWrongKey = code === 'setup-key-elsewhere';
  const deleteByHand = (
    <Button small tone={isWrongKey ? 'plain' : 'quiet'} onClick={openList}>
      Delete it at Cloudflare by hand
    </Button>
  );
  const deletedByHand = (
    <Button small tone="quiet" onClick={() => void revoke.start({ byHand: true })}>
      I deleted it there
    </Button>
  );
  return (
    <Dialog
      title={titleOf(agent, usable, busy)}
      lead={
        busy ? (
          `What ${agent} has changed by now stays as it is.`
        ) : (
          <>
            {slip.stopping === null ? null : <p>You wanted it stopped, but its token is not deleted yet.</p>}
            <p>
              {usable
                ? outlook(slip, isByHand)
                : 'It works no more. Deleting it only tidies up your list at Cloudflare.'}
            </p>
            <p>You can't undo this. But you can always write a new slip for the same job.</p>
            {mayHold ? <p>Or pause it. Then nothing gets through until you let it work again.</p> : null}
            {isReminded ? <p>If you do it later, we remind you.</p> : null}
          </>
        )
      }
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>
            {busy
              ? 'Hide this'
              : isReminded || slip.stopping !== null
                ? 'Not now'
                : usable
                  ? 'Keep it running'
                  : 'Keep it'}
          </Button>
          {mayHold && !busy ? (
            <Button busy={hold.busy} onClick={() => void hold.start()}>
              Pause it
            </Button>
          ) : null}
          <Button key={lastButton} tone="stop" busy={busy} onClick={() => void revoke.start()}>
            {usable ? 'Stop this agent now' : 'Delete it'}
          </Button>
        </>
      }
    >
      {busy ? <Waiting what="Deleting the token at Cloudflare." /> : null}
      <ActionProblem of={hold} />
      <ActionProblem
        of={revoke}
        steps={{
          'open-tokens-page': openList,
          connect: () => show({ name: 'connect', next: { name: 'slip', id: slip.id, fresh: 'no' } }),
        }}
        first={isByHand && isWrongKey ? deleteByHand : null}
        more={
          isByHand ? (
            <>
              {code === 'token-still-works' || isWrongKey ? null : deleteByHand}
              {deletedByHand}
            </>
          ) : null
        }
      />
    </Dialog>
  );
}

/* A token that only its owner can delete works until then. */
function outlook(slip: Slip, isByHand: boolean): string {
  const agent = agentName(slip.who);
  if (!isByHand)
    return `${agent} loses access to ${placeText(slip.place)} at once. Work that it has not finished stays unfinished.`;
  return slip.route.kind === 'local'
    ? `Nothing that ${agent} asks for gets through this app any more.`
    : `${agent} has access until you delete the token.`;
}

function titleOf(agent: string, usable: boolean, busy: boolean): string {
  if (usable) return busy ? `Stopping ${agent}` : `Stop ${agent} now?`;
  return busy ? 'Deleting the token of this slip' : 'Delete the token of this slip?';
}
