import { screen } from '@testing-library/react';
import type { AgentAtWork } from '../../shared/agents-at-work.ts';
import type { WaitingApproval } from '../../shared/approvals/card.ts';
import type {
  PracticeOutcome,
  PracticeRun,
  PracticeStep,
  PracticeStepKind,
} from '../../shared/practice-run.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { openSlip } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';
import type { Scene } from './scenes.ts';

const slip = sampleSlip({ world: 'practice', route: { kind: 'local' }, job: 'change-dns' });

const script: readonly (readonly [PracticeStepKind, string])[] = [
  ['look', 'Looks at the website bakery.example.'],
  ['beyond', 'Tries to look at your other website, cakeshop.example.'],
  ['look', 'Looks at the DNS records of bakery.example.'],
  ['change', 'Asks to send one name of the website to another address.'],
];

/** A run of the practice agent whose steps came out like this. */
export function sampleRun(outcomes: readonly PracticeOutcome[], isOver = true): PracticeRun {
  const steps = script.map(([kind, says], at) => ({ kind, says, outcome: outcomes[at] ?? 'to-come' }));
  return { slip: slip.id, isOver, steps };
}

const work: AgentAtWork = {
  slip: slip.id,
  inUse: true,
  today: 3,
  lastRequest: '2026-11-23T10:00:00Z',
  lastChange: null,
  lastOutcome: 'read',
};

const isWaiting = ({ outcome }: PracticeStep) => outcome === 'waits';

const question: WaitingApproval = {
  id: `approval-${'a'.repeat(16)}`,
  slip: slip.id,
  says: 'Changes the DNS record for till.bakery.example.',
};

const watching = (practice: PracticeRun | null): Scene => ({
  start: {
    world: 'practice',
    slips: [slip],
    agents: {
      ...noAgents,
      letIn: [slip.id],
      practice,
      atWork: practice === null ? [] : [work],
      asks: { ...noAgents.asks, waiting: practice?.steps.some(isWaiting) === true ? [question] : [] },
    },
  },
  play: async (app) => {
    await openSlip(app);
    if (practice === null || practice.isOver)
      screen.getByRole('heading', { name: 'Watch a practice agent' }).scrollIntoView?.();
  },
});

/** Watching a practice agent, from before it starts to how it can end. */
export const practiceAgentScenes: Readonly<Record<string, Scene>> = {
  'practice agent: not started': watching(null),
  'practice agent: under way': watching(sampleRun(['passed', 'under-way'], false)),
  'practice agent: waits for the owner': watching(sampleRun(['passed', 'refused', 'passed', 'waits'], false)),
  'practice agent: done': watching(sampleRun(['passed', 'refused', 'passed', 'changed'])),
  'practice agent: denied': watching(sampleRun(['passed', 'refused', 'passed', 'denied'])),
  'practice agent: not answered': watching(sampleRun(['passed', 'refused', 'passed', 'unanswered'])),
  'practice agent: nothing to do it with': watching(sampleRun(['passed', 'passed', 'failed', 'skipped'])),
  'practice agent: stopped': watching(sampleRun(['passed', 'stopped', 'stopped', 'stopped'])),
};
