import type { TokenOwner } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

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
  const remove = useAction(
    () => saying('The token is deleted.', client.call('tokens:delete', { id: token.id, owner })),
    () => {
      onDeleted();
      onClose();
    },
  );
  return (
    <Dialog
      title={`Delete “${token.name}”?`}
      lead="Whatever uses this token stops at once: a program, a plugin, another person's tool. You can't undo this. If something stops by mistake, make a new token for it."
      onClose={remove.busy ? null : onClose}
      foot={
        <>
          {remove.busy ? null : <Button onClick={onClose}>Leave it</Button>}
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
      <ActionProblem of={remove} steps={{ dismiss: onClose }} />
    </Dialog>
  );
}
