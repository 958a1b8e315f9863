import { screen } from '@testing-library/react';
import type { Agents } from '../../shared/agents-at-work.ts';
import type { RecordedChange } from '../../shared/approvals/record.ts';
import { failed, ok } from '../../shared/result.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { openSlip, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';
import type { Scene } from './scenes.ts';

const slip = sampleSlip({ route: { kind: 'local' }, job: 'change-dns' });

/** A change that an agent made, as the slip's page is told of it. */
export function sampleChange(change: Partial<RecordedChange> = {}): RecordedChange {
  return {
    id: `change-${'a'.repeat(16)}`,
    slip: slip.id,
    at: '2026-11-23T09:58:30Z',
    says: 'Changes the DNS record for till.bakery.example.',
    by: 'once',
    outcome: 'done',
    lines: [
      { label: 'Type', before: 'A', after: 'A' },
      { label: 'Points to', before: '203.0.113.7', after: '198.51.100.1' },
    ],
    isSeen: (change.outcome ?? 'done') === 'done',
    isNew: false,
    undo: 'offered',
    ...change,
  };
}

/** Every way that a change can have gone. */
export const manyChanges: readonly RecordedChange[] = [
  sampleChange({
    id: `change-${'b'.repeat(16)}`,
    says: 'Undo: Changes the DNS record for menu.bakery.example.',
    by: 'undo',
    undo: 'none',
  }),
  sampleChange(),
  sampleChange({
    id: `change-${'c'.repeat(16)}`,
    says: 'Adds a DNS record for shop.bakery.example.',
    by: 'plan',
    isNew: true,
    lines: [
      { label: 'Type', before: null, after: 'CNAME' },
      { label: 'Points to', before: null, after: 'shop-host.example' },
    ],
  }),
  sampleChange({ id: `change-${'d'.repeat(16)}`, by: 'like-this', undo: 'done' }),
  sampleChange({ id: `change-${'e'.repeat(16)}`, outcome: 'under-way', undo: 'none' }),
  sampleChange({ id: `change-${'f'.repeat(16)}`, outcome: 'refused', undo: 'none' }),
  sampleChange({ id: `change-${'g'.repeat(16)}`, outcome: 'unknown', undo: 'none' }),
  sampleChange({
    id: `change-${'h'.repeat(16)}`,
    says: 'Clears the saved copies of 2 pages.',
    isNew: true,
    undo: 'none',
    lines: [
      { label: 'Page', before: null, after: 'https://www.bakery.example/' },
      { label: 'Page', before: null, after: `https://www.bakery.example/${'cake-'.repeat(40)}` },
    ],
  }),
];

const question = (letter: string) => ({
  id: `approval-${letter.repeat(16)}`,
  slip: slip.id,
  says: 'Changes the DNS record for till.bakery.example.',
});

const alike = {
  slip: slip.id,
  rule: 'dns.update',
  says: 'Changes the DNS record for till.bakery.example.',
  until: '2026-11-23T10:14:00Z',
};

const atWork = (lastChange: string | null): Agents['atWork'] => [
  {
    slip: slip.id,
    inUse: lastChange === null,
    today: 12,
    lastRequest: '2026-11-23T09:59:00Z',
    lastChange,
    lastOutcome: 'read',
  },
];

const asking = (asks: Partial<Agents['asks']>): Agents => ({
  ...noAgents,
  letIn: [slip.id],
  atWork: atWork(null),
  asks: { ...noAgents.asks, ...asks },
});

const changed = (changes: readonly RecordedChange[], play?: Scene['play']): Scene => ({
  start: {
    slips: [slip],
    agents: { ...noAgents, letIn: [slip.id], atWork: atWork('2026-11-23T09:58:30Z') },
  },
  prepare: (bridge) => {
    bridge.answer('agents:changes', () => ok(changes));
    bridge.answer('agents:undo', () => failed({ code: 'undo-differs' }));
  },
  play: async (app) => {
    await openSlip(app);
    await screen.findByRole('heading', { name: /^What Codex changed/ });
    for (const one of document.querySelectorAll('li > details')) one.setAttribute('open', '');
    await play?.(app);
  },
});

/** What agents changed, and what they wait for, as the app's own window shows it. */
export const agentChangeScenes: Readonly<Record<string, Scene>> = {
  'agent changes: every way one can go': changed(manyChanges),
  'agent changes: undoing did not work': changed([sampleChange()], async (app) => {
    await app.user.click(await screen.findByRole('button', { name: 'Undo this change' }));
    await screen.findByText('Something else is there now');
  }),
  'agent changes: what was done is saved, but the disk was full for a while': {
    ...changed([]),
    prepare: (bridge) => {
      bridge.answer('agents:save-activity', () => ok({ how: 'saved', isUntouched: true, missing: 2300 }));
    },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Save what Codex did');
      await screen.findByText('The list is saved, but it is not whole');
    },
  },
  'agent question: one waits': {
    start: { slips: [slip], agents: asking({ waiting: [question('a')] }) },
    play: openSlip,
  },
  'agent question: several wait, and some pass': {
    start: {
      slips: [slip],
      agents: asking({ waiting: [question('a'), question('b'), question('c')], alike: [alike] }),
    },
    play: openSlip,
  },
  'agent question: at home': {
    start: { slips: [slip], agents: asking({ waiting: [question('a')], alike: [alike] }) },
  },
};
