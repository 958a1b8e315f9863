import { screen } from '@testing-library/react';
import { concernKinds } from '../../shared/concerns.ts';
import { slipEvent } from '../../shared/schemas/slip.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { agentChangeScenes } from './agent-change-scenes.ts';
import { practiceAgentScenes } from './practice-agent-scenes.ts';
import { openSlip, press } from './render-app.tsx';
import { sampleSlip, severalSlips } from './sample-slips.ts';
import type { Scene } from './scenes.ts';

const slipEvents = slipEvent.shape.what.options;
const atWork = (inUse: boolean) => ({
  slip: sampleSlip().id,
  inUse,
  today: 12,
  lastRequest: '2026-11-23T09:59:00Z',
  lastChange: '2026-11-23T09:58:30Z',
  lastOutcome: 'read' as const,
});

const ends = ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z'] as const;
const worlds = ends.flatMap((born) => ends.map((end) => [born, end] as const));
const strange = (born: string, end: string) =>
  sampleSlip({
    createdAt: born,
    until: { kind: 'at', at: end },
    reviewAt: end,
    events: [{ at: born, what: 'created' }],
    reminding: { daysBefore: null, snoozedUntil: end },
  });

/** The states of a slip's record, and of a look at it. */
export const slipScenes: Readonly<Record<string, Scene>> = {
  ...agentChangeScenes,
  ...practiceAgentScenes,
  ...Object.fromEntries(
    worlds.map(([born, end]): [string, Scene] => [
      `slip from ${born} until ${end}`,
      { start: { slips: [strange(born, end)] }, play: openSlip },
    ]),
  ),
  'home with dates out of this world': {
    start: {
      slips: worlds.map(([born, end], index) => ({
        ...strange(born, end),
        id: `slip-${'abcd'.charAt(index).repeat(16)}`,
        number: index + 1,
      })),
    },
  },
  'a check-up of a practice slip that is too wide, away from practice': {
    start: { slips: [sampleSlip({ world: 'practice' })] },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Review it now');
      await screen.findByText('Question 1 of 6');
      for (const key of 'nnnyy') await app.user.keyboard(key);
      await screen.findByRole('button', { name: 'Go to practice' });
    },
  },
  'home with slips enough to search': {
    start: {
      slips: Array.from({ length: 9 }, (_, index) =>
        sampleSlip({ id: `slip-${'abcdefghi'.charAt(index).repeat(16)}`, number: index + 1 }),
      ),
    },
    play: async (app) => {
      await app.user.type(screen.getByRole('searchbox'), 'codex');
      await screen.findByText('9 slips were found.');
    },
  },
  'slip, with a long story and notes': {
    start: {
      slips: [
        sampleSlip({
          notes: 'Ask Anna first.\nThen write to the shop.',
          events: slipEvents.map((what) => ({ at: '2026-11-23T09:00:00Z', what })),
          used: { at: null, seenAt: '2026-11-23T09:00:00Z' },
        }),
      ],
    },
    play: async (app) => {
      await openSlip(app);
      await press(app, `Show all ${slipEvents.length}`);
      await app.user.click(screen.getByText('Names and numbers'));
    },
  },
  'slip, through this app': {
    start: {
      slips: [sampleSlip({ route: { kind: 'local' } })],
      agents: { ...noAgents, letIn: [sampleSlip().id], stopped: [], atWork: [atWork(true)] },
    },
    play: openSlip,
  },
  'slip, through this app, nothing came yet': {
    start: {
      slips: [sampleSlip({ route: { kind: 'local' } })],
      agents: { ...noAgents, letIn: [sampleSlip().id], stopped: [], atWork: [] },
    },
    play: async (app) => {
      await openSlip(app);
      await app.user.click(screen.getByText("Connect it to your agent's program"));
    },
  },
  'slip, through this app, the agent says it is done': {
    start: {
      slips: [
        sampleSlip({
          route: { kind: 'local' },
          concerns: [{ what: 'job-done', at: '2026-11-23T09:59:00Z', by: 'agent' }],
        }),
      ],
      agents: { ...noAgents, letIn: [sampleSlip().id], stopped: [], atWork: [atWork(false)] },
    },
    play: openSlip,
  },
  'slip, through this app, the agent stopped': {
    start: {
      slips: [sampleSlip({ route: { kind: 'local' } })],
      agents: { ...noAgents, letIn: [], stopped: [sampleSlip().id], atWork: [atWork(false)] },
    },
    play: openSlip,
  },
  'slip, through this app, another way for the token': {
    start: { slips: [sampleSlip({ route: { kind: 'local' } })] },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Change this');
      await screen.findByText(/Where can .* find the token/);
    },
  },
  ...Object.fromEntries(
    concernKinds.map((what): [string, Scene] => [
      `slip, ${what}`,
      {
        start: { slips: [sampleSlip({ concerns: [{ what, at: '2026-11-23T09:00:00Z' }] })] },
        play: openSlip,
      },
    ]),
  ),
  'slip, near its end': {
    start: {
      slips: [
        sampleSlip({ createdAt: '2026-11-01T09:00:00Z', until: { kind: 'at', at: '2026-11-29T10:00:00Z' } }),
      ],
    },
    play: openSlip,
  },
  'slip, due for a look': {
    start: { slips: [sampleSlip({ reviewAt: '2026-11-23T09:00:00Z' })] },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Choose another day');
    },
  },
  'stopping an agent whose job is done': {
    start: { slips: severalSlips },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'The job is done');
      await screen.findByRole('dialog');
    },
  },
  ...Object.fromEntries(
    ['', 'n', 'nn', 'nnn', 'nnny', 'nnnyn', 'y', 'nny', 'nnnn', 'nnnyy', 'nnnynn', 'nnnyny'].map(
      (keys): [string, Scene] => [
        `a check-up, after the keys "${keys}"`,
        {
          start: { slips: severalSlips },
          play: async (app) => {
            await openSlip(app);
            await press(app, 'Review it now');
            await screen.findByText('Question 1 of 6');
            for (const key of keys) await app.user.keyboard(key);
          },
        },
      ],
    ),
  ),
};
