import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { StoppedSlip } from '../../shared/stop-all.ts';
import { heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

const gone = { at: '2026-11-23T10:00:00Z', cloudflare: 'deleted', keychain: 'deleted' } as const;
const stopping = { since: '2026-11-23T09:00:00Z' };
const slips = [sampleSlip(), sampleSlip({ id: 'slip-bbbbbbbbbbbbbbbb', number: 8 })];

async function ask(prepare?: Parameters<typeof openApp>[1]): Promise<OpenApp> {
  const app = await openApp({ slips }, prepare);
  await press(app, 'Stop all agents');
  await screen.findByRole('dialog', { name: 'Stop all agents now?' });
  return app;
}

async function say(app: OpenApp, word: string): Promise<void> {
  await app.user.type(await screen.findByLabelText('Type the word stop'), word);
  await press(app, 'Stop all agents now');
}

test('nothing is stopped before the word is typed', async () => {
  const app = await ask();
  await press(app, 'Stop all agents now');
  await screen.findByText('Type stop to go on.');
  await say(app, 'go');
  expect(app.bridge.sent('slip:revoke-all')).toEqual([]);
  await press(app, 'Keep them running');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('each slip is reported, and then none is left to stop', async () => {
  const app = await ask();
  await say(app, 'Stop');
  const report = await screen.findByRole('dialog', { name: 'All agents are stopped' });
  expect(within(report).getAllByText('Stopped').length).toBe(2);
  await press(app, 'Done');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop all agents' })).toBeNull());
});

test('a slip that is on its way in is told of, and stopped as soon as it is there', async () => {
  const app = await ask();
  app.bridge.push({ progress: { doing: 'keeping' } });
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'All agents are stopped' });
  within(report).getByText('It is stopped as soon as it is there.');
  expect(within(report).queryByText('No slip opens anything any more')).toBeNull();
  app.bridge.push({ progress: { doing: 'nothing' } });
  await within(report).findByText('No slip opens anything any more');
});

/* Stops all, and keeps the answer back until `finish` gives it. */
async function stopSlowly() {
  let finish: (answer: Result<readonly StoppedSlip[]>) => void = () => undefined;
  const app = await ask((bridge) =>
    bridge.answer('slip:revoke-all', () => {
      bridge.push({ progress: { doing: 'stopping-all', done: 1, of: 2, waiting: null } });
      return new Promise((resolve) => {
        finish = (answer) => {
          bridge.push({ progress: { doing: 'nothing' } });
          resolve(answer);
        };
      });
    }),
  );
  await say(app, 'stop');
  await screen.findByText('Stopping slip 2 of 2.', { selector: '[role="dialog"] *' });
  return { app, finish: (answer: Result<readonly StoppedSlip[]>) => finish(answer) };
}

const stopEnded = 'The stop of your agents has ended.';
const isSaid = () => screen.getByText(stopEnded, { selector: '[role="status"]' });

async function hide(app: OpenApp): Promise<void> {
  await press(app, 'Hide this');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
}

test('progress is shown, with the wait that Cloudflare asks for, and goes on when hidden until all has ended', async () => {
  const { app, finish } = await stopSlowly();
  app.bridge.push({ slips: slips.map((slip) => ({ ...slip, revoked: gone })) });
  const dialog = screen.getByRole('dialog', { name: 'Stopping all agents' });
  expect(within(dialog).queryByText(/with a slip in use will lose access/)).toBeNull();
  app.bridge.push({ progress: { doing: 'stopping-all', done: 1, of: 2, waiting: 120 } });
  await screen.findByText(/wait for 120 seconds/, { selector: '[role="dialog"] *' });
  await hide(app);
  await screen.findByText('Your agents are being stopped');
  finish(ok([]));
  await screen.findByRole('dialog', { name: 'All agents are stopped' });
  expect(screen.queryByText('Your agents are being stopped')).toBeNull();
});

test('pressed again while it goes on hidden, it shows how far it is and starts nothing anew', async () => {
  const { app } = await stopSlowly();
  await hide(app);
  await press(app, 'Stop all agents');
  await screen.findByRole('dialog', { name: 'Stopping all agents' });
  expect(app.bridge.sent('slip:revoke-all')).toHaveLength(1);
});

test('while some others are being stopped, it asks for the word and stops all', async () => {
  const app = await openApp({ slips: slips.map((slip, at) => (at === 0 ? { ...slip, stopping } : slip)) });
  app.bridge.push({ progress: { doing: 'stopping-all', done: 0, of: 1, waiting: 120 } });
  await press(app, 'Stop all agents');
  await screen.findByRole('dialog', { name: 'Stop all agents now?' });
  await say(app, 'stop');
  await screen.findByRole('dialog', { name: 'All agents are stopped' });
  expect(app.bridge.sent('slip:revoke-all')).toHaveLength(1);
});

test('begun before home was left, it shows how far it is and asks for nothing, until it has ended', async () => {
  const { app } = await stopSlowly();
  await hide(app);
  app.bridge.push({ slips: slips.map((slip) => ({ ...slip, stopping })) });
  app.bridge.emit('screen:show', { name: 'slip', id: slips[0]?.id ?? '' });
  await press(app, 'Back');
  await press(app, 'Stop all agents');
  const dialog = await screen.findByRole('dialog', { name: 'Your agents are being stopped' });
  await within(dialog).findByText('Stopping slip 2 of 2.');
  expect(within(dialog).queryByRole('textbox')).toBeNull();
  await hide(app);
  await press(app, 'Stop all agents');
  await screen.findByRole('dialog', { name: 'Your agents are being stopped' });
  app.bridge.push({ progress: { doing: 'nothing' } });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  isSaid();
  expect(app.bridge.sent('slip:revoke-all')).toHaveLength(1);
});

test('hidden by leaving home, its end is said wherever the owner is, once', async () => {
  const { app, finish } = await stopSlowly();
  await hide(app);
  await press(app, 'Settings');
  await heading('Settings');
  finish(ok([]));
  await waitFor(isSaid);
  const said = screen.getByText(stopEnded);
  said.textContent = '';
  await act(async () => app.bridge.push({ notices: [] }));
  expect(said.textContent).toBe('');
});

test('is not said to have ended where the report says it', async () => {
  const { app, finish } = await stopSlowly();
  finish(ok([]));
  await screen.findByRole('dialog', { name: 'All agents are stopped' });
  expect(screen.queryByText(stopEnded)).toBeNull();
  await press(app, 'Done');
});

test('what ended in part while it was hidden can be tried again in sight', async () => {
  const { app, finish } = await stopSlowly();
  await hide(app);
  finish(ok([{ id: slips[1]?.id ?? '', outcome: 'waits', because: { code: 'offline' } }]));
  await screen.findByRole('dialog', { name: 'Not all agents are stopped yet' });
  await press(app, 'Try again now');
  await screen.findByRole('dialog', { name: 'Stopping all agents' });
});

test('what failed while it was hidden is said, and can be tried again in sight', async () => {
  const { app, finish } = await stopSlowly();
  await hide(app);
  finish(failed({ code: 'unexpected' }));
  await press(app, 'Try again');
  await screen.findByRole('dialog', { name: 'Stopping all agents' });
});

test('after one that failed, the next begins with the question', async () => {
  const { app, finish } = await stopSlowly();
  await hide(app);
  finish(failed({ code: 'unexpected' }));
  const dialog = await screen.findByRole('dialog', { name: 'Stop all agents now?' });
  within(dialog).getByRole('alert');
  await press(app, 'Keep them running');
  await press(app, 'Stop all agents');
  await screen.findByRole('dialog', { name: 'Stop all agents now?' });
  expect(screen.queryByRole('alert')).toBeNull();
});

test('what could not be stopped is named with its reason, and can be tried again', async () => {
  const app = await ask((bridge) =>
    bridge.answer('slip:revoke-all', () =>
      ok([
        { id: slips[0]?.id ?? '', outcome: 'stopped' },
        { id: slips[1]?.id ?? '', outcome: 'waits', because: { code: 'offline' } },
      ]),
    ),
  );
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'Not all agents are stopped yet' });
  within(report).getByText('1 agent can still work');
  within(report).getByText("Still works. We can't reach Cloudflare");
  app.bridge.answer('slip:revoke-all', () => ok(slips.map(({ id }) => ({ id, outcome: 'stopped' }))));
  await press(app, 'Try again now');
  await screen.findByRole('dialog', { name: 'All agents are stopped' });
});

