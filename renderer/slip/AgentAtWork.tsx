import { agentName } from '../../shared/agents.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ComingThrough } from './ComingThrough.tsx';

/** What the agent of a slip is doing that works through this app, and the way to let it on after it was paused. */
export function AgentAtWork({ slip, leads }: { readonly slip: Slip; readonly leads: boolean }) {
  const { client, snapshot, announce } = useApp();
  const agent = agentName(slip.who);
  const letOn = useAction(
    () => client.call('agents:let-on', { id: slip.id }),
    () => announce(`${agent} can work again.`),
  );
  if (slip.route.kind !== 'local') return null;
  const work = snapshot.agents.atWork.find((one) => one.slip === slip.id);
  const isStopped = snapshot.agents.stopped.includes(slip.id);
  return (
    <>
      {isStopped ? (
        <Notice
          tone="soon"
          title={`You paused ${agent}`}
          actions={
            <Button tone={leads ? 'primary' : 'plain'} busy={letOn.busy} onClick={() => void letOn.start()}>
              Let it work again
            </Button>
          }
        >
          Nothing it asks for gets through. The slip and its token stay. It can work again with the same
          prompt.
        </Notice>
      ) : (
        <ComingThrough agent={agent} work={work} />
      )}
      <ActionProblem of={letOn} />
    </>
  );
}
