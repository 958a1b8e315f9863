import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../shared/ipc/contract.ts';
import { failed, ok } from '../../shared/result.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { agentChangeScenes, manyChanges, sampleChange } from './agent-change-scenes.ts';
import { openApp, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

async function open(name: string) {
  const scene = agentChangeScenes[name];
  const app = await openApp(scene?.start, scene?.prepare);
  await scene?.play?.(app);
  return app;
}
const slip = sampleSlip().id;

describe('what an agent changed', () => {
  it('says of each change how it went and who allowed it', async () => {
    await open('agent changes: every way one can go');
    const changes = screen.getByRole('region', { name: /^What Codex changed/ });
    const how = [...changes.querySelectorAll('summary > span')].map((one) =>
      one.textContent?.replace(/^.*[AP]M\. /, ''),
    );
    expect(how).toEqual([
      'You undid the change.',
      'You allowed it.',
      'You allowed it as a part of a plan.',
      'You had allowed changes like it. It was undone later.',
      'It is being made.',
      'Cloudflare refused it.',
      'No answer came, so look at Cloudflare.',
      'You allowed it.',
    ]);
    expect(within(changes).getAllByRole('button', { name: 'Undo this change' })).toHaveLength(
      manyChanges.filter(({ undo }) => undo === 'offered').length,
    );
  });

  it.each([
    [true, 'Since then'],
    [false, 'Was to be'],
  ])('says what is there since only where somebody looked: %s', async (isSeen, side) => {
    const scene = agentChangeScenes['agent changes: every way one can go'];
    const app = await openApp(scene?.start, (bridge) => {
      bridge.answer('agents:changes', () => ok([sampleChange({ isSeen })]));
    });
    await scene?.play?.(app);
    expect(screen.getAllByRole('columnheader').map((one) => one.textContent)).toEqual(['Before', side]);
  });

  it('undoes a change, says so, and looks again at what there is', async () => {
    const app = await open('agent changes: undoing did not work');
    const { bridge } = app;
    expect(bridge.sent('agents:undo')).toEqual([{ id: slip, change: sampleChange().id }]);
    bridge.answer('agents:undo', () => {
      bridge.answer('agents:changes', () => ok([sampleChange({ undo: 'done' })]));
      return ok(null);
    });
    await press(app, 'Undo this change');
    await screen.findByText(/It was undone later/);
    expect(screen.queryByRole('button', { name: 'Undo this change' })).toBeNull();
    expect(screen.queryByText('Something else is there now')).toBeNull();
  });

  it('undoes one at a time, and tries the one again that failed', async () => {
    const answers: ((answer: Answer<'agents:undo'>) => void)[] = [];
    const app = await open('agent changes: every way one can go');
    app.bridge.answer('agents:undo', () => new Promise((resolve) => answers.push(resolve)));
    const [first, second] = screen.getAllByRole('button', { name: 'Undo this change' });
    await app.user.click(first as HTMLElement);
    await app.user.click(second as HTMLElement);
    expect([first?.querySelector('svg') !== null, second?.querySelector('svg') !== null]).toEqual([
      true,
      false,
    ]);
    await act(async () => answers[0]?.(failed({ code: 'offline' })));
    await press(app, 'Try again');
    const [once, again, ...more] = app.bridge.sent('agents:undo');
    expect([again, more]).toEqual([once, []]);
    await act(async () => answers[1]?.(ok(null)));
    expect(document.activeElement).toBe(first?.closest('details')?.querySelector('summary'));
  });

  it('says so where they can not be read', async () => {
    const app = await openApp({ slips: [sampleSlip({ route: { kind: 'local' } })] }, (bridge) =>
      bridge.answer('agents:changes', () => failed({ code: 'storage-failed' })),
    );
    await press(app, 'Open slip 7');
    await press(app, 'Try again');
    expect(app.bridge.sent('agents:changes')).toHaveLength(2);
  });

  it('looks again once the agent has changed something more', async () => {
    const { bridge } = await open('agent changes: undoing did not work');
    const worked = { slip, inUse: true, today: 3, lastChange: '2026-11-23T09:59:59Z' };
    const looks = () => bridge.sent('agents:changes').length;
    for (const last of [
      { lastRequest: worked.lastChange, lastOutcome: 'changed' },
      { lastRequest: '2026-11-23T10:00:30Z', lastOutcome: 'failed' },
    ] as const) {
      const before = looks();
      bridge.push({ agents: { ...noAgents, letIn: [slip], atWork: [{ ...worked, ...last }] } });
      await waitFor(() => expect(looks()).toBeGreaterThan(before));
    }
  });
});

describe('the notice that an agent waits', () => {
  it('names the first change and counts the others, and leads to the window that can answer', async () => {
    const app = await open('agent question: several wait, and some pass');
    const notice = screen.getByText('Codex waits for your answer').closest('section');
    expect(notice?.textContent).toContain('Changes the DNS record for till.bakery.example. And 2 more.');
    await press(app, 'Show the question');
    expect(app.bridge.sent('agents:show-questions')).toHaveLength(1);
  });

  it('says so when that window can’t be shown, and tries again', async () => {
    const app = await open('agent question: several wait, and some pass');
    app.bridge.answer('agents:show-questions', () => failed({ code: 'unexpected' }));
    await press(app, 'Show the question');
    await screen.findByRole('alert');
    await press(app, 'Try again');
    expect(app.bridge.sent('agents:show-questions')).toHaveLength(2);
  });

  it('says so of that question alone, and of what was allowed alone', async () => {
    const app = await open('agent question: several wait, and some pass');
    const { agents } = app.bridge.snapshot;
    const asks = (change: Partial<typeof agents.asks>) =>
      act(async () => app.bridge.push({ agents: { ...agents, asks: { ...agents.asks, ...change } } }));
    const failing = () => failed({ code: 'unexpected' } as const);
    app.bridge.answer('agents:show-questions', failing);
    app.bridge.answer('agents:ask-again', failing);
    await press(app, 'Show the question');
    await screen.findByRole('alert');
    await press(app, 'Ask me again from now on');
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2));
    await asks({ alike: agents.asks.alike.map((one) => ({ ...one, until: '2026-11-23T11:00:00Z' })) });
    expect(screen.getAllByRole('alert')).toHaveLength(1);
    await asks({ waiting: agents.asks.waiting.slice(1), alike: [] });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('takes back what was allowed for a while', async () => {
    const app = await open('agent question: several wait, and some pass');
    await press(app, 'Ask me again from now on');
    expect(app.bridge.sent('agents:ask-again')).toEqual([{ id: slip }]);
  });

  it('says so where asking again could not be set', async () => {
    const app = await open('agent question: at home');
    app.bridge.answer('agents:ask-again', () => failed({ code: 'slip-unknown' }));
    await press(app, 'Ask me again from now on');
    await screen.findByText('This slip is not here any more');
  });
});

describe('saving what an agent did', () => {
  const atWork = [
    {
      slip,
      inUse: false,
      today: 3,
      lastRequest: '2026-11-23T09:59:59Z',
      lastChange: null,
      lastOutcome: null,
    },
  ];

  it.each([
    [true, 0, 'The list is saved', 'Each request is in it, and how it ended. No token is in the file.'],
    [
      true,
      1,
      'The list is saved, but it is not whole',
      'The disk of this computer could not be written to for a while, so 1 request is not in the list.',
    ],
    [
      true,
      2300,
      'The list is saved, but it is not whole',
      'The disk of this computer could not be written to for a while, so 2300 requests are not in the list.',
    ],
    [
      false,
      0,
      'The list is saved, but it is not whole',
      'A line was changed, or one is missing. Somebody or something on this computer wrote into our log.',
    ],
    [
      false,
      1,
      'The list is saved, but it is not whole',
      'A line was changed, or one is missing. Somebody or something on this computer wrote into our log.',
    ],
  ])('says whether the list is whole: untouched %s, missing %i', async (isUntouched, missing, title, why) => {
    const app = await open('agent changes: undoing did not work');
    app.bridge.push({ agents: { ...noAgents, letIn: [slip], atWork } });
    app.bridge.answer('agents:save-activity', () => ok({ how: 'saved', isUntouched, missing }));
    await press(app, 'Save what Codex did');
    await screen.findByText(title);
    screen.getByText(why);
    expect(app.bridge.sent('agents:save-activity')).toEqual([{ id: slip }]);
  });
});
