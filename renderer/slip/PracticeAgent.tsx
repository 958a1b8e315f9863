import { Check, Circle, CircleSlash, Clock, Hand, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { PracticeOutcome, PracticeRun, PracticeStep } from '../../shared/practice-run.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './PracticeAgent.module.css';
import { gotTooFar, outcomeText, summaryText } from './practice-agent-words.ts';

const icons = {
  'to-come': Circle,
  'under-way': LoaderCircle,
  waits: Clock,
  passed: Check,
  changed: Check,
  refused: Hand,
  denied: Hand,
  unanswered: Clock,
  skipped: CircleSlash,
  failed: TriangleAlert,
  stopped: CircleSlash,
} as const satisfies Record<PracticeOutcome, unknown>;

/* The question comes at the end of the steps, where the page's buttons may lie over it. */
function intoSight(button: HTMLButtonElement | null): void {
  button?.scrollIntoView?.({ block: 'nearest' });
}

/** Lets the owner watch a practice agent at work on a slip of the practice account, before trusting a real one. */
export function PracticeAgent({ slip }: { readonly slip: Slip }) {
  const { letIn, practice } = useApp().snapshot.agents;
  if (slip.world !== 'practice' || slip.route.kind !== 'local' || !letIn.includes(slip.id)) return null;
  const run = practice?.slip === slip.id ? practice : null;
  return (
    <section className={styles.section} aria-labelledby="practice-agent">
      <h2 id="practice-agent">Watch a practice agent</h2>
      <p className={styles.lead}>
        It works with this slip as your agent would. It looks around, and it tries something that it may not
        do. Nothing real changes.
      </p>
      {run === null ? null : <Steps run={run} />}
      {run === null || run.isOver ? <Start slip={slip} isFirst={run === null} /> : <AtWork run={run} />}
    </section>
  );
}

function Start({ slip, isFirst }: { readonly slip: Slip; readonly isFirst: boolean }) {
  const { client } = useApp();
  const start = useAction(() => client.call('practice-agent:start', { id: slip.id }));
  return (
    <>
      <ActionProblem of={start} />
      <div className={styles.actions}>
        <Button small busy={start.busy} onClick={() => void start.start()}>
          {isFirst ? 'Let it start' : 'Watch it again'}
        </Button>
      </div>
    </>
  );
}

function AtWork({ run }: { readonly run: PracticeRun }) {
  const { client } = useApp();
  const stop = useAction(() => client.call('practice-agent:stop'));
  /* What went wrong is said while that very step waits. */
  const show = useAction((_step: number) => client.call('agents:show-questions'));
  const waiting = run.steps.findIndex(({ outcome }) => outcome === 'waits');
  return (
    <>
      <ActionProblem of={stop} />
      {show.given?.[0] === waiting ? <ActionProblem of={show} /> : null}
      <div className={styles.actions}>
        {waiting === -1 ? null : (
          <Button
            ref={intoSight}
            small
            tone="primary"
            busy={show.busy}
            onClick={() => void show.start(waiting)}
          >
            Show the question
          </Button>
        )}
        <Button small busy={stop.busy} onClick={() => void stop.start()}>
          Stop the practice agent
        </Button>
      </div>
    </>
  );
}

function Steps({ run }: { readonly run: PracticeRun }) {
  const summary = summaryText(run);
  return (
    <>
      <ol className={styles.steps}>
        {run.steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a run never move.
          <Step key={at} step={step} />
        ))}
      </ol>
      <p className={styles.summary} role="status">
        {summary}
      </p>
    </>
  );
}

function Step({ step }: { readonly step: PracticeStep }) {
  const shown = gotTooFar(step) ? 'failed' : step.outcome;
  const Icon = icons[shown];
  return (
    <li className={styles.step} data-outcome={shown}>
      <Icon size={20} aria-hidden />
      <span>
        {step.says}
        <span className={styles.outcome}>{outcomeText(step)}</span>
      </span>
    </li>
  );
}
