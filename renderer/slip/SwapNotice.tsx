import { leaksOf, type Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { isBeingStopped } from './being-stopped.ts';
import type { Swap } from './use-swap.ts';

type SwapNoticeProps = {
  readonly slip: Slip;
  readonly swap: Swap;
  readonly leads: boolean;
  readonly onStop: () => void;
};

/** What a slip's page says while its token waits to be swapped or stopped, or others may have seen it. */
export function SwapNotice({ slip, swap, leads, onStop }: SwapNoticeProps) {
  const tone = leads ? 'primary' : 'plain';
  const { snapshot } = useApp();
  const { progress } = snapshot;
  const underWay = progress.doing === 'rotating' && progress.id === slip.id;
  if (swap.why !== null) return null;
  if (isBeingStopped(slip, snapshot)) {
    return (
      <Notice tone="calm" title="This slip is being stopped">
        We are deleting its token at Cloudflare.
      </Notice>
    );
  }
  if (underWay) {
    return (
      <Notice tone="calm" title="The token is being rotated">
        This takes a few seconds. Your agent can go on after that.
      </Notice>
    );
  }
  if (slip.stopping !== null) {
    return (
      <Notice
        tone="stop"
        title="This slip waits to be stopped"
        actions={
          <Button small tone={tone} onClick={onStop}>
            Try again now
          </Button>
        }
      >
        You wanted it stopped, but Cloudflare has not deleted its token yet.{' '}
        {slip.route.kind === 'local'
          ? 'Nothing its agent asks for gets through this app.'
          : 'Its agent can still work with it.'}
      </Notice>
    );
  }
  if (slip.rotating !== null) {
    return (
      <Notice
        tone="stop"
        title={slip.rotating.lost ? 'This slip has no working token now' : 'The rotation is not finished yet'}
        actions={
          <Button small tone={tone} onClick={swap.ask}>
            {slip.rotating.lost ? 'Rotate it once more' : 'Finish it'}
          </Button>
        }
      >
        {slip.rotating.lost
          ? 'The new token got lost on its way, and the old one is dead. Your agent has no access now. Nothing changed on your website.'
          : 'It was cut off in the middle. Your agent may have no access until it is done.'}
      </Notice>
    );
  }
  if (leaksOf(slip).token === null) return null;
  return (
    <Notice
      tone="stop"
      title="Others may have seen this token"
      actions={
        <Button small tone={tone} onClick={swap.leaked}>
          Make the old token worthless now
        </Button>
      }
    >
      You said that it was pasted. It still works, for whoever has it.
    </Notice>
  );
}