test('an old token that could not be deleted is named, since an agent may still have it', async () => {
  const app = await ask((bridge) =>
    bridge.push({
      cleanUps: [
        {
          mark: 'ps-aaaaaaaaaaaa',
          world: 'practice',
          tokenName: 'Purge, the old one',
          since: '2026-11-01T00:00:00Z',
          owner: { kind: 'user' },
          oldOf: slips[0]?.id ?? '',
          expiresOn: null,
        },
      ],
    }),
  );
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'One old token still works' });
  within(report).getByText('An old token has to be deleted at Cloudflare');
  within(report).getByText('Purge, the old one');
  expect(within(report).queryByText('No slip opens anything any more')).toBeNull();
  app.bridge.answer('slip:revoke-all', () => {
    app.bridge.push({ cleanUps: [] });
    return ok([]);
  });
  await press(app, 'Try again now');
  await screen.findByRole('dialog', { name: 'All agents are stopped' });
});

test('without a key an old token is not tried again, but shown how to delete', async () => {
  const app = await openApp({ slips, connection: null }, (bridge) =>
    bridge.push({
      cleanUps: [
        {
          mark: 'ps-aaaaaaaaaaaa',
          world: 'cloudflare',
          tokenName: 'Purge, the old one',
          since: '2026-11-01T00:00:00Z',
          owner: { kind: 'user' },
          oldOf: slips[0]?.id ?? '',
          expiresOn: null,
        },
      ],
    }),
  );
  await press(app, 'Stop all agents');
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'One old token still works' });
  expect(within(report).queryByRole('button', { name: 'Try again now' })).toBeNull();
  await app.user.click(within(report).getByRole('button', { name: 'Show me how to delete it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('an agent that works through the app is not said to work on while it waits to be stopped', async () => {
  const local = sampleSlip({ route: { kind: 'local' } });
  const app = await openApp({ slips: [local] }, (bridge) =>
    bridge.answer('slip:revoke-all', () => {
      bridge.push({ slips: [{ ...local, stopping }] });
      return ok([{ id: local.id, outcome: 'waits', because: { code: 'offline' } }]);
    }),
  );
  await press(app, 'Stop all agents');
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'Not all agents are stopped yet' });
  within(report).getByText('1 token is not deleted yet');
  within(report).getByText(/gets nothing meanwhile/);
  expect(within(report).queryByText(/[Ss]till work/)).toBeNull();
});

