import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../shared/ipc/contract.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { failed, ok } from '../../shared/result.ts';
import { problems } from '../unit/sample-problems.ts';
import { type OpenApp, openApp, press } from './render-app.tsx';
import { sampleDraft, sampleSlip } from './sample-slips.ts';

type Start = Parameters<typeof openApp>[0];
type Place = readonly [where: string, name: CommandName, start: Start, play: (app: OpenApp) => Promise<void>];

const slips = [sampleSlip()];
const noKey = { connection: null, slips };

async function openPart(app: OpenApp, part: string): Promise<void> {
  await press(app, 'Settings');
  await app.user.click(await screen.findByRole('tab', { name: part }));
}

async function openSlip(app: OpenApp, then: string): Promise<void> {
  await press(app, 'Open slip 7');
  await press(app, then);
}

const places: readonly Place[] = [
  ['home, copying a prompt', 'slip:copy-prompt', { slips }, (app) => press(app, 'Copy prompt')],
  ['home, the other world', 'world:choose', { slips }, (app) => press(app, /practice|my Cloudflare account/)],
  [
    'a slip of the other world',
    'world:choose',
    { slips, world: 'practice' },
    (app) => openSlip(app, 'Use my Cloudflare account'),
  ],
  ['a slip, copying its prompt', 'slip:copy-prompt', { slips }, (app) => openSlip(app, 'Copy the prompt')],
  ['a slip, changing its end', 'draft:begin', { slips }, (app) => openSlip(app, 'Change the end date')],
  [
    'a slip, the next look',
    'slip:review-on',
    { slips },
    async (app) => {
      await openSlip(app, 'Choose another day');
      await press(app, 'Set this day');
    },
  ],
  [
    'connecting, the form',
    'link:open',
    noKey,
    async (app) => {
      await press(app, 'Connect');
      await press(app, "Open Cloudflare's form");
    },
  ],
  [
    'connecting',
    'key:connect',
    noKey,
    async (app) => {
      await press(app, 'Connect');
      await press(app, 'Paste');
      await press(app, 'Connect');
    },
  ],
  [
    'connecting, the clipboard',
    'key:offer-clipboard',
    noKey,
    async (app) => {
      await press(app, 'Connect');
      await press(app, 'Paste');
    },
  ],
  [
    'the settings, dates',
    'dates:set',
    { slips },
    async (app) => {
      await openPart(app, 'Dates');
      await app.user.click(screen.getByRole('radio', { name: /^German/ }));
    },
  ],
  [
    'the settings, start at login',
    'login-item:set',
    { slips },
    async (app) => {
      await openPart(app, 'Start at login');
      await app.user.click(await screen.findByRole('checkbox'));
    },
  ],
];

test.each(places)('%s: "Try again" sends the very same again', async (_where, name, start, play) => {
  const app = await openApp(start, (bridge) => bridge.answer(name, () => failed({ code: 'offline' })));
  await play(app);
  const alert = await screen.findByRole('alert');
  await app.user.click(within(alert).getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(app.bridge.sent(name)).toHaveLength(2));
  const [first, second] = app.bridge.sent(name);
  expect(second).toEqual(first);
});

test('what happened in the background and belongs to no slip can only be closed', async () => {
  const app = await openApp({ slips, notices: [{ code: 'clipboard-failed' }] });
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  await press(app, 'Close this note');
  expect(app.bridge.sent('notice:dismiss')).toHaveLength(1);
});

