import { waitsToStop } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { isBeingStopped } from '../slip/being-stopped.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { useToldStop } from './kept-place.ts';

/** Slips that the owner wants stopped and that Cloudflare has not stopped yet, with the way to try again. */
export function StoppingNotice() {
  const { client, snapshot, show, announce } = useApp();
  const { progress } = snapshot;
  const waiting = snapshot.slips.filter(waitsToStop);
  const told = useToldStop();
  const retry = useAction(
    () => told(() => client.call('slip:stop-waiting')),
    () => announce('All of them are stopped.'),
  );
  if (progress.doing === 'stopping-all') {
    return (
      <Notice tone="calm" title="Your agents are being stopped">
        {progress.waiting === null
          ? `${progress.done} of ${progress.of} are done.`
          : `Cloudflare asks us to wait for ${progress.waiting} seconds. Then we go on.`}
      </Notice>
    );
  }
  const now = waiting.filter((slip) => isBeingStopped(slip, snapshot)).length;
  if (now > 0) {
    return (
      <Notice tone="calm" title={now === 1 ? '1 slip is being stopped' : `${now} slips are being stopped`}>
        We are deleting {now === 1 ? 'its token' : 'their tokens'} at Cloudflare.
      </Notice>
    );
  }
  const [first] = waiting;
  if (first === undefined) return null;
  return (
    <>
      <Notice
        tone="stop"
        title={
          waiting.length === 1 ? '1 slip waits to be stopped' : `${waiting.length} slips wait to be stopped`
        }
        actions={
          <>
            <Button small busy={retry.busy} onClick={() => void retry.start()}>
              Stop {waiting.length === 1 ? 'it' : 'them'} now
            </Button>
            <Button small tone="quiet" onClick={() => show({ name: 'slip', id: first.id, fresh: 'no' })}>
              {`Look at slip ${first.number}`}
            </Button>
          </>
        }
      >
        You wanted {waiting.length === 1 ? 'it' : 'them'} stopped, but{' '}
        {waiting.length === 1 ? 'its token is' : 'their tokens are'} not deleted yet.{' '}
        {waiting.every(({ route }) => route.kind === 'local')
          ? 'Nothing the agent asks for gets through this app meanwhile.'
          : 'Until then the agent still has access.'}
      </Notice>
      <ActionProblem of={retry} />
    </>
  );
}
