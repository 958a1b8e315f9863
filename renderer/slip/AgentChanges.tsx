import { useEffect, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { RecordedChange } from '../../shared/approvals/record.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { ChangeLines } from '../approvals/ChangeLines.tsx';
import { Button } from '../ui/Button.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import styles from './AgentChanges.module.css';

const outcomes: Record<RecordedChange['outcome'], string> = {
  'under-way': 'is being made',
  done: 'made',
  refused: 'Cloudflare refused it',
  unknown: 'no answer came, so look at Cloudflare',
};

const allowedBy: Record<RecordedChange['by'], string> = {
  once: 'you allowed it',
  'like-this': 'you had allowed changes like it',
  plan: 'you allowed it as a part of a plan',
  undo: 'you undid a change',
};

/** What the agent of a slip changed in the last 30 days, what was there before, and the way to undo it. */
export function AgentChanges({ slip }: { readonly slip: Slip }) {
  const { client, snapshot, announce } = useApp();
  const [changes, setChanges] = useState<readonly RecordedChange[]>([]);
  const [looks, setLooks] = useState(0);
  const last = snapshot.agents.atWork.find((one) => one.slip === slip.id)?.lastChange ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new change, or an undoing, is a reason to look again.
  useEffect(() => {
    let gone = false;
    void client.call('agents:changes', { id: slip.id }).then((answer) => {
      if (!gone && answer.ok) setChanges(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [client, slip.id, last, looks]);
  const undo = useAction(
    (change: string) => client.call('agents:undo', { id: slip.id, change }),
    () => {
      announce('The change is undone.');
      setLooks(looks + 1);
    },
  );
  if (changes.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="agent-changes">
      <h2 id="agent-changes">What {agentName(slip.who)} changed</h2>
      {undo.problem === null ? null : (
        <ProblemNotice problem={undo.problem} steps={{ retry: undo.reset, dismiss: undo.reset }} />
      )}
      <ol className={styles.changes}>
        {changes.map((change) => (
          <li key={change.id}>
            <details>
              <summary>
                {change.says} <time dateTime={change.at}>{momentText(change.at)}</time>
              </summary>
              <p className={styles.how}>
                {change.outcome === 'done' ? allowedBy[change.by] : outcomes[change.outcome]}.
                {change.undo === 'done' ? ' It was undone later.' : ''}
              </p>
              <ChangeLines
                lines={change.lines}
                isNew={change.isNew}
                sides={['Before', change.outcome === 'done' ? 'Since then' : 'Was to be']}
                label="What changed"
              />
              {change.undo === 'offered' ? (
                <div className={styles.undo}>
                  <Button small busy={undo.busy} onClick={() => void undo.start(change.id)}>
                    Undo this change
                  </Button>
                </div>
              ) : null}
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
