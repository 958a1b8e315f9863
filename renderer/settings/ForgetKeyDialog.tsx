import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { useSeen } from '../app/use-seen.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Waiting } from '../ui/Waiting.tsx';

/** Asks once before the setup key is forgotten, since Cloudflare will not show it again. */
export function ForgetKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useApp();
  const saying = useSaying();
  const forget = useAction(() => saying('The setup key is forgotten.', client.call('key:forget')), onClose);
  useSeen(forget.problem === null ? null : { code: 'key-not-forgotten' });
  return (
    <Dialog
      title="Forget the setup key?"
      lead="Your slips go on working, and the key stays valid at Cloudflare until its end date. To make or stop a slip you will need a setup key again. Cloudflare does not show this one a second time, so you may have to make a new one."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{forget.busy ? 'Hide this' : 'Keep it'}</Button>
          <Button tone="stop" busy={forget.busy} onClick={() => void forget.start()}>
            Forget the key
          </Button>
        </>
      }
    >
      {forget.busy ? <Waiting what="Forgetting the key." /> : null}
      <ActionProblem of={forget} />
    </Dialog>
  );
}
