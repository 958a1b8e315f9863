import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { dateText } from '../../renderer/app/dates.ts';
import { failed } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { accountToken } from '../fakes/tokens.ts';
import { heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

const { id } = sampleSlip();

async function openSlip(
  change: Partial<Slip> = {},
  prepare?: Parameters<typeof openApp>[1],
): Promise<OpenApp> {
  const app = await openApp({ slips: [sampleSlip(change)] }, prepare);
  app.bridge.emit('screen:show', { name: 'slip', id });
  await screen.findByText('What happened so far');
  return app;
}

const story = () =>
  within(screen.getByText('What happened so far').parentElement ?? document.body)
    .getAllByRole('listitem')
    .map((line) => line.firstElementChild?.textContent);

describe('the timeline', () => {
  test('tells in plain words what happened, the newest first, and what came in a row as one', async () => {
    const at = (minute: number) => `2026-11-23T09:${minute}:00Z`;
    const route = { kind: 'environment', name: 'SITE_TOKEN' } as const;
    await openSlip({
      events: [
        { at: at(10), what: 'created' },
        { at: at(11), what: 'prompt-copied', route: { kind: 'keychain' } },
        { at: at(12), what: 'prompt-copied', route: { kind: 'keychain' } },
        { at: at(13), what: 'route-changed', route },
        { at: at(14), what: 'prompt-copied', route },
        { at: at(15), what: 'reminded', reason: 'ends-soon' },
      ],
    });
    expect(story()).toEqual([
      'We reminded you: its end is near',
      'Prompt copied for Codex, naming SITE_TOKEN',
      'Prompt names SITE_TOKEN',
      'Prompt copied for Codex, naming the keychain, 2 times',
      'Token made',
    ]);
    screen.getByText(/^You copied it for Codex 3 times, last on/);
  });

  test('of a long life is folded until it is asked for', async () => {
    const events = Array.from({ length: 20 }, (_, index) => ({
      at: `2026-11-${String(index + 1).padStart(2, '0')}T09:00:00Z`,
      what: index % 2 === 0 ? ('rotated' as const) : ('prompt-copied' as const),
    }));
    const app = await openSlip({ events });
    expect(story().length).toBe(6);
    await press(app, 'Show all 20');
    expect(story().length).toBe(20);
    await press(app, 'Show less');
    expect(story().length).toBe(6);
  });
});

describe('notes', () => {
  test('are saved as typed, line breaks and all, and at once when the window closes', async () => {
    const app = await openSlip();
    const field = screen.getByLabelText('Your notes');
    await app.user.type(field, 'Ask Anna{Enter}before June');
    fireEvent(window, new Event('pagehide'));
    expect(app.bridge.sent('slip:note').at(-1)).toEqual({ id, notes: 'Ask Anna\nbefore June' });
  });

  test('are saved when the owner leaves the page', async () => {
    const app = await openSlip();
    await app.user.type(screen.getByLabelText('Your notes'), 'Ask Anna');
    await press(app, 'Back');
    await heading('Your slips');
    expect(app.bridge.sent('slip:note').at(-1)?.notes).toBe('Ask Anna');
    await press(app, /^Open slip/);
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Your notes')).value).toBe('Ask Anna');
  });

  test('take no token, not even for a moment', async () => {
    const app = await openSlip({ notes: 'Ask Anna' });
    const field = screen.getByLabelText<HTMLTextAreaElement>('Your notes');
    await app.user.click(field);
    await app.user.paste(accountToken);
    expect([field.value, app.bridge.sent('slip:note')]).toEqual(['Ask Anna', []]);
    screen.getByText(/There is a token or key in this field/);
  });

  test('that can not be saved say so and stay in the field', async () => {
    const app = await openSlip({}, (bridge) =>
      bridge.answer('slip:note', () => failed({ code: 'storage-full' })),
    );
    const field = screen.getByLabelText<HTMLTextAreaElement>('Your notes');
    await app.user.type(field, 'Ask Anna');
    await screen.findByRole('alert');
    expect(field.value).toBe('Ask Anna');
  });
});

describe('what the owner says', () => {
  test.each([
    ['The job is done', 'job-done', 'The job of this slip is done'],
    ['The person or agent has left', 'person-left', 'Someone who used this slip has left'],
  ])('"%s" asks once and stops the agent; "Not now" leaves a reminder', async (label, what, title) => {
    const app = await openSlip();
    await press(app, label);
    await screen.findByRole('dialog', { name: 'Stop Codex now?' });
    await press(app, 'Not now');
    expect(app.bridge.sent('slip:say')).toEqual([{ id, what }]);
    screen.getByText(title);
    await press(app, 'Stop this agent now');
    await screen.findByRole('dialog', { name: 'Stop Codex now?' });
    await app.user.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop this agent now' }),
    );
    await screen.findByRole('dialog', { name: 'This slip is stopped' });
  });

  test('and that could not be noted is not said to be reminded of', async () => {
    const app = await openSlip({}, (bridge) =>
      bridge.answer('slip:say', () => failed({ code: 'storage-full' })),
    );
    await press(app, 'The job is done');
    const dialog = await screen.findByRole('dialog', { name: 'Stop Codex now?' });
    expect(dialog.textContent).not.toContain('we remind you');
    within(dialog).getByRole('button', { name: 'Keep it running' });
  });

  test('not being sure where the token is leads to a swap', async () => {
    const app = await openSlip();
    await press(app, 'I am not sure where I saved it');
    await screen.findByRole('dialog', { name: 'Rotate the token to a new value?' });
    await press(app, 'Not now');
    await press(app, 'Rotate the token');
    await press(app, 'Rotate it now');
    await waitFor(() => expect(app.bridge.sent('slip:rotate').length).toBe(1));
  });

  test('by mistake can be taken back', async () => {
    const app = await openSlip({ concerns: [{ what: 'unsure-where', at: '2026-11-23T09:00:00Z' }] });
    await press(app, 'That is not so');
    await waitFor(() => expect(screen.queryByText(/not sure where the token was saved/)).toBeNull());
  });
});

