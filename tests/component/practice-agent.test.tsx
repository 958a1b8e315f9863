import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { failed } from '../../shared/result.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { practiceAgentScenes, sampleRun } from './practice-agent-scenes.ts';
import { openApp, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

const { id } = sampleSlip();

async function open(name: string) {
  const scene = practiceAgentScenes[`practice agent: ${name}`];
  const app = await openApp(scene?.start, scene?.prepare);
  await scene?.play?.(app);
  return app;
}
const region = () => screen.getByRole('region', { name: 'Watch a practice agent' });
const steps = () =>
  within(region())
    .getAllByRole('listitem')
    .map((one) => one.textContent);

describe('watching a practice agent', () => {
  it('starts it on this slip', async () => {
    const app = await open('not started');
    await press(app, 'Let it start');
    expect(app.bridge.sent('practice-agent:start')).toEqual([{ id }]);
  });

  it('says so when it can’t start, and tries again', async () => {
    const app = await open('not started');
    app.bridge.answer('practice-agent:start', () => failed({ code: 'route-file-failed' }));
    await press(app, 'Let it start');
    await within(region())
      .findByRole('alert')
      .catch(() => screen.findByText(/file/));
    await press(app, /Try again/);
    expect(app.bridge.sent('practice-agent:start')).toHaveLength(2);
  });

  it('shows each step and what became of it', async () => {
    await open('done');
    expect(steps()).toEqual([
      'Looks at the website bakery.example.Allowed. It only looked.',
      'Tries to look at your other website, cakeshop.example.Refused. It is not on the slip.',
      'Looks at the DNS records of bakery.example.Allowed. It only looked.',
      'Asks to send one name of the website to another address.Done, since you said yes. The page of this slip shows what changed, and what you can undo.',
    ]);
    expect(within(region()).getByRole('status').textContent).toBe(
      'The practice agent is done. It looked twice and was refused once. It made the change that you allowed.',
    );
  });

  it('warns of what got through and should not have', async () => {
    await open('nothing to do it with');
    expect(steps()[1]).toContain('It got through. That should not happen.');
    expect(screen.getByText(/got further than its slip allows\. Do not use this slip/)).toBeDefined();
  });

  it('leads to the question that it waits for, and can be stopped', async () => {
    const app = await open('waits for the owner');
    await press({ user: app.user }, 'Show the question');
    expect(app.bridge.sent('agents:show-questions')).toHaveLength(1);
    await press(app, 'Stop the practice agent');
    expect(app.bridge.sent('practice-agent:stop')).toHaveLength(1);
    app.bridge.push({
      agents: { ...noAgents, letIn: [id], practice: sampleRun(['passed', 'refused', 'passed', 'stopped']) },
    });
    await screen.findByText('You stopped the practice agent.');
    await screen.findByRole('button', { name: 'Watch it again' });
  });

  it.each([
    ['stopping it', 'practice-agent:stop', 'Stop the practice agent'],
    ['showing its question', 'agents:show-questions', 'Show the question'],
  ] as const)('says so when %s fails, and tries again', async (_what, command, button) => {
    const app = await open('waits for the owner');
    app.bridge.answer(command, () => failed({ code: 'unexpected' }));
    await app.user.click(within(region()).getByRole('button', { name: button }));
    await within(region()).findByRole('alert');
    await press(app, 'Try again');
    expect(app.bridge.sent(command)).toHaveLength(2);
  });

  it('has forgotten at the next run what went wrong in the one before', async () => {
    const app = await open('waits for the owner');
    const run = (of: ReturnType<typeof sampleRun>) =>
      act(async () => app.bridge.push({ agents: { ...noAgents, letIn: [id], practice: of } }));
    const [waits, over] = [app.bridge.snapshot.agents.practice, sampleRun(['passed'])];
    if (waits === null) throw new Error('no run');
    const failing = () => failed({ code: 'unexpected' } as const);
    for (const command of ['agents:show-questions', 'practice-agent:stop', 'practice-agent:start'] as const)
      app.bridge.answer(command, failing);
    await press(app, 'Show the question');
    await press(app, 'Stop the practice agent');
    await waitFor(() => expect(within(region()).getAllByRole('alert')).toHaveLength(2));
    await run(over);
    expect(within(region()).queryByRole('alert')).toBeNull();
    await press(app, 'Watch it again');
    await within(region()).findByRole('alert');
    await run(waits);
    expect(within(region()).queryByRole('alert')).toBeNull();
    await run(over);
    expect(within(region()).queryByRole('alert')).toBeNull();
  });

  it.each([
    ['a slip at Cloudflare', { world: 'cloudflare' as const, route: { kind: 'local' as const } }],
    ['a slip by another route', { world: 'practice' as const, route: { kind: 'keychain' as const } }],
  ])('is not offered for %s', async (_name, change) => {
    const app = await openApp({ slips: [sampleSlip(change)], agents: { ...noAgents, letIn: [id] } });
    app.bridge.emit('screen:show', { name: 'slip', id });
    await screen.findByText('What happened so far');
    expect(screen.queryByText('Watch a practice agent')).toBeNull();
  });
});
