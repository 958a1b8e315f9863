import { agentName } from '../../shared/agents.ts';
import type { AgentAtWork as AtWork } from '../../shared/agents-at-work.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import styles from './AgentAtWork.module.css';
import { ComingThrough } from './ComingThrough.tsx';

/** What the agent of a slip is doing that works through this app, and the way to stop it without ending the slip. */
export function AgentAtWork({ slip }: { readonly slip: Slip }) {
  const { client, snapshot, announce } = useApp();
  const agent = agentName(slip.who);
  const stop = useAction(
    () => client.call('agents:stop', { id: slip.id }),
    () => announce(`${agent} is stopped.`),
  );
  const letOn = useAction(
    () => client.call('agents:let-on', { id: slip.id }),
    () => announce(`${agent} can work again.`),
  );
  if (slip.route.kind !== 'local') return null;
  const problem = stop.problem ?? letOn.problem;
  const retry = () => void (stop.problem === null ? letOn : stop).start();
  const work = snapshot.agents.atWork.find((one) => one.slip === slip.id);
  const isStopped = snapshot.agents.stopped.includes(slip.id);
  return (
    <>
      {isStopped ? (
        <Notice
          tone="stop"
          title={`You stopped ${agent}`}
          actions={
            <Button busy={letOn.busy} onClick={() => void letOn.start()}>
              Let it work again
            </Button>
          }
        >
          Nothing it asks for gets through. The slip and its token stay. It can work again with the same
          prompt.
        </Notice>
      ) : (
        <div className={styles.line}>
          <p>{workText(agent, work)}</p>
          <Button busy={stop.busy} onClick={() => void stop.start()}>
            Stop it for now
          </Button>
        </div>
      )}
      {isStopped ? null : <ComingThrough agent={agent} work={work} />}
      {problem === null ? null : (
        <ProblemNotice
          problem={problem}
          steps={{
            retry,
            dismiss: () => {
              stop.reset();
              letOn.reset();
            },
          }}
        />
      )}
    </>
  );
}

function workText(agent: string, work: AtWork | undefined): string {
  if (work === undefined) return `${agent} has not asked for anything yet.`;
  const today = work.today === 1 ? '1 request today' : `${work.today} requests today`;
  const last = work.lastRequest === null ? '' : ` The last one was on ${momentText(work.lastRequest)}.`;
  const changed =
    work.lastChange === null ? 'It has changed nothing.' : `Last change: ${momentText(work.lastChange)}.`;
  return work.inUse ? `${agent} is at work now. ${today}. ${changed}` : `${today}.${last} ${changed}`;
}