describe('a check-up', () => {
  const answer = async (app: OpenApp, keys: string) => {
    for (const key of keys) await app.user.keyboard(key);
  };
  const start = async (change: Partial<Slip> = {}): Promise<OpenApp> => {
    const app = await openSlip(change);
    await press(app, 'Review it now');
    await screen.findByText('Question 1 of 6');
    return app;
  };

  test('is answered with the mouse, one question at a time, and keeps the slip', async () => {
    const app = await start();
    for (const [question, button] of [
      ['Is the job done?', 'No'],
      ['Has someone left who used this slip?', 'No'],
      ['Did you paste the token anywhere?', 'No'],
      ['Do you know each place where the token is?', 'Yes'],
      ['May it do more than the job needs?', 'No'],
      ['Is the end date still right?', 'Yes'],
    ] as const) {
      await screen.findByRole('heading', { level: 3, name: question });
      await press(app, button);
    }
    await press(app, 'Keep this slip');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(app.bridge.sent('slip:keep')).toEqual([{ id }]);
    screen.getByText('When it ends.');
  });

  test.each([
    ['y', 'Stop this agent', 'Stop Codex now?', 'job-done'],
    ['ny', 'Stop this agent', 'Stop Codex now?', 'person-left'],
    ['nny', 'Make the old token worthless now', 'The old token is worthless now', 'leaked'],
    ['nnnn', 'Rotate the token', 'Rotate the token to a new value?', 'unsure-where'],
  ])('answered by keys with %s ends in "%s"', async (keys, button, title, what) => {
    const app = await start();
    await answer(app, keys);
    await app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: button }));
    await screen.findByRole('dialog', { name: title });
    expect(app.bridge.sent('slip:say')).toEqual([{ id, what }]);
  });

  test.each([
    ['nnnyy', 'Make it narrower', 'job'],
    ['nnnynn', 'Choose another end date', 'terms'],
  ])('answered by keys with %s ends in "%s", with the slip\'s answers', async (keys, button, step) => {
    const app = await start();
    await answer(app, keys);
    await press(app, button);
    await screen.findByRole('heading', { level: 1, name: step === 'job' ? /What/ : /./ });
    const draft = app.bridge.sent('draft:begin').at(0)?.draft;
    expect([draft?.step, draft?.job?.id, draft?.task, draft?.changes?.id]).toEqual([
      step,
      'purge-pages',
      sampleSlip().task,
      id,
    ]);
  });

  test('of a slip of the other world leads there before it is made narrower', async () => {
    const app = await start({ world: 'practice' });
    await answer(app, 'nnnyy');
    const dialog = within(screen.getByRole('dialog'));
    await app.user.click(dialog.getByRole('button', { name: 'Go to practice' }));
    expect(app.bridge.sent('world:choose')).toEqual([{ world: 'practice' }]);
    await dialog.findByRole('button', { name: 'Make it narrower' });
    expect(app.bridge.sent('draft:begin')).toEqual([]);
  });

  test('takes one answer from a key that is held, and none from outside its dialog', async () => {
    await start();
    const question = () => screen.getByRole('heading', { level: 3 });
    fireEvent.keyDown(document.body, { key: 'n' });
    expect(question().textContent).toBe('Is the job done?');
    fireEvent.keyDown(question(), { key: 'n' });
    for (let times = 0; times < 5; times += 1) fireEvent.keyDown(question(), { key: 'n', repeat: true });
    expect(question().textContent).toBe('Has someone left who used this slip?');
  });

  test('goes back by a question', async () => {
    const app = await start();
    await answer(app, 'ny');
    await press(app, 'Back');
    await screen.findByText('Question 2 of 6');
    await press(app, 'Back');
    await screen.findByText('Question 1 of 6');
  });

  test('that is left at its advice does not forget what was said', async () => {
    const app = await start();
    await answer(app, 'nny');
    await app.user.keyboard('{Escape}');
    await screen.findByText('Others may have seen this token');
    expect(app.bridge.sent('slip:rotate')).toEqual([]);
  });

  test('that is left at a question changes nothing', async () => {
    const app = await start();
    await answer(app, 'nn');
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(app.bridge.sent('slip:say')).toEqual([]);
  });

  test('is offered above when its day has come', async () => {
    const app = await openSlip({ reviewAt: '2026-11-23T08:00:00Z' });
    screen.getByText('It is time to review this slip');
    await press(app, 'Start the review');
    await screen.findByText('Question 1 of 6');
  });
});

