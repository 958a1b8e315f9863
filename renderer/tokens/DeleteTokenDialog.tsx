import type { TokenOwner } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { useSeen } from '../app/use-seen.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Waiting } from '../ui/Waiting.tsx';

type DeleteTokenDialogProps = {
  readonly token: { readonly id: string; readonly name: string };
  readonly owner: TokenOwner;
  /** Null where Cloudflare knows of no use; left out where nobody asked. */
  readonly lastUsedAt?: string | null;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
};

/** Asks once before a token is deleted that the app has not made: whatever uses it stops. */
export function DeleteTokenDialog({ token, owner, lastUsedAt, onClose, onDeleted }: DeleteTokenDialogProps) {
  const { client } = useApp();
  const saying = useSaying();
  const remove = useAction(async () => {
    const asked = client.call('tokens:delete', { id: token.id, name: token.name, owner });
    const answer = await saying('The token is deleted.', asked);
    /* By then this dialog may be closed. */
    if (answer.ok) onDeleted();
    return answer;
  }, onClose);
  useSeen(remove.problem === null ? null : { code: 'account-token-not-deleted', id: token.id });
  return (
    <Dialog
      title={`Delete “${token.name}”?`}
      lead="Whatever uses this token stops at once: a program, a plugin, another person's tool. You can't undo this. If something stops by mistake, make a new token for it."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{remove.busy ? 'Hide this' : 'Leave it'}</Button>
          <Button tone="stop" busy={remove.busy} onClick={() => void remove.start()}>
            Delete this token now
          </Button>
        </>
      }
    >
      {lastUsedAt === undefined || lastUsedAt === null ? null : (
        <Notice tone="soon" title={`It was last used on ${dateText(new Date(lastUsedAt))}`}>
          Think of what may have used it then.
        </Notice>
      )}
      {remove.busy ? <Waiting what="Deleting the token at Cloudflare." /> : null}
      <ActionProblem of={remove} />
    </Dialog>
  );
}
