import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleDraft, sampleSlip } from './sample-slips.ts';

const draft = sampleDraft({ task: 'Clear the saved copy of the menu page' });

async function create(problem: Problem): Promise<OpenApp> {
  const app = await openApp({ draft }, (bridge) => bridge.answer('slip:issue', () => failed(problem)));
  await press(app, 'Go on with it');
  await press(app, 'Create this token');
  return app;
}

test('another try goes on where the first one failed, and not by way of the questions', async () => {
  const app = await openApp({ draft }, (bridge) =>
    bridge.answer('slip:issue', () => failed({ code: 'offline' })),
  );
  await press(app, 'Go on with it');
  await press(app, 'Create this token');
  await heading('The slip was not made');
  app.bridge.answer('slip:issue', () => new Promise(() => undefined));
  await press(app, 'Try again');
  screen.getByRole('heading', { level: 1, name: 'Making your slip' });
});

test('a creation that takes longer shows each step and can be stopped', async () => {
  let finish: (answer: Result<{ id: string }>) => void = () => undefined;
  const app = await openApp({ draft }, (bridge) => {
    bridge.answer('slip:issue', () => {
      bridge.push({ progress: { doing: 'issuing', step: 'creating' } });
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    bridge.answer('slip:stop-issuing', () => {
      bridge.push({ progress: { doing: 'nothing' } });
      finish(
        failed({
          code: 'slip-not-made',
          because: { code: 'stopped' },
          token: 'deleted-again',
          mark: 'ps-aaaaaaaaaaaa',
        }),
      );
      return ok(null);
    });
  });
  await press(app, 'Go on with it');
  await press(app, 'Create this token');
  await heading('Making your slip');
  app.bridge.push({ progress: { doing: 'issuing', step: 'proving' } });
  expect(
    (await screen.findByText('Trying out what it can and cannot do', { selector: 'li' })).ariaCurrent,
  ).toBe('step');
  await press(app, 'Stop');
  await heading('The slip was not made');
  expect(screen.getByRole('alert').textContent).toContain('We deleted the new token again');
});

test('a change that worked is not taken back while the old token is deleted', async () => {
  const app = await openApp({ draft }, (bridge) =>
    bridge.answer('slip:issue', () => {
      bridge.push({ progress: { doing: 'issuing', step: 'storing' } });
      return new Promise(() => undefined);
    }),
  );
  await press(app, 'Go on with it');
  await press(app, 'Create this token');
  await heading('Making your slip');
  await act(async () => app.bridge.push({ progress: { doing: 'issuing', step: 'deleting-old' } }));
  const step = screen.getByText('Deleting the old token', { selector: 'li' });
  expect([step.ariaCurrent, screen.getAllByLabelText('Done').length]).toEqual(['step', 4]);
  expect(screen.getByRole('status').textContent).toBe('Deleting the old token');
  expect([
    screen.queryByText('Taking back what was made'),
    screen.queryByRole('button', { name: 'Stop' }),
  ]).toEqual([null, null]);
});

test('a failed creation says what became of the token, and the answers are kept', async () => {
  const app = await create({
    code: 'slip-not-made',
    because: { code: 'timed-out' },
    token: 'never-made',
    mark: 'ps-aaaaaaaaaaaa',
  });
  await heading('The slip was not made');
  expect(screen.getByRole('alert').textContent).toContain('No token was made');
  await press(app, 'Back to my answers');
  expect((screen.getByLabelText('The task') as HTMLTextAreaElement).value).toBe(draft.task);
});

test('a failed creation that is on the screen is told of nowhere else', async () => {
  const because = {
    code: 'slip-not-made',
    because: { code: 'offline' },
    token: 'never-made',
    mark: 'k3d9',
  } as const;
  const app = await create(because);
  app.bridge.push({ notices: [{ code: 'slip-not-issued', because }] });
  await waitFor(() => expect(app.bridge.sent('notice:dismiss')).toEqual([{ about: 'slip-not-issued' }]));
});

test('trying again asks for the same slip', async () => {
  const app = await create({
    code: 'slip-not-made',
    because: { code: 'offline' },
    token: 'never-made',
    mark: 'ps-aaaaaaaaaaaa',
  });
  app.bridge.answer('slip:issue', () => failed({ code: 'slip-busy' }));
  await press(app, 'Try again');
  await screen.findByText('We are still busy with a slip');
  const [first, second] = app.bridge.sent('slip:issue');
  expect(second).toEqual(first);
});

test('a token that is still at Cloudflare can be deleted from here', async () => {
  const app = await create({
    code: 'slip-not-made',
    because: { code: 'stopped' },
    token: 'still-there',
    mark: 'ps-aaaaaaaaaaaa',
  });
  await press(app, 'Delete the token now');
  await heading('What is the task, and until when?');
  expect(app.bridge.sent('clean-up:retry')).toEqual([{ marks: ['ps-aaaaaaaaaaaa'] }]);
});

test('a forgotten setup key leads to connecting and back to the answers', async () => {
  const app = await create({
    code: 'slip-not-made',
    because: { code: 'no-setup-key' },
    token: 'never-made',
    mark: 'ps-aaaaaaaaaaaa',
  });
  await press(app, 'Connect with a setup key');
  await heading('Connect your Cloudflare account');
  await press(app, 'Paste');
  await press(app, 'Connect');
  await heading('What is the task, and until when?');
});

describe('keychain trouble', () => {
  const screens = {
    'keychain-absent': ['This computer has no keychain yet', /Secret Service/],
    'keychain-locked': ['The keychain is locked', /asks for a password/],
    'keychain-dismissed': ['You closed the keychain window', /same window comes up again/],
    'keychain-failed': ['The keychain did not do its work', /gave no answer, or one that we don't know/],
    'keychain-differs': ['The keychain did not keep the token', /did not give back the same one/],
  } as const;

  test.each(Object.entries(screens))('%s has a screen of its own', async (code, [title, words]) => {
    await create({
      code: 'slip-not-made',
      because: { code: code as keyof typeof screens },
      token: 'never-made',
      mark: 'ps-aaaaaaaaaaaa',
    });
    await heading(title);
    screen.getByText(words);
    screen.getByRole('button', { name: 'Check again and go on' });
  });

  test('once the keychain answers, the slip is made without asking anything again', async () => {
    const app = await create({
      code: 'slip-not-made',
      because: { code: 'keychain-locked' },
      token: 'never-made',
      mark: 'ps-aaaaaaaaaaaa',
    });
    await heading('The keychain is locked');
    app.bridge.answer('slip:issue', ({ request }) => {
      expect(request.task).toBe(draft.task);
      return failed({ code: 'slip-busy' });
    });
    await press(app, 'Check again and go on');
    await screen.findByText('We are still busy with a slip');
  });

  test('a check that finds another trouble shows the screen of that one', async () => {
    const app = await create({
      code: 'slip-not-made',
      because: { code: 'keychain-absent' },
      token: 'never-made',
      mark: 'ps-aaaaaaaaaaaa',
    });
    await heading('This computer has no keychain yet');
    app.bridge.answer('keychain:check', () => failed({ code: 'keychain-locked' }));
    await press(app, 'Check again and go on');
    await heading('The keychain is locked');
  });
});

test('an owner who went elsewhere meanwhile is left there', async () => {
  const slip = sampleSlip();
  let finish: (answer: Result<{ readonly id: string }>) => void = () => undefined;
  const app = await openApp({ draft, slips: [slip] }, (bridge) =>
    bridge.answer(
      'slip:issue',
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    ),
  );
  await press(app, 'Go on with it');
  await press(app, 'Create this token');
  await heading('Making your slip');
  app.bridge.emit('screen:show', { name: 'home' });
  await heading('Your slips');
  await act(async () => finish(ok({ id: slip.id })));
  screen.getByRole('heading', { level: 1, name: 'Your slips' });
});
