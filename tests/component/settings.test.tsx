import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { usualPreferences } from '../../shared/preferences.ts';
import { failed, ok } from '../../shared/result.ts';
import { choose, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { bakery, importedSlip, sampleDraft, severalSlips } from './sample-slips.ts';

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
  const old = { account: bakery, kind: 'user', ending: 'x9Q2', kept: 'until-quit' } as const;
  const app = await openPart('Setup key', { connection: old }, (bridge) =>
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
  expect(app.bridge.sent('link:open').at(-1)).toEqual({ to: 'user-tokens' });
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

test('a no that fails is tried again as a no', async () => {
  const app = await finishSlip();
  app.bridge.answer('login-item:set', () => failed({ code: 'storage-full' }));
  await press(app, 'No, thanks');
  await press(app, 'Try again');
  await waitFor(() => expect(app.bridge.sent('login-item:set')).toEqual([{ on: false }, { on: false }]));
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

const lostKey = { account: bakery, kind: 'account', ending: 'x9Q2', kept: 'in-keychain' } as const;

test('a setup key that the keychain lost can be forgotten', async () => {
  const app = await openPart('Setup key', { connection: null, lostKey });
  screen.getByText(/It ends in …x9Q2/);
  await press(app, 'Forget this key');
  await waitFor(() => expect(screen.queryByText(/x9Q2/)).toBeNull());
});

test('the list is saved as a file, and that is said', async () => {
  const app = await openPart('Your data');
  await press(app, 'Save the list');
  await screen.findByText('Your list is saved');
});

test('a dialog that is closed without a choice says nothing', async () => {
  const app = await openPart('Your data', {}, (bridge) => {
    bridge.answer('slips:export', () => ok('cancelled'));
    bridge.answer('slips:read-import', () => ok(null));
  });
  await press(app, 'Save the list');
  await press(app, 'Bring a list in');
  expect([screen.queryByRole('alert'), screen.queryByRole('dialog')]).toEqual([null, null]);
});

test('a file shows what it would add before it does, and what stays out', async () => {
  const app = await openPart('Your data');
  await press(app, 'Bring a list in');
  const dialog = within(await screen.findByRole('dialog', { name: 'Add 1 slip?' }));
  expect(dialog.getByText(/1 slip of the file is here already/)).toBeTruthy();
  expect(dialog.getByText('The token of 1 slip is not on this computer')).toBeTruthy();
  expect(app.bridge.sent('slips:import')).toEqual([]);
  await app.user.click(dialog.getByRole('button', { name: 'Add 1 slip' }));
  await heading('Your slips');
  await screen.findByText('Token not on this computer');
});

test('a file with nothing new says so', async () => {
  const app = await openPart('Your data', {}, (bridge) =>
    bridge.answer('slips:read-import', () =>
      ok({ exportedAt: '2026-11-20T09:00:00Z', added: [], elsewhere: 0, known: 3, practice: 2 }),
    ),
  );
  await press(app, 'Bring a list in');
  const dialog = within(await screen.findByRole('dialog', { name: 'Nothing new is in this file' }));
  expect(dialog.getByText('3 slips of the file are here already. 2 practice slips stay out.')).toBeTruthy();
});

test('a file that can not be used says why', async () => {
  const app = await openPart('Your data', {}, (bridge) =>
    bridge.answer('slips:read-import', () => failed({ code: 'import-damaged' })),
  );
  await press(app, 'Bring a list in');
  await screen.findByText('This file is damaged');
});

async function openImported() {
  const app = await openApp({ slips: [importedSlip] });
  app.bridge.emit('screen:show', { name: 'slip', id: importedSlip.id });
  await screen.findByText('The token is not on this computer');
  return app;
}

test('a slip whose token is elsewhere offers a swap, and no prompt', async () => {
  const app = await openImported();
  expect(screen.queryByRole('button', { name: 'Copy the prompt' })).toBeNull();
  await press(app, 'Rotate the token');
  await screen.findByRole('dialog');
});

test('a slip whose token is elsewhere goes off the list', async () => {
  const app = await openImported();
  await press(app, 'Take it off this list');
  await heading('Your slips');
  expect(app.bridge.sent('slip:take-off')).toEqual([{ id: importedSlip.id }]);
});

test('the report is shown whole before it is saved, and made anew with the names', async () => {
  const app = await openPart('Report a problem');
  expect(screen.queryByRole('button', { name: 'Save the report' })).toBeNull();
  await press(app, 'Make the report');
  await screen.findByText(/Permission Slip diagnostics/);
  expect(screen.queryByText(/bakery\.example/)).toBeNull();
  await app.user.click(screen.getByRole('checkbox', { name: 'Include the names' }));
  await screen.findByText(/for Codex, on bakery\.example/);
  await press(app, 'Save the report');
  await screen.findByText('The report is saved');
});

test('the names are left as they were chosen while the report is still being made', async () => {
  let finish: () => void = () => undefined;
  const app = await openPart('Report a problem', {}, (bridge) =>
    bridge.answer(
      'diagnostics:make',
      ({ withNames }) =>
        new Promise((resolve) => {
          finish = () => resolve(ok({ text: withNames ? 'with names' : 'without names' }));
        }),
    ),
  );
  const names = screen.getByRole('checkbox', { name: 'Include the names' }) as HTMLInputElement;
  await app.user.click(names);
  await press(app, 'Make the report');
  await app.user.click(names);
  expect(names.checked).toBe(true);
  await act(async () => finish());
  await screen.findByText('with names');
  await app.user.click(names);
  await act(async () => finish());
  await screen.findByText('without names');
  expect(names.checked).toBe(false);
});

test('a part that something outside asks for is shown, also where another one is open', async () => {
  const app = await openPart('Report a problem');
  for (const part of ['Report a problem', 'Your data']) {
    await app.user.click(screen.getByRole('tab', { name: part }));
    app.bridge.emit('screen:show', { name: 'updates' });
    await screen.findByRole('heading', { level: 2, name: 'New versions' });
  }
});

test('the licences of what the app is made with are shown where the owner asks for them', async () => {
  const app = await openPart('Report a problem');
  expect(screen.queryByText(/one package/)).toBeNull();
  await press(app, 'Show the licences');
  await screen.findByText(/one package 1\.0\.0 \(MIT\)/);
});

test('a new version is looked for, fetched and installed only as the owner presses', async () => {
  const app = await openPart('New versions', { update: { kind: 'not-looked' } });
  await press(app, 'Look now');
  await screen.findByText('Version 0.2.0 is here');
  expect(app.bridge.sent('updates:fetch')).toEqual([]);
  await press(app, 'Get it');
  await screen.findByText('Version 0.2.0 is ready');
  expect(app.bridge.sent('updates:install')).toEqual([]);
  await press(app, 'Install and restart');
  expect(app.bridge.sent('updates:install')).toHaveLength(1);
});

test('the daily look for a new version can be switched off', async () => {
  const app = await openPart('New versions', { update: { kind: 'newest' } });
  await app.user.click(await screen.findByRole('checkbox', { checked: true }));
  await screen.findByRole('checkbox', { checked: false });
  expect(app.bridge.sent('updates:daily')).toEqual([{ on: false }]);
});

test('the tray opens the part about new versions', async () => {
  const app = await openApp({ slips: severalSlips, update: { kind: 'found', version: '0.2.0' } });
  app.bridge.emit('screen:show', { name: 'updates' });
  await screen.findByText('Version 0.2.0 is here');
});
