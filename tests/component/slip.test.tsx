import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { LastOutcome } from '../../shared/agents-at-work.ts';
import type { Answer } from '../../shared/ipc/contract.ts';
import { failed, ok } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { choose, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleDraft, sampleSlip, testNow } from './sample-slips.ts';

const slip = sampleSlip();

async function openSlip(
  change: Parameters<typeof openApp>[0] = {},
  prepare?: Parameters<typeof openApp>[1],
): Promise<OpenApp> {
  const app = await openApp({ slips: [slip], ...change }, prepare);
  app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
  await heading('Show visitors the new page');
  return app;
}

describe('the slip page', () => {
  test('says what the token can and can not do, and shows the text for the agent', async () => {
    const app = await openSlip();
    screen.getByText(/clear saved copies of single pages on bakery.example/);
    screen.getByText('Tried 6 times, refused 6 times');
    await screen.findByText(/Route: the keychain of this computer/);
    await press(app, 'Copy the prompt');
    await screen.findByRole('button', { name: 'Copied' });
    expect(screen.getByRole('status').textContent).toContain('Paste it into Codex');
  });

  test('an ended slip has no prompt to copy', async () => {
    await openSlip({ slips: [sampleSlip({ until: { kind: 'at', at: '2026-11-01T00:00:00Z' } })] });
    screen.getByRole('heading', { name: 'What its token could do' });
    expect([screen.queryByText('Can'), screen.getByText('Could').tagName]).toEqual([null, 'B']);
    screen.getByText('This slip has ended');
    expect(screen.queryByRole('button', { name: 'Copy the prompt' })).toBeNull();
  });

  test('a slip whose token Cloudflare refuses has no prompt to copy, as at home', async () => {
    const { ending } = slip.token;
    await openSlip({ slips: [sampleSlip({ checked: { at: slip.createdAt, outcome: 'refused', ending } })] });
    screen.getByRole('button', { name: 'Stop this agent' });
    expect(screen.queryByRole('button', { name: 'Copy the prompt' })).toBeNull();
  });

  test('a slip that is not there any more leads home', async () => {
    const app = await openApp();
    app.bridge.emit('screen:show', { name: 'slip', id: 'slip-qqqqqqqqqqqqqqqq' });
    await press(app, 'Go to my slips');
    await heading('Your slips');
  });
});

test('a slip whose token can do more than planned promises nothing that it does not keep', async () => {
  const keptAnyway = {
    verdict: 'wider' as const,
    reason: 'Both shops belong together',
    tooMuch: ['reach cakeshop.example'],
    missing: [],
  };
  const slip = sampleSlip({ keptAnyway });
  const app = await openApp({ slips: [slip] });
  app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
  const paper = await screen.findByRole('article', { name: /Permission slip number/ });
  expect(paper.textContent).toContain('CHECK FAILED');
  expect(paper.textContent).toContain('Its token can also reach cakeshop.example.');
  expect(paper.textContent).not.toContain('touch other websites');
  screen.getByText(/the token is not as this slip says/);
  screen.getByText(/Both shops belong together/);
});

test('what was said for each wider answer stands on the slip', async () => {
  await openSlip({
    slips: [
      sampleSlip({
        until: { kind: 'never', reason: 'It runs each night' },
        place: { ...slip.place, reach: { kind: 'all-zones', reason: 'We look at all shops' } },
      }),
    ],
  });
  const reasonFor = (name: string) => screen.getByText(name).nextElementSibling?.textContent;
  expect(reasonFor('Why it has no end date')).toBe('It runs each night');
  expect(reasonFor('Why it is for all websites')).toBe('We look at all shops');
});

test('a page that breaks keeps no other slip from being shown', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const [broken, sound] = [sampleSlip(), sampleSlip({ id: 'slip-bbbbbbbbbbbbbbbb', number: 2 })];
  const app = await openSlip({ slips: [broken, sound] });
  await act(async () => app.bridge.push({ slips: [{ ...broken, job: 'none' as never }, sound] }));
  await screen.findByText('This screen could not be shown');
  app.bridge.emit('screen:show', { name: 'slip', id: sound.id });
  await heading('Show visitors the new page');
  vi.restoreAllMocks();
});

