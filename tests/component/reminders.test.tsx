import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { usualReminders } from '../../shared/reminder-settings.ts';
import { failed, ok } from '../../shared/result.ts';
import { heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleSlip, severalSlips } from './sample-slips.ts';

async function openReminders(prepare?: Parameters<typeof openApp>[1]): Promise<OpenApp> {
  const app = await openApp({ slips: severalSlips }, prepare);
  await press(app, 'Settings');
  await heading('Settings');
  return app;
}

const check = async (app: OpenApp, name: string) => app.user.click(screen.getByRole('checkbox', { name }));
const saved = ({ bridge }: OpenApp) => bridge.sent('reminders:set').map(({ settings }) => settings);

test('each change of the settings counts at once', async () => {
  const app = await openReminders();
  await check(app, 'Name the agent and the website');
  await check(app, '14 days');
  await check(app, '3 days');
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '20:30' } });
  await check(app, 'Tell me when a slip needs a look');
  await check(app, 'Stay quiet at night');
  expect(saved(app).at(-2)).toEqual({
    on: false,
    daysBefore: [7, 1, 3],
    quietHours: { from: '20:30', to: '08:00' },
    showNames: true,
  });
  expect(saved(app).at(-1)?.quietHours).toBeNull();
  expect(screen.queryByLabelText('From')).toBeNull();
});

test('a change is shown and sent before the one before it was kept, and the newest stays', async () => {
  const answers: (() => void)[] = [];
  const app = await openReminders((bridge) =>
    bridge.answer(
      'reminders:set',
      ({ settings }) =>
        new Promise((resolve) =>
          answers.push(() => {
            bridge.push({ reminding: { ...bridge.snapshot.reminding, settings } });
            resolve(ok(null));
          }),
        ),
    ),
  );
  const from = screen.getByLabelText<HTMLInputElement>('From');
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Name the agent and the website' });
  fireEvent.change(from, { target: { value: '02:00' } });
  fireEvent.change(from, { target: { value: '23:00' } });
  await check(app, 'Name the agent and the website');
  expect([from.value, box.checked]).toEqual(['23:00', true]);
  for (const answer of answers) await act(async () => answer());
  expect([from.value, box.checked]).toEqual(['23:00', true]);
  expect(saved(app).map(({ quietHours, showNames }) => [quietHours?.from, showNames])).toEqual([
    ['02:00', false],
    ['23:00', false],
    ['23:00', true],
  ]);
});

test('a change that can not be kept says so, and the switch stays as it was', async () => {
  const app = await openReminders((bridge) =>
    bridge.answer('reminders:set', () => failed({ code: 'storage-full' })),
  );
  await check(app, 'Name the agent and the website');
  await screen.findByRole('alert');
  expect(
    screen.getByRole<HTMLInputElement>('checkbox', { name: 'Name the agent and the website' }).checked,
  ).toBe(usualReminders.showNames);
});

test('Esc leads back to the slips', async () => {
  const app = await openReminders();
  await app.user.keyboard('{Escape}');
  await heading('Your slips');
});

async function openSlip(): Promise<OpenApp> {
  const app = await openApp({ slips: severalSlips });
  app.bridge.emit('screen:show', { name: 'slip', id: sampleSlip().id });
  await app.user.click(await screen.findByText('Reminders of this slip'));
  return app;
}

test('a slip is left alone for some days, and that is taken back', async () => {
  const app = await openSlip();
  await press(app, '3 days');
  await screen.findByText(/asks for nothing until/);
  await press(app, 'Remind me again');
  await screen.findByText(/Leave me alone/);
  const { id } = sampleSlip();
  expect(app.bridge.sent('slip:snooze')).toEqual([
    { id, days: 3 },
    { id, days: null },
  ]);
});

test('a slip has days of its own, until it goes by the settings again', async () => {
  const app = await openSlip();
  await check(app, '30 days');
  await press(app, 'Use the same days as for all slips');
  expect(app.bridge.sent('slip:remind').map(({ daysBefore }) => daysBefore)).toEqual([[14, 7, 1, 30], null]);
  expect(screen.queryByRole('button', { name: 'Use the same days as for all slips' })).toBeNull();
});

test('a slip that was stopped reminds of nothing', async () => {
  const app = await openApp({ slips: severalSlips });
  app.bridge.emit('screen:show', { name: 'slip', id: 'slip-dddddddddddddddd' });
  await screen.findByText('What happened so far');
  expect(screen.queryByText('Reminders of this slip')).toBeNull();
});
