import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Slip } from '../../shared/slip.ts';
import type { CleanUp } from '../../shared/snapshot.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { openApp, openSlip } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

const { id } = sampleSlip();
const at = '2026-11-23T09:00:00Z';
const dead = { at, outcome: 'refused', ending: 'x9Q2' } as const;
const local = { kind: 'local' } as const;
const named = { kind: 'environment', name: 'TOKEN' } as const;
const leak = { at, what: 'leaked' } as const;
const endsSoon: Partial<Slip> = {
  createdAt: '2026-11-22T09:00:00Z',
  until: { kind: 'at', at: '2026-11-23T11:00:00Z' },
};

const oldOf = ({ world, token }: Slip): CleanUp => ({
  mark: 'ps-aaaaaaaaaaaa',
  tokenName: 'Old',
  since: at,
  oldOf: id,
  expiresOn: null,
  world,
  owner: token.owner,
});

const primaries = () =>
  screen
    .getAllByRole('button')
    .filter(({ className }) => /primary/.test(className))
    .map(({ textContent }) => textContent);

describe('what a slip’s page leads to', () => {
  test.each<[string, Partial<Slip>, string | null]>([
    ['is ready', {}, 'Copy the prompt'],
    ['has a job that is done', { concerns: [{ what: 'job-done', at }] }, null],
    ['was used by someone who left', { concerns: [{ what: 'person-left', at }] }, null],
    ['may lie around', { concerns: [{ what: 'unsure-where', at }] }, 'Rotate the token'],
    ['was seen by others', { events: [leak] }, 'Make the old token worthless now'],
    ['was seen by others and is dead', { events: [leak], checked: dead }, 'Make the old token worthless now'],
    ['works no more', { checked: dead }, 'Rotate the token'],
    ['is on another computer', { checked: { ...dead, outcome: 'elsewhere' } }, 'Rotate the token'],
    ['is half rotated', { rotating: { since: at, why: 'asked', lost: false } }, 'Finish it'],
    ['lost its token', { rotating: { since: at, why: 'asked', lost: true } }, 'Rotate it once more'],
    ['waits to be stopped', { stopping: { since: at } }, 'Try again now'],
    [
      'has a new token to put away',
      { route: named, events: [{ at, what: 'rotated' }] },
      'Copy the new token',
    ],
    ['is due', { reviewAt: at }, 'Start the review'],
    ['ends soon', endsSoon, 'Choose another end date'],
  ])('of one that %s', async (_which, change, button) => {
    await openSlip(await openApp({ slips: [sampleSlip(change)] }));
    expect(primaries()).toEqual(button === null ? [] : [button]);
  });

  test.each([
    ['with a key', {}, 'Delete it now'],
    ['without a key', { connection: null }, 'Show me how to delete it'],
  ] as const)('of one whose old token was seen, %s', async (_how, start, button) => {
    const slip = sampleSlip({ events: [leak, { at, what: 'changed' }] });
    await openSlip(await openApp({ slips: [slip], cleanUps: [oldOf(slip)], world: slip.world, ...start }));
    expect(primaries()).toEqual([button]);
  });

  test('is what else there is to do where the old token that was seen is gone', async () => {
    const slip = sampleSlip({
      events: [leak, { at, what: 'changed' }],
      concerns: [{ what: 'unsure-where', at }],
    });
    await openSlip(await openApp({ slips: [slip], cleanUps: [{ ...oldOf(slip), expiresOn: at }] }));
    expect(primaries()).toEqual(['Rotate the token']);
  });

  test('is an old token that was seen, and no new slip beside it, where the slip has ended', async () => {
    const slip = sampleSlip({ events: [leak, { at, what: 'changed' }], until: { kind: 'at', at } });
    await openSlip(await openApp({ slips: [slip], cleanUps: [oldOf(slip)] }));
    expect(primaries()).toEqual(['Delete it now']);
  });

  test('is one old token of several, also where the newest was seen and the slip has ended', async () => {
    const events = [leak, { at, what: 'changed' as const }, leak];
    const slip = sampleSlip({ events, until: { kind: 'at', at } });
    const cleanUps = [{ ...oldOf(slip), expiresOn: at }, oldOf(slip), oldOf(slip)].map((one, index) => ({
      ...one,
      mark: `ps-${'abc'.charAt(index).repeat(12)}`,
    }));
    await openSlip(await openApp({ slips: [slip], cleanUps }));
    expect(primaries()).toEqual(['Delete it now']);
  });

  test('is to let on an agent that was paused', async () => {
    const agents = { ...noAgents, stopped: [id] };
    await openSlip(await openApp({ slips: [sampleSlip({ route: local })], agents }));
    expect(primaries()).toEqual(['Let it work again']);
  });

  test('is an agent’s question before anything else', async () => {
    const slip = sampleSlip({ route: local, concerns: [{ what: 'unsure-where', at }] });
    const question = { id: 'q-1', slip: id, says: 'Clear one page.', answerUntil: at };
    const agents = { ...noAgents, asks: { ...noAgents.asks, waiting: [question] } };
    await openSlip(await openApp({ slips: [slip], agents }));
    expect(primaries()).toEqual(['Show the question']);
  });

  test('is one way to stop it where it waits for that', async () => {
    await openSlip(await openApp({ slips: [sampleSlip({ stopping: { since: at } })] }));
    expect(screen.queryByRole('button', { name: 'Stop this agent' })).toBeNull();
  });
});

describe('the words under a slip’s paper', () => {
  test.each<[string, Partial<Slip>, RegExp]>([
    ['promise what this app keeps', { route: local }, /gets this and nothing else/],
    ['point to what the token alone does not keep', {}, /^The note on the slip says what else its token/],
    [
      'do not call dead what may work elsewhere',
      { checked: { ...dead, outcome: 'elsewhere' } },
      /^Its token may still work on the other computer/,
    ],
    [
      'do not call alive what has ended elsewhere',
      { checked: { ...dead, outcome: 'elsewhere' }, until: { kind: 'at', at } },
      /^Your agent gets nothing with this slip now/,
    ],
  ])('%s', async (_what, change, words) => {
    await openSlip(await openApp({ slips: [sampleSlip(change)] }));
    screen.getByText(words);
  });
});