describe('stopping an agent', () => {
  test('asks once, then shows the outcome in both places', async () => {
    const app = await openSlip();
    await press(app, 'Stop this agent');
    const dialog = await screen.findByRole('dialog', { name: 'Stop Codex now?' });
    within(dialog).getByText(/You can't undo this/);
    expect(app.bridge.sent('slip:revoke')).toEqual([]);
    await press(app, 'Stop this agent now');
    const outcome = await screen.findByRole('dialog', { name: 'This slip is stopped' });
    within(outcome).getByText('the token is deleted.', { exact: false });
    within(outcome).getByText('the entry is deleted.', { exact: false });
    expect(document.activeElement).toBe(within(outcome).getByRole('button', { name: 'Done' }));
  });

  test('Esc closes the question and leaves the slip as it is', async () => {
    const app = await openSlip();
    await press(app, 'Stop this agent');
    await screen.findByRole('dialog');
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await heading('Show visitors the new page');
    expect(app.bridge.sent('slip:revoke')).toEqual([]);
  });

  const stopping = { since: testNow.toISOString() };

  /* Stops the agent, and keeps the answer back. */
  async function stopSlowly() {
    let end: (answer: Answer<'slip:revoke'>) => void = () => undefined;
    const app = await openSlip({}, (bridge) =>
      bridge.answer('slip:revoke', () => {
        bridge.push({ slips: [{ ...slip, stopping }], revoking: [slip.id] });
        return new Promise((resolve) => {
          end = (answer) => {
            const revoked = answer.ok ? answer.value : null;
            bridge.push({
              slips: [{ ...slip, revoked, stopping: answer.ok ? null : stopping }],
              revoking: [],
            });
            resolve(answer);
          };
        });
      }),
    );
    await press(app, 'Stop this agent');
    await press(app, 'Stop this agent now');
    await screen.findByRole('dialog', { name: 'Stopping Codex' });
    return { app, end: (answer: Answer<'slip:revoke'>) => act(async () => end(answer)) };
  }

  const revoked = { at: slip.createdAt, cloudflare: 'deleted', keychain: 'deleted' } as const;

  test('asks no more while it is done, and says on the page and at home that it is', async () => {
    const { app, end } = await stopSlowly();
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).queryByText(/You can't undo this|we remind you|loses access/)).toBeNull();
    await press(app, 'Hide this');
    await screen.findByText('This slip is being stopped');
    expect(screen.queryByRole('button', { name: 'Try again now' })).toBeNull();
    await press(app, 'Back');
    await screen.findByText('1 slip is being stopped');
    expect(screen.queryByRole('button', { name: 'Stop it now' })).toBeNull();
    await end(failed({ code: 'offline' }));
    await screen.findByRole('button', { name: 'Stop it now' });
  });

  test('shows it under way where its dialog is opened again, and how it ended', async () => {
    const { app, end } = await stopSlowly();
    await press(app, 'Hide this');
    await press(app, 'Stop this agent');
    const dialog = await screen.findByRole('dialog', { name: 'Stopping Codex' });
    await app.user.click(within(dialog).getByRole('button', { name: 'Stop this agent now' }));
    expect(app.bridge.sent('slip:revoke')).toHaveLength(1);
    await end(ok(revoked));
    await screen.findByRole('dialog', { name: 'This slip is stopped' });
  });

  test.each([
    ['its dialog is closed', (app: OpenApp) => press(app, 'Hide this')],
    ['its owner was led away', async (app: OpenApp) => app.bridge.emit('screen:show', { name: 'home' })],
  ] as const)('says that it is done where %s', async (_how, leave) => {
    const { app, end } = await stopSlowly();
    await leave(app);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await end(ok(revoked));
    await screen.findByText('Codex is stopped.');
  });

  test('says where its dialog is opened again that it has not worked', async () => {
    const { app, end } = await stopSlowly();
    await press(app, 'Hide this');
    await press(app, 'Stop this agent');
    await screen.findByRole('dialog', { name: 'Stopping Codex' });
    await end(failed({ code: 'offline' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop Codex now?' });
    within(dialog).getByText('You wanted it stopped, but its token is not deleted yet.');
    within(dialog).getByRole('button', { name: 'Not now' });
  });

  test('without a setup key, an agent that works through this app gets nothing all the same', async () => {
    const local = sampleSlip({ route: { kind: 'local' }, world: 'cloudflare' });
    const app = await openSlip({ slips: [local] }, (bridge) =>
      bridge.answer('slip:revoke', () => failed({ code: 'no-setup-key' })),
    );
    await press(app, 'Stop this agent');
    await press(app, 'Stop this agent now');
    await screen.findByText('Nothing that Codex asks for gets through this app any more.');
  });

  test("without a setup key it offers connecting, or Cloudflare's own list", async () => {
    const app = await openSlip({}, (bridge) =>
      bridge.answer('slip:revoke', () => failed({ code: 'no-setup-key' })),
    );
    await press(app, 'Stop this agent');
    await press(app, 'Stop this agent now');
    await screen.findByText('Codex has access until you delete the token.');
    expect(screen.queryByText(/at once/)).toBeNull();
    await press(app, 'Delete it at Cloudflare by hand');
    expect(app.bridge.sent('link:open')).toEqual([
      { to: 'account-tokens', accountId: slip.place.account.id, world: slip.world },
    ]);
    app.bridge.answer('slip:revoke', () => failed({ code: 'token-still-works' }));
    await press(app, 'I deleted it there');
    await screen.findByText('Cloudflare still knows this token');
    expect(app.bridge.sent('slip:revoke').at(-1)).toEqual({ id: slip.id, byHand: true });
    app.bridge.answer('slip:revoke', () => failed({ code: 'no-setup-key' }));
    await press(app, 'Stop this agent now');
    await press(app, 'Connect with a setup key');
    await heading('Connect your Cloudflare account');
    await press(app, 'Paste');
    await press(app, 'Connect');
    await heading('Show visitors the new page');
  });
});

test.each([
  ['was deleted', 'token-refused', 'Cloudflare does not know this key'],
  ['lost its rights', 'missing-permission', 'The key may not do this'],
] as const)(
  'with a setup key that %s, the token can still be deleted by hand',
  async (_what, code, title) => {
    const app = await openSlip({}, (bridge) => bridge.answer('slip:revoke', () => failed({ code })));
    await press(app, 'Stop this agent');
    await press(app, 'Stop this agent now');
    await screen.findByText(title);
    app.bridge.answer('slip:revoke', () => {
      const revoked = { at: slip.createdAt, cloudflare: 'already-gone', keychain: 'deleted' } as const;
      app.bridge.push({ slips: [{ ...slip, revoked }] });
      return ok(revoked);
    });
    await press(app, 'I deleted it there');
    await screen.findByRole('dialog', { name: 'This slip is stopped' });
  },
);

describe('another place for the token', () => {
  test('is named, filled by a timed copy that can be cleared, and then stands in the prompt', async () => {
    const app = await openSlip();
    await press(app, 'Change this');
    await choose(app, /A named setting/);
    await press(app, 'Next: copy the token');
    await press(app, 'Copy the token');
    expect((await screen.findByRole('timer')).textContent).toBe('45 seconds left');
    await press(app, 'Clear it now');
    await screen.findByText('The clipboard is clear', { selector: 'p *' });
    await press(app, 'I have put it there');
    await screen.findByText(/Your agent finds it under the name PERMISSION_SLIP_TOKEN/);
    expect(app.bridge.sent('slip:set-route')).toEqual([
      { id: slip.id, route: { kind: 'environment', name: 'PERMISSION_SLIP_TOKEN' } },
    ]);
    expect(app.bridge.sent('slip:prompt').length).toBe(2);
  });

  test.each(['the owner clears it', 'its time is up'])(
    'a copied token is not said to be gone while it is there yet, when %s',
    async (when) => {
      const app = await openSlip({}, (bridge) => {
        bridge.answer('slip:copy-token', () => ok({ seconds: 1 }));
        bridge.answer('slip:clear-copied-token', () => failed({ code: 'clipboard-not-cleared' }));
      });
      await press(app, 'Change this');
      await choose(app, /A named setting/);
      await press(app, 'Next: copy the token');
      await press(app, 'Copy the token');
      if (when === 'the owner clears it') await press(app, 'Clear it now');
      const alert = await screen.findByRole('alert');
      expect(alert.textContent).toContain('The token is still on the clipboard');
      expect(screen.queryByText('The clipboard is clear')).toBeNull();
      app.bridge.answer('slip:clear-copied-token', () => ok(null));
      await press(app, 'Try again');
      await screen.findByText('The clipboard is clear', { selector: 'p *' });
      expect(screen.queryByRole('alert')).toBeNull();
    },
  );

  test('is changed from the names that it has, and each name that is missing is said at its own field', async () => {
    const route = { kind: 'secrets-manager', manager: 'Bitwarden', entry: 'Shop token' } as const;
    const app = await openSlip({ slips: [{ ...slip, route }] });
    await press(app, 'Change this');
    const [manager, entry] = ['Which one?', 'The name of the entry'].map((label) =>
      screen.getByLabelText<HTMLInputElement>(label),
    );
    expect([manager?.value, entry?.value]).toEqual(['Bitwarden', 'Shop token']);
    if (entry === undefined) throw new Error('There is no field for the entry.');
    await app.user.clear(entry);
    await press(app, 'Next: copy the token');
    expect([manager?.getAttribute('aria-invalid'), entry.getAttribute('aria-invalid')]).toEqual([
      null,
      'true',
    ]);
    await app.user.type(entry, 'S');
    expect(entry.getAttribute('aria-invalid')).toBeNull();
  });

  test('is no setting whose name no program takes, which is said at its field', async () => {
    const app = await openSlip();
    await press(app, 'Change this');
    await choose(app, /A named setting/);
    const name = screen.getByLabelText('The name');
    await app.user.clear(name);
    await app.user.type(name, '1 TOKEN');
    await press(app, 'Next: copy the token');
    await screen.findByText(/^This name cannot be used\./);
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByRole('button', { name: 'Copy the token' })).toBeNull();
  });

  test('closing the window clears a token that is still on the clipboard', async () => {
    const app = await openSlip();
    await press(app, 'Change this');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { checked: true })));
    await app.user.type(await screen.findByLabelText('Which one?'), 'Bitwarden');
    await press(app, 'Next: copy the token');
    await press(app, 'Copy the token');
    await screen.findByRole('timer');
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(app.bridge.sent('slip:clear-copied-token').length).toBe(1));
  });

  test('a name that no shell takes is sent back', async () => {
    const app = await openSlip();
    await press(app, 'Change this');
    await choose(app, /A named setting/);
    const name = screen.getByLabelText('The name');
    await app.user.clear(name);
    await app.user.type(name, '1 token');
    await press(app, 'Next: copy the token');
    expect((await screen.findByRole('alert')).textContent).toContain('This name cannot be used');
  });

  test('can be taken back to the keychain', async () => {
    const app = await openSlip({ slips: [sampleSlip({ route: { kind: 'environment', name: 'TOKEN' } })] });
    await press(app, 'use the keychain again');
    await screen.findByRole('button', { name: 'Change this' });
  });
});

