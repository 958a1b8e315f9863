import type { PracticeOutcome, PracticeRun, PracticeStep } from '../../shared/practice-run.ts';

const words: Record<PracticeOutcome, string> = {
  'to-come': 'Comes later.',
  'under-way': 'It is asking now.',
  waits: 'It waits for your answer, in a window of its own.',
  passed: 'Allowed. It only looked.',
  changed: 'Done, since you said yes. The page of this slip shows what changed, and what you can undo.',
  refused: 'Refused. It is not on the slip.',
  denied: 'Not done, since you said no.',
  unanswered: 'Not done, since you did not answer.',
  skipped: 'Left out. There is nothing here to do it with.',
  failed: 'Cloudflare gave no good answer.',
  stopped: 'Not done. You stopped it.',
};

/** Whether a step passed that the slip does not allow. Its owner must hear of it: the slip is not what it should be. */
export function gotTooFar({ kind, outcome }: PracticeStep): boolean {
  return kind === 'beyond' && outcome === 'passed';
}

/** What became of a step. */
export function outcomeText(step: PracticeStep): string {
  return gotTooFar(step) ? 'It got through. That should not happen.' : words[step.outcome];
}

/** What came of it all; empty while the agent is at work. */
export function summaryText({ isOver, steps }: PracticeRun): string {
  if (!isOver) return '';
  const count = (...outcomes: readonly PracticeOutcome[]) =>
    steps.filter(({ outcome }) => outcomes.includes(outcome)).length;
  if (count('stopped') > 0) return 'You stopped the practice agent.';
  if (steps.some(gotTooFar)) {
    return 'The practice agent got further than its slip allows. Do not use this slip. Make a report in the settings, under Report a problem.';
  }
  const looked = steps.filter(({ kind, outcome }) => kind === 'look' && outcome === 'passed').length;
  const changed = count('changed') === 0 ? 'It changed nothing.' : 'It made the change that you allowed.';
  return `The practice agent is done. It looked ${times(looked)} and was refused ${times(count('refused'))}. ${changed}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