const nearEnd = {
  createdAt: '2026-11-22T09:00:00Z',
  until: { kind: 'at', at: '2026-11-23T11:00:00Z' },
} as const;

test('a slip near its end offers another end date', async () => {
  const app = await openSlip(nearEnd);
  screen.getByText('This slip ends within a day');
  screen.getByText(/^Codex loses access on/);
  await press(app, 'Choose another end date');
  await heading('What is the task, and until when?');
  expect(app.bridge.sent('draft:begin')).toMatchObject([{ draft: { step: 'terms', changes: { id } } }]);
});

test.each([
  ['in the other world', { world: 'practice' }],
  ['whose list can only be read', { storage: { kind: 'read-only', why: 'newer-version' } }],
] as const)('a slip near its end, %s, offers a look at it', async (_where, start) => {
  const slip = sampleSlip(nearEnd);
  const app = await openApp({ slips: [slip], ...start });
  app.bridge.emit('screen:show', { name: 'slip', id });
  await screen.findByText('This slip ends within a day');
  expect(screen.queryByRole('button', { name: 'Choose another end date' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Start the review' }).className).toMatch(/primary/);
});

const on = (at: string) => `On ${dateText(new Date(at))}.`;

test('the focus stays where the owner works, when what was pressed goes away', async () => {
  const app = await openSlip();
  await press(app, 'Choose another day');
  expect(document.activeElement).toBe(screen.getByLabelText('Remind me on'));
  await app.user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('The next review'));
  expect(screen.queryByLabelText('Remind me on')).toBeNull();
  await app.user.tab();
  expect(document.activeElement?.textContent).toBe('Review it now');
});

test('another day for the next look can be chosen, and the usual one again', async () => {
  const app = await openSlip();
  screen.getByText(on('2026-12-16T10:00:00Z'));
  await press(app, 'Choose another day');
  fireEvent.change(screen.getByLabelText('Remind me on'), { target: { value: '2026-12-01' } });
  await press(app, 'Set this day');
  await screen.findByText(on('2026-12-01T10:00:00Z'));
  await press(app, 'Choose another day');
  fireEvent.change(screen.getByLabelText('Remind me on'), { target: { value: '2020-12-01' } });
  await press(app, 'Set this day');
  await screen.findByText('This day is over');
  await press(app, 'Back to the usual day');
  await screen.findByText(on('2026-12-16T10:00:00Z'));
});