test('a prompt that can not be copied says so and can be tried again', async () => {
  const app = await openSlip({}, (bridge) =>
    bridge.answer('slip:copy-prompt', () => failed({ code: 'clipboard-failed' })),
  );
  await press(app, 'Copy the prompt');
  expect((await screen.findByRole('alert')).textContent).toContain('Copying did not work');
  app.bridge.answer('slip:copy-prompt', () => ok(null));
  await press(app, 'Try again');
  await screen.findByRole('button', { name: 'Copied' });
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('a slip that was just made says so when its agent is paused', async () => {
  const app = await openApp({ draft: sampleDraft({ task: 'Clear the menu page' }) });
  await press(app, 'Go on with it');
  await press(app, 'Create this token');
  await heading('Your slip is ready');
  const [made] = app.bridge.snapshot.slips;
  if (made === undefined) throw new Error('No slip was made.');
  const held: Slip = { ...made, route: { kind: 'local' } };
  await act(async () => app.bridge.push({ slips: [held], agents: { ...noAgents, stopped: [held.id] } }));
  within(screen.getByRole('article', { name: /Permission slip/ })).getByText('PAUSED');
  await press(app, 'Let it work again');
  await waitFor(() => expect(screen.queryByText('PAUSED')).toBeNull());
});

describe('an agent that works through this app', () => {
  const local = sampleSlip({ route: { kind: 'local' } });
  const agents = { ...noAgents, letIn: [local.id], stopped: [], atWork: [] };

  test('is shown at work, can be stopped, and let on again', async () => {
    const app = await openSlip({ slips: [local], agents });
    await screen.findByText(/^Not yet\./);
    app.bridge.push({
      agents: {
        ...agents,
        atWork: [
          {
            slip: local.id,
            inUse: true,
            today: 1,
            lastRequest: testNow.toISOString(),
            lastChange: null,
            lastOutcome: null,
          },
        ],
      },
    });
    await screen.findByText('1 request today. It has changed nothing.');
    await press(app, 'Stop this agent');
    await press(app, 'Pause it');
    await screen.findByText('You paused Codex');
    screen.getByText('PAUSED');
    await press(app, 'Let it work again');
    await screen.findByText('READY');
    expect([app.bridge.sent('agents:stop'), app.bridge.sent('agents:let-on')]).toEqual([
      [{ id: local.id }],
      [{ id: local.id }],
    ]);
  });

  test('is seen coming through, with what became of its last request', async () => {
    const app = await openSlip({ slips: [local], agents });
    await screen.findByText('Is my agent coming through?');
    expect(screen.getByText(/Not yet/).textContent).toContain('Copy the prompt');
    const came = (lastOutcome: LastOutcome) =>
      app.bridge.push({
        agents: {
          ...agents,
          atWork: [
            {
              slip: local.id,
              inUse: true,
              today: 1,
              lastRequest: testNow.toISOString(),
              lastChange: null,
              lastOutcome,
            },
          ],
        },
      });
    came('read');
    await screen.findByText('Yes, just now: a read, allowed.');
    const said = screen.getByRole('status');
    expect(said.textContent).toBe('Codex is coming through.');
    said.textContent = '';
    came('not-on-slip');
    await screen.findByText(/Yes, just now: turned away, since the slip does not allow it/);
    came('unclear');
    await screen.findByText(/turned away, since it was not clear what it asked for/);
    came('too-many');
    await screen.findByText(/turned away, since it asked for too much at once/);
  });

  test('gets the lines that connect its program from the app, which shows no pass', async () => {
    const app = await openSlip({ slips: [local], agents });
    await app.user.click(await screen.findByText("Connect it to your agent's program"));
    expect(screen.getByText(/^The prompt is enough/).textContent).toContain('To open a terminal, look');
    await press(app, 'Copy for Codex');
    expect(app.bridge.sent('agents:copy-wiring')).toEqual([{ id: local.id, program: 'codex' }]);
    expect(screen.queryByRole('button', { name: 'Copy for Claude Desktop' })).toBeNull();
    await screen.findByText('It has no safe way to hold the pass. Give it the prompt instead.');
  });

  test('can be given the token itself instead, and the words say what that costs', async () => {
    const app = await openSlip({ slips: [local], agents });
    await screen.findByText(/never the token, and each change waits for your yes/);
    await press(app, 'Change this');
    await screen.findByText(/change things without asking you here/);
    await choose(app, /This computer's keychain/);
    await press(app, 'Use this');
    await waitFor(() =>
      expect(app.bridge.sent('slip:set-route')).toEqual([{ id: local.id, route: { kind: 'keychain' } }]),
    );
  });

  test('is offered where the agent has the token itself', async () => {
    const app = await openSlip();
    await press(app, 'Change this');
    await choose(app, /through this app/);
    await press(app, 'Use this');
    await waitFor(() =>
      expect(app.bridge.sent('slip:set-route')).toEqual([{ id: local.id, route: { kind: 'local' } }]),
    );
  });
});