test('where a token turned out to be another, the report promises no other try', async () => {
  const because = { code: 'token-not-of-slip', number: 8 } as const;
  const app = await ask((bridge) =>
    bridge.answer('slip:revoke-all', () => {
      bridge.push({ slips: slips.map((slip, at) => (at === 0 ? { ...slip, stopping } : slip)) });
      return ok(slips.map(({ id }) => ({ id, outcome: 'waits', because })));
    }),
  );
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'Not all agents are stopped yet' });
  within(report).getByText(/We try again when the app starts, and when you press "Stop it now"/);
  app.bridge.push({ slips });
  await waitFor(() => expect(within(report).queryByText(/We try again/)).toBeNull());
  within(report).getByText('2 agents can still work');
});

test('an agent that works through the app stays paused where its token turned out to be another', async () => {
  const local = sampleSlip({ route: { kind: 'local' } });
  const app = await openApp({ slips: [local] }, (bridge) =>
    bridge.answer('slip:revoke-all', () => {
      bridge.push({ agents: { ...bridge.snapshot.agents, letIn: [], stopped: [local.id] } });
      return ok([{ id: local.id, outcome: 'waits', because: { code: 'token-not-of-slip', number: 7 } }]);
    }),
  );
  await press(app, 'Stop all agents');
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'Not all agents are stopped yet' });
  within(report).getByText('1 token is not deleted yet');
  within(report).getByText(/^Gets nothing, token not deleted/);
  expect(within(report).queryByText(/[Ss]till work|We try again/)).toBeNull();
});

test('where no setup key can delete a token, the report leads to doing it by hand', async () => {
  const because = { code: 'no-setup-key' } as const;
  const waiting = slips.map((slip) => ({ ...slip, world: 'cloudflare' as const, stopping }));
  const app = await openApp({ slips: waiting, hasOwnKey: false, connection: null }, (bridge) =>
    bridge.answer('slip:revoke-all', () => ok(waiting.map(({ id }) => ({ id, outcome: 'waits', because })))),
  );
  await press(app, 'Stop all agents');
  await say(app, 'stop');
  const report = await screen.findByRole('dialog', { name: 'Not all agents are stopped yet' });
  within(report).getByText(/You can delete them at Cloudflare by hand/);
  expect(within(report).queryByText(/We try again/)).toBeNull();
  await app.user.click(within(report).getByRole('button', { name: 'Look at slip 7' }));
  await screen.findByText('This slip waits to be stopped');
  screen.getByRole('button', { name: 'Try again now' });
});

test('a slip that waits to be stopped is told at home and on its page, and can be tried again', async () => {
  const waiting = sampleSlip({ stopping });
  const app = await openApp({ slips: [waiting] }, (bridge) =>
    bridge.answer('slip:stop-waiting', () => failed({ code: 'no-setup-key' })),
  );
  screen.getByText('1 slip waits to be stopped');
  await press(app, 'Stop it now');
  await screen.findByText('This needs your setup key');
  await press(app, 'Look at slip 7');
  await screen.findByText('This slip waits to be stopped');
  expect(screen.queryByRole('button', { name: 'Copy the prompt' })).toBeNull();
  expect(screen.queryByText(/gets this and nothing else/)).toBeNull();
  await press(app, 'Try again now');
  await screen.findByRole('dialog', { name: 'Stop Codex now?' });
  screen.getByRole('button', { name: 'Not now' });
});
