import { useState } from 'react';
import { isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { later } from '../app/later.tsx';
import { useAction } from '../app/use-action.ts';
import { useNow } from '../app/use-now.ts';
import { useSaying } from '../app/use-saying.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { useOtherWorld } from './use-other-world.tsx';

const DeleteTokenDialog = later(
  async () => (await import('../tokens/DeleteTokenDialog.tsx')).DeleteTokenDialog,
);

/** A slip that was written to replace an older token: the last step is to delete that one. */
export function ReplacedNotice({ slip }: { readonly slip: Slip }) {
  const { client } = useApp();
  const elsewhere = useOtherWorld(slip);
  const saying = useSaying();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const keep = useAction(() =>
    saying('The old token stays.', client.call('tokens:keep-replaced', { id: slip.id })),
  );
  const { replaces } = slip;
  if (replaces === null || !isInForce(stampOf(slip, now))) return null;
  return (
    <>
      <Notice
        tone="soon"
        title={`The old token “${replaces.name}” still works`}
        actions={
          <>
            {elsewhere === null ? (
              <Button small onClick={() => setAsking(true)}>
                Delete the old token
              </Button>
            ) : (
              elsewhere.button
            )}
            <Button small tone="quiet" busy={keep.busy} onClick={() => void keep.start()}>
              Keep it
            </Button>
          </>
        }
      >
        This slip takes its place. First give the prompt to your agent. Once that works, delete the old token.
        Whatever else uses it stops then. {elsewhere?.text}
      </Notice>
      {elsewhere?.problem}
      <ActionProblem of={keep} />
      {asking ? (
        <DeleteTokenDialog
          token={replaces}
          owner={replaces.owner}
          onClose={() => setAsking(false)}
          onDeleted={() => undefined}
        />
      ) : null}
    </>
  );
}