test.each([
  [
    'stopping an agent',
    'slip:revoke',
    'key-wrong-account',
    'Stop this agent now',
    (app: OpenApp) => openSlip(app, 'Stop this agent'),
  ],
  [
    'deleting a token',
    'tokens:delete',
    'task-empty',
    'Delete this token now',
    async (app: OpenApp) => {
      await openPart(app, 'Setup key');
      await press(app, 'Look at the tokens');
      await press(app, 'Delete it: Shop plugin');
    },
  ],
] as const)(
  '%s: another answer is not offered, since none was asked for',
  async (_, name, code, yes, ask) => {
    const app = await openApp({ slips }, (bridge) => bridge.answer(name, () => failed(problems[code])));
    await ask(app);
    const dialog = within(await screen.findByRole('dialog'));
    await app.user.click(dialog.getByRole('button', { name: yes }));
    const alert = within(await dialog.findByRole('alert'));
    expect(alert.queryByRole('button', { name: problemText(problems[code]).next.label })).toBeNull();
    await app.user.click(alert.getByRole('button', { name: 'Close this note' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    dialog.getByRole('button', { name: yes });
  },
);

describe('what a press comes to is seen', () => {
  test('a keychain that is still locked is said to be', async () => {
    const app = await openApp({ slips, keychain: { code: 'keychain-locked' } }, (bridge) =>
      bridge.answer('keychain:check', () => failed({ code: 'keychain-locked' })),
    );
    await press(app, 'Check the keychain again');
    const words = 'We tried just now. The keychain is locked.';
    await screen.findByText(words, { selector: 'p' });
    expect(screen.getByRole('status').textContent).toBe(words);
  });

  test('a token that still can not be deleted is said to stay', async () => {
    const draft = sampleDraft({ task: 'Clear the saved copy of the menu page' });
    const app = await openApp({ draft }, (bridge) => {
      bridge.answer('slip:issue', () =>
        failed({
          code: 'slip-not-made',
          because: { code: 'stopped' },
          token: 'still-there',
          mark: 'ps-aaaaaaaaaaaa',
        }),
      );
      bridge.answer('clean-up:retry', () => failed({ code: 'offline' }));
    });
    await press(app, 'Go on with it');
    await press(app, 'Create this token');
    await press(app, 'Delete the token now');
    const words = "We tried just now. We can't reach Cloudflare.";
    await screen.findByText(words, { selector: 'p' });
    expect(screen.getByRole('status').textContent).toBe(words);
    app.bridge.answer('clean-up:retry', () => ok(null));
    await press(app, 'Delete the token now');
    await waitFor(() => expect(screen.queryByText(/We tried just now/)).toBeNull());
  });
});

describe('"Try again" where a token is rotated', () => {
  test('begins the way by hand again, and rotates nothing with the key', async () => {
    const app = await openApp({ slips }, (bridge) =>
      bridge.answer('hand-swap:begin', () => failed({ code: 'slip-busy' })),
    );
    await openSlip(app, 'Rotate the token to a new value');
    await press(app, 'Rotate it by hand');
    await press(app, 'Try again');
    await waitFor(() => expect(app.bridge.sent('hand-swap:begin')).toHaveLength(2));
    expect(app.bridge.sent('slip:rotate')).toEqual([]);
  });

  test('looks again if the token was deleted by hand', async () => {
    const app = await openApp(
      { slips: [sampleSlip({ world: 'cloudflare' })], world: 'cloudflare' },
      (bridge) => {
        bridge.answer('slip:rotate', () => failed({ code: 'no-setup-key' }));
        bridge.answer('slip:revoke', () => failed({ code: 'offline' }));
      },
    );
    await openSlip(app, 'Rotate the token to a new value');
    await press(app, 'Rotate it now');
    await press(app, 'Delete it instead');
    await press(app, 'I deleted it there');
    await press(app, 'Try again');
    await waitFor(() => expect(app.bridge.sent('slip:revoke')).toHaveLength(2));
    expect(app.bridge.sent('slip:rotate')).toHaveLength(1);
  });
});

const other = {
  code: 'account-token-not-deleted',
  id: '5'.repeat(32),
  name: 'Everything',
  because: { code: 'offline' },
} as const;

describe.each([
  [
    'stopping an agent',
    'slip:revoke',
    (app: OpenApp) => openSlip(app, 'Stop this agent'),
    'Stop this agent now',
    { code: 'token-not-deleted', number: 7, because: { code: 'offline' } },
  ],
  [
    'rotating a token',
    'slip:rotate',
    (app: OpenApp) => openSlip(app, 'Rotate the token to a new value'),
    'Rotate it now',
    { code: 'no-new-token', id: sampleSlip().id, number: 7, ending: 'x9Q2', because: { code: 'offline' } },
  ],
  [
    'deleting a token',
    'tokens:delete',
    async (app: OpenApp) => {
      await openPart(app, 'Setup key');
      await press(app, 'Look at the tokens');
      await press(app, 'Delete it: Shop plugin');
    },
    'Delete this token now',
    problems['account-token-not-deleted'],
  ],
  [
    'forgetting the key',
    'key:forget',
    async (app: OpenApp) => {
      await openPart(app, 'Setup key');
      await press(app, /^Forget/);
    },
    'Forget the key',
    { code: 'key-not-forgotten', because: { code: 'offline' } },
  ],
] as const)('%s', (_what, name, ask, yes, told) => {
  const { title } = problemText(told);

  async function begin(): Promise<OpenApp & { readonly fail: () => void }> {
    let fail: () => void = () => undefined;
    const app = await openApp({ slips }, (bridge) =>
      bridge.answer(
        name,
        () =>
          new Promise((resolve) => {
            fail = () => {
              bridge.push({ notices: [...bridge.snapshot.notices, told] });
              resolve(failed({ code: 'offline' }));
            };
          }),
      ),
    );
    await ask(app);
    const dialog = within(await screen.findByRole('dialog'));
    await app.user.click(dialog.getByRole('button', { name: yes }));
    await dialog.findByRole('button', { name: 'Hide this' });
    return { ...app, fail: () => fail() };
  }

  test('says in its dialog that it failed, and nowhere else', async () => {
    const app = await begin();
    app.fail();
    await within(await screen.findByRole('dialog')).findByText("We can't reach Cloudflare");
    await waitFor(() => expect(app.bridge.snapshot.notices).toEqual([]));
    expect(app.bridge.sent('notice:dismiss')).toHaveLength(1);
  });

  test('leaves alone what is told of another', async () => {
    const app = await begin();
    app.bridge.push({ notices: [other] });
    app.fail();
    await within(await screen.findByRole('dialog')).findByText("We can't reach Cloudflare");
    await waitFor(() => expect(app.bridge.snapshot.notices).toEqual([other]));
  });

  test.each([
    ['hid its dialog', (app: OpenApp) => press(app, 'Hide this')],
    ['left it with Esc', (app: OpenApp) => app.user.keyboard('{Escape}')],
    ['was led away', async (app: OpenApp) => app.bridge.emit('screen:show', { name: 'home' })],
  ] as const)('says at home that it failed where the owner %s', async (_how, leave) => {
    const app = await begin();
    await leave(app);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    app.fail();
    app.bridge.emit('screen:show', { name: 'home' });
    await screen.findByText(title);
    expect(app.bridge.sent('notice:dismiss')).toEqual([]);
  });
});
