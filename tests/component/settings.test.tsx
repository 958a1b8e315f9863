import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { usualPreferences } from '../../shared/preferences.ts';
import { failed, ok } from '../../shared/result.ts';
import { choose, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { bakery, sampleDraft, severalSlips } from './sample-slips.ts';

async function openPart(part: string, ...[start, prepare]: Parameters<typeof openApp>): Promise<OpenApp> {
  const app = await openApp({ slips: severalSlips, ...start }, prepare);
  await press(app, 'Settings');
  await heading('Settings');
  await app.user.click(await screen.findByRole('tab', { name: part }));
  await screen.findByRole('heading', { level: 2, name: part });
  return app;
}

const facts = (loginItem: 'on' | 'off' | 'blocked' | 'unavailable', isWritable = true) =>
  ok({ loginItem, dataFolder: { path: '/home/owner/slips', isWritable } });

test('the parts are gone through with the arrow keys', async () => {
  const app = await openPart('Reminders');
  await app.user.keyboard('{ArrowDown}');
  await screen.findByRole('heading', { level: 2, name: 'Start at login' });
});

test('start at login is switched on and off, and shows what the system made of it', async () => {
  const app = await openPart('Start at login');
  const box = await screen.findByRole<HTMLInputElement>('checkbox');
  expect(box.checked).toBe(false);
  await app.user.click(box);
  await app.user.click(await screen.findByRole('checkbox', { checked: true }));
  await screen.findByRole('checkbox', { checked: false });
  expect(app.bridge.sent('login-item:set')).toEqual([{ on: true }, { on: false }]);
});

test('a login item that the system holds back says where to allow it', async () => {
  await openPart('Start at login', { platform: 'win32' }, (bridge) =>
    bridge.answer('settings:look', () => facts('blocked')),
  );
  await screen.findByText(/Task Manager/);
});

test('a copy that can not start at login has no switch', async () => {
  await openPart('Start at login', {}, (bridge) =>
    bridge.answer('settings:look', () => facts('unavailable')),
  );
  await screen.findByText(/can't start at login/);
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('a change that the system refuses is told, and the switch stays', async () => {
  const app = await openPart('Start at login', {}, (bridge) =>
    bridge.answer('login-item:set', () => failed({ code: 'login-item-refused' })),
  );
  await app.user.click(await screen.findByRole('checkbox'));
  await screen.findByRole('alert');
  expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false);
});

test('dates are written as chosen from then on, in every screen', async () => {
  const app = await openPart('Dates');
  await choose(app, /^Numbers only/);
  await press(app, 'Back to my slips');
  await screen.findByText('Until 2026-12-23');
  app.bridge.push({ preferences: usualPreferences });
  await screen.findByText(/Until .*December/);
});

test('the data folder is shown and opened', async () => {
  const app = await openPart('Your data');
  await screen.findByText('/home/owner/.config/Permission Slip');
  await press(app, 'Open the folder');
  expect(app.bridge.sent('data-folder:open')).toHaveLength(1);
});

test('a folder that can not be written to is told of', async () => {
  await openPart('Your data', {}, (bridge) => bridge.answer('settings:look', () => facts('off', false)));
  await screen.findByText("The app can't write to this folder");
});

test('a new setup key takes the place of the old one, which is then told to live on at Cloudflare', async () => {
  const app = await openPart('Setup key', {}, (bridge) =>
    bridge.answer('key:connect', () => {
      bridge.push({ connection: { account: bakery, kind: 'account', ending: 'n3w1', kept: 'until-quit' } });
      return ok({ kind: 'connected' });
    }),
  );
  await press(app, 'Replace the key');
  await screen.findByText('The key ending …x9Q2 is in use');
  await press(app, 'Paste');
  await press(app, 'Connect');
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toContain('…x9Q2');
  await app.user.click(within(notice).getByRole('button', { name: "Open Cloudflare's token list" }));
  expect(app.bridge.sent('link:open').at(-1)).toEqual({ to: 'account-tokens', accountId: bakery.id });
});

test('replacing a key that is left half-way leads back to the settings, with the old key in use', async () => {
  const app = await openPart('Setup key');
  await press(app, 'Replace the key');
  await press(app, 'Back');
  await screen.findByText('Ends in …x9Q2');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('without a setup key the settings offer to connect with one', async () => {
  const app = await openPart('Setup key', { connection: null });
  await press(app, 'Connect with a setup key');
  await heading('Connect your Cloudflare account');
});

async function finishSlip(start: Parameters<typeof openApp>[0] = {}, loginItem: 'off' | 'on' = 'off') {
  const draft = sampleDraft({ task: 'Clear the saved copy of the menu page' });
  const app = await openApp({ draft, ...start }, (bridge) =>
    bridge.answer('settings:look', () => facts(loginItem)),
  );
  await press(app, 'Go on with it');
  await press(app, 'Create this token');
  await heading('Your slip is ready');
  return app;
}

const question = 'Shall the app start when you log in?';

test('the end of the first slip asks once whether the app shall start at login', async () => {
  const app = await finishSlip();
  await screen.findByText(question);
  await press(app, 'No, thanks');
  await screen.findByRole('heading', { level: 1 });
  expect(screen.queryByText(question)).toBeNull();
  expect(app.bridge.sent('login-item:set')).toEqual([{ on: false }]);
});

test('a yes is done and said', async () => {
  const app = await finishSlip();
  await press(app, 'Yes, start it');
  await screen.findByText('It will start when you log in');
});

test.each([
  ['it was answered before', { preferences: { ...usualPreferences, loginAsked: true } }, 'off'],
  ['it starts at login already', {}, 'on'],
] as const)('nothing is asked where %s', async (_what, start, loginItem) => {
  const app = await finishSlip(start, loginItem);
  await app.user.click(await screen.findByRole('button', { name: /^Copy the prompt/ }));
  expect(screen.queryByText(question)).toBeNull();
});

test('forgetting the key asks first, since Cloudflare does not show it again', async () => {
  const app = await openPart('Setup key');
  await press(app, 'Forget the key');
  const dialog = await screen.findByRole('dialog', { name: 'Forget the setup key?' });
  expect(app.bridge.sent('key:forget')).toEqual([]);
  await app.user.click(within(dialog).getByRole('button', { name: 'Forget the key' }));
  await screen.findByText(/There is none/);
});
