import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

/** Asks once before the setup key is forgotten, since Cloudflare will not show it again. */
export function ForgetKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useApp();
  const saying = useSaying();
  const forget = useAction(() => saying('The setup key is forgotten.', client.call('key:forget')), onClose);
  return (
    <Dialog
      title="Forget the setup key?"
      lead="Your slips go on working, and the key stays valid at Cloudflare until its end date. To make or stop a slip you will need a setup key again. Cloudflare does not show this one a second time, so you may have to make a new one."
      onClose={forget.busy ? null : onClose}
      foot={
        <>
          {forget.busy ? null : <Button onClick={onClose}>Keep it</Button>}
          <Button tone="stop" busy={forget.busy} onClick={() => void forget.start()}>
            Forget the key
          </Button>
        </>
      }
    >
      <ActionProblem of={forget} />
    </Dialog>
  );
}
