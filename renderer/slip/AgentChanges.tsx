import { useEffect, useRef, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { LastOutcome } from '../../shared/agents-at-work.ts';
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
  'under-way': 'It is being made.',
  done: 'It was made.',
  refused: 'Cloudflare refused it.',
  unknown: 'No answer came, so look at Cloudflare.',
};

const allowedBy: Record<RecordedChange['by'], string> = {
  once: 'You allowed it.',
  'like-this': 'You had allowed changes like it.',
  plan: 'You allowed it as a part of a plan.',
  undo: 'You undid the change.',
};

/** Who allowed a change, or why it was not made, and whether it still stands. */
function howText({ outcome, by, undo }: RecordedChange): string {
  const how = outcome === 'done' ? allowedBy[by] : outcomes[outcome];
  return undo === 'done' ? `${how} It was undone later.` : how;
}

/* A change whose answer got lost may have been made. */
function mayHaveChanged(outcome: LastOutcome | null): boolean {
  return outcome === 'changed' || outcome === 'failed' || outcome === 'cloudflare-said-no';
}

/** What the agent of a slip changed in the last 30 days, what was there before, and the way to undo it. */
export function AgentChanges({ slip }: { readonly slip: Slip }) {
  const { client, snapshot, announce } = useApp();
  const [changes, setChanges] = useState<readonly RecordedChange[]>([]);
  const [looks, setLooks] = useState(0);
  const [undoing, setUndoing] = useState('');
  /* The line of a change that is undone, which takes the focus from its button. */
  const line = useRef<HTMLElement>(null);
  const atWork = snapshot.agents.atWork.find((one) => one.slip === slip.id);
  const last =
    (mayHaveChanged(atWork?.lastOutcome ?? null) ? atWork?.lastRequest : atWork?.lastChange) ?? null;
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
      line.current?.focus();
      setLooks(looks + 1);
    },
  );
  if (changes.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="agent-changes">
      <h2 id="agent-changes">What {agentName(slip.who)} changed</h2>
      {undo.problem === null ? null : (
        <ProblemNotice
          problem={undo.problem}
          steps={{ retry: () => void undo.start(undoing), dismiss: undo.reset }}
        />
      )}
      <ol className={styles.changes}>
        {changes.map((change) => (
          <li key={change.id}>
            <details>
              <summary>
                {change.says}
                <span className={styles.how}>
                  <time dateTime={change.at}>{momentText(change.at)}</time>. {howText(change)}
                </span>
              </summary>
              {change.undo === 'offered' ? (
                <div className={styles.undo}>
                  <Button
                    small
                    busy={undo.busy && undoing === change.id}
                    onClick={({ currentTarget }) => {
                      line.current = currentTarget.closest('details')?.querySelector('summary') ?? null;
                      setUndoing(change.id);
                      void undo.start(change.id);
                    }}
                  >
                    Undo this change
                  </Button>
                </div>
              ) : null}
              <ChangeLines
                lines={change.lines}
                isNew={change.isNew}
                sides={['Before', change.outcome === 'done' ? 'Since then' : 'Was to be']}
                label="What changed"
              />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
