import { useEffect, useEffectEvent, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { LastOutcome } from '../../shared/agents-at-work.ts';
import type { RecordedChange } from '../../shared/approvals/record.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { ChangeLines } from '../approvals/ChangeLines.tsx';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
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
  const look = useAction(() => client.call('agents:changes', { id: slip.id }), setChanges);
  const lookAnew = useEffectEvent(() => {
    look.reset();
    void look.start();
  });
  const atWork = snapshot.agents.atWork.find((one) => one.slip === slip.id);
  const last =
    (mayHaveChanged(atWork?.lastOutcome ?? null) ? atWork?.lastRequest : atWork?.lastChange) ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new change is a reason to look again.
  useEffect(() => lookAnew(), [last]);
  /* The line of the change that is undone takes the focus from its button. */
  const undo = useAction(
    (change: string, _line: HTMLElement | null) => client.call('agents:undo', { id: slip.id, change }),
    (_, [, line]) => {
      announce('The change is undone.');
      line?.focus();
      look.reset();
      void look.start();
    },
  );
  if (changes.length === 0) return <ActionProblem of={look} />;
  return (
    <section className={styles.section} aria-labelledby="agent-changes">
      <h2 id="agent-changes">What {agentName(slip.who)} changed</h2>
      <ActionProblem of={look} />
      <ActionProblem of={undo} />
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
                    busy={undo.busy && undo.given?.[0] === change.id}
                    disabled={undo.busy && undo.given?.[0] !== change.id}
                    onClick={({ currentTarget }) =>
                      void undo.start(
                        change.id,
                        currentTarget.closest('details')?.querySelector('summary') ?? null,
                      )
                    }
                  >
                    Undo this change
                  </Button>
                </div>
              ) : null}
              <ChangeLines
                lines={change.lines}
                isNew={change.isNew}
                sides={['Before', change.isSeen ? 'Since then' : 'Was to be']}
                label="What changed"
              />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
