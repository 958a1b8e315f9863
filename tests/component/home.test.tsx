import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { AgentAtWork } from '../../shared/agents-at-work.ts';
import { carry } from '../../shared/ipc/carried-snapshot.ts';
import { failed, ok } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { noAgents } from '../fakes/no-agents.ts';
import { problems } from '../unit/sample-problems.ts';
import { heading, mount, openApp, press } from './render-app.tsx';
import { sampleDraft, sampleSlip, severalSlips, testNow } from './sample-slips.ts';

const cleanUp = {
  mark: 'k3d9',
  world: 'cloudflare' as const,
  tokenName: 'Permission Slip 6 [k3d9]',
  since: '2026-11-23T09:00:00Z',
  expiresOn: null,
  owner: { kind: 'user' as const },
  oldOf: null,
};

test('the slips in use come first, newest first, each with its stamp; ended ones are folded away', async () => {
  await openApp({ slips: severalSlips });
  const list = screen.getByRole('list', { name: 'Slips in use' });
  const stamps = within(list)
    .getAllByRole('article')
    .map((card) => card.textContent?.match(/^No\. (\d+).*?(READY|REVIEW SOON)/)?.slice(1));
  expect(stamps).toEqual([
    ['7', 'READY'],
    ['4', 'REVIEW SOON'],
    ['2', 'READY'],
  ]);
  screen.getByText('1 slip has ended');
});

test('a practice slip says so', async () => {
  await openApp({ slips: severalSlips });
  within(screen.getByRole('article', { name: /Slip 2/ })).getByText('Practice');
});

test('"Copy prompt" copies that slip\'s prompt and says so aloud', async () => {
  const app = await openApp({ slips: severalSlips });
  const card = screen.getByRole('article', { name: /Slip 4/ });
  await app.user.click(within(card).getByRole('button', { name: 'Copy prompt' }));
  await within(card).findByRole('button', { name: 'Copied' });
  expect(screen.getByRole('status').textContent).toBe('Copied. Paste it into Claude now.');
  expect(app.bridge.sent('slip:copy-prompt')).toEqual([{ id: 'slip-bbbbbbbbbbbbbbbb' }]);
});

test('a slip that ends soon is told above the list, with the way to it', async () => {
  const app = await openApp({ slips: severalSlips });
  screen.getByText('Slip 4 ends in 6 days');
  await press(app, 'Look at slip 4');
  await heading('Change where your domain points');
});

test('of many reminders the most pressing come first, and the rest when asked for', async () => {
  const refused = { at: '2026-11-23T06:00:00Z', outcome: 'refused', ending: 'x9Q2' } as const;
  const many = [5, 6, 7, 8, 9].map((number) =>
    sampleSlip({
      id: `slip-${'efghi'.charAt(number - 5).repeat(16)}`,
      number,
      createdAt: '2026-10-30T09:00:00Z',
      until: { kind: 'at', at: `2026-11-2${number}T09:00:00Z` },
      checked: number === 9 ? refused : null,
    }),
  );
  const app = await openApp({ slips: many });
  const titles = () => screen.queryAllByText(/^Slip \d (ends|works)/).map(({ textContent }) => textContent);
  expect(titles()).toEqual(['Slip 9 works no more', 'Slip 5 ends in 2 days', 'Slip 6 ends in 3 days']);
  screen.getByText('2 more slips need a look');
  await press(app, 'Show all');
  expect(titles()).toHaveLength(5);
});

test('of very many reminders some more come at a time', async () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    sampleSlip({
      id: `slip-${'abcdefghijklmnopqrstuvwxyz'.charAt(index % 26).repeat(15)}${index < 26 ? 'a' : 'b'}`,
      number: index + 1,
      createdAt: '2026-10-30T09:00:00Z',
      until: { kind: 'at', at: '2026-11-25T09:00:00Z' },
    }),
  );
  const app = await openApp({ slips: many });
  const told = () => screen.queryAllByText(/^Slip \d+ ends in/).length;
  expect(told()).toBe(3);
  await press(app, 'Show 20 more');
  expect(told()).toBe(23);
  await press(app, 'Show all');
  expect(told()).toBe(40);
});

test('a snoozed slip is not told of', async () => {
  const reminding = { daysBefore: null, snoozedUntil: '2026-11-24T10:00:00Z' };
  await openApp({ slips: severalSlips.map((slip) => ({ ...slip, reminding })) });
  expect(screen.queryByText(/ends in/)).toBeNull();
});

test('tokens left behind can be cleaned up', async () => {
  const app = await openApp({ cleanUps: [cleanUp] });
  screen.getByText('1 token should be deleted, and is not yet');
  await press(app, 'Try again');
  await waitFor(() => expect(screen.queryByText(/should be deleted/)).toBeNull());
  expect(screen.getByRole('status').textContent).toBe('The token is deleted.');
});

test('the list of the tokens that were left is opened, whosever key is in use now', async () => {
  const app = await openApp({ cleanUps: [cleanUp] });
  await press(app, "Open Cloudflare's token list");
  expect(app.bridge.sent('link:open')).toEqual([{ to: 'user-tokens', world: 'cloudflare' }]);
  const other = { kind: 'account', accountId: 'f'.repeat(32) } as const;
  app.bridge.push({ cleanUps: [cleanUp, { ...cleanUp, mark: 'k3d8', owner: other }] });
  await press(app, 'Open the list of account ffffff…');
  await press(app, 'Open the list of your own tokens');
  expect(app.bridge.sent('link:open').slice(1)).toEqual([
    { to: 'account-tokens', accountId: other.accountId, world: 'cloudflare' },
    { to: 'user-tokens', world: 'cloudflare' },
  ]);
});

test('tokens that were deleted by hand are told to be, and each is checked', async () => {
  const other = { ...cleanUp, mark: 'k3d8' };
  const app = await openApp({ cleanUps: [cleanUp, other] }, (bridge) =>
    bridge.answer('clean-up:check', () => failed({ code: 'offline' })),
  );
  await press(app, 'I deleted them there');
  expect((await screen.findByRole('alert')).textContent).toContain("We can't reach Cloudflare");
  app.bridge.answer('clean-up:check', () => {
    app.bridge.push({ cleanUps: app.bridge.sent('clean-up:check').length === 3 ? [other] : [] });
    return ok(null);
  });
  await app.user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText(/should be deleted/)).toBeNull());
  expect(app.bridge.sent('clean-up:check').map(({ mark }) => mark)).toEqual([
    cleanUp.mark,
    other.mark,
    cleanUp.mark,
    other.mark,
  ]);
  expect(screen.getByRole('status').textContent).toBe('The tokens are deleted.');
});

test('a token that could not be checked keeps no other on the list', async () => {
  const other = { ...cleanUp, mark: 'k3d8' };
  const app = await openApp({ cleanUps: [cleanUp, other] }, (bridge) =>
    bridge.answer('clean-up:check', ({ mark }) => {
      if (mark === cleanUp.mark) return failed({ code: 'offline' });
      bridge.push({ cleanUps: [cleanUp] });
      return ok(null);
    }),
  );
  await press(app, 'I deleted them there');
  expect((await screen.findByRole('alert')).textContent).toContain("We can't reach Cloudflare");
  screen.getByText('1 token should be deleted, and is not yet');
});

test('what was left in practice is not said to be deleted by hand, since nobody can', async () => {
  await openApp({ cleanUps: [{ ...cleanUp, world: 'practice' }] });
  screen.getByText('1 token should be deleted, and is not yet');
  expect(screen.queryByRole('button', { name: 'I deleted it there' })).toBeNull();
});

test('a clean-up that fails says why and keeps its place', async () => {
  const app = await openApp({ cleanUps: [cleanUp] }, (bridge) =>
    bridge.answer('clean-up:retry', () => failed({ code: 'offline' })),
  );
  await press(app, 'Try again');
  expect((await screen.findByRole('alert')).textContent).toContain("We can't reach Cloudflare");
  screen.getByText('1 token should be deleted, and is not yet');
});

test('a list that may not be written offers no new slip', async () => {
  const app = await openApp({ slips: severalSlips, storage: { kind: 'read-only', why: 'newer-version' } });
  await press(app, 'Open its folder');
  expect(app.bridge.sent('data-folder:open')).toHaveLength(1);
  screen.getByText('A newer version of this app wrote your list');
  expect(screen.queryByRole('button', { name: 'New slip' })).toBeNull();
});

test('a list that a newer version wrote leads to that version', async () => {
  const app = await openApp({ storage: { kind: 'read-only', why: 'newer-version' } });
  await press(app, 'Look for a new version');
  await screen.findByRole('heading', { level: 2, name: 'New versions' });
});

test('a list that can not be read leads to a report of it', async () => {
  const app = await openApp({ storage: { kind: 'read-only', why: 'unreadable' } });
  await press(app, 'Report a problem');
  await screen.findByRole('heading', { level: 2, name: 'Report a problem' });
});

test('a restored list says so, until its note is closed', async () => {
  const app = await openApp({ storage: { kind: 'restored' } });
  const title = 'We brought back your list of slips';
  screen.getByText(title);
  await press(app, 'Close this note');
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
  await press(app, 'Settings');
  await press(app, 'Back to my slips');
  await heading('Your slips');
  expect(screen.queryByText(title)).toBeNull();
});

test('what is worst stands first, and what went well is no warning', async () => {
  await openApp({
    slips: severalSlips,
    draft: sampleDraft(),
    storage: { kind: 'restored' },
    keychain: { code: 'keychain-locked' },
    notices: [
      { code: 'rotation-finished', number: 3 },
      { code: 'key-expired' },
      { code: 'rotation-undone', number: 2 },
    ],
  });
  const notices = [...document.querySelectorAll('main section')].filter(({ textContent }) => textContent);
  const tones = notices.map(({ className }) => /stop|soon|good|calm/.exec(className)?.[0]);
  expect(tones).toEqual(['stop', 'stop', 'soon', 'soon', 'soon', 'good', 'calm']);
});

test('the prompt is offered on no card whose token Cloudflare refuses, or that waits for a new one', async () => {
  const refused = { at: '2026-11-23T06:00:00Z', outcome: 'refused' as const, ending: 'x9Q2' };
  const lost = { since: '2026-11-23T06:00:00Z', why: 'asked' as const, lost: true };
  const app = await openApp({
    slips: [sampleSlip(), sampleSlip({ id: 'slip-bbbbbbbbbbbbbbbb', number: 8, checked: refused })],
  });
  expect(screen.getAllByRole('button', { name: 'Copy prompt' })).toHaveLength(1);
  app.bridge.push({ slips: [sampleSlip({ rotating: lost })] });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Copy prompt' })).toBeNull());
});

test('a card says when its agent was last at work, as far as that is known', async () => {
  const seenAt = '2026-11-23T06:00:00Z';
  const app = await openApp({ slips: [sampleSlip()] });
  const card = screen.getByRole('article');
  expect(card.textContent).not.toMatch(/use/i);
  let { route } = sampleSlip();
  /* By this computer's calendar, as the card counts. */
  const daysAgo = (days: number) => {
    const day = new Date(testNow);
    day.setDate(day.getDate() - days);
    return day.toISOString();
  };
  const says = async (words: string, used: Slip['used'], work: Partial<AgentAtWork> | null = null) => {
    const done = { inUse: false, today: 0, lastRequest: null, lastChange: null, lastOutcome: null };
    const atWork = work === null ? [] : [{ slip: sampleSlip().id, ...done, ...work }];
    app.bridge.push({ slips: [sampleSlip({ used, route })], agents: { ...noAgents, atWork } });
    await within(card).findByText(words);
  };
  await says('No use seen yet', { at: null, seenAt });
  await says('Last seen in use today', { at: daysAgo(0), seenAt });
  await says('Last seen in use yesterday', { at: daysAgo(1), seenAt });
  await says('No use seen for 31 days', { at: daysAgo(31), seenAt });
  route = { kind: 'local' };
  await says('Not used yet', { at: null, seenAt });
  await says('Not used for 31 days', { at: daysAgo(31), seenAt });
  const lastRequest = daysAgo(0);
  await says('4 requests today', { at: null, seenAt }, { today: 4, lastRequest });
  await says('In use now, 4 requests today', null, { inUse: true, today: 4, lastRequest });
  await says('Last used 2 days ago', null, { today: 4, lastRequest: daysAgo(2) });
  /* Nobody asked Cloudflare for long. */
  app.bridge.push({
    slips: [sampleSlip({ used: { at: null, seenAt: '2026-11-20T06:00:00Z' } })],
    agents: noAgents,
  });
  await waitFor(() => expect(card.textContent).not.toMatch(/use/i));
});

test('something that happened in the background can be put away', async () => {
  const app = await openApp({ notices: [{ code: 'key-expired' }] });
  screen.getByText('This key is past its end date');
  await press(app, 'Hide');
  await waitFor(() => expect(screen.queryByText('This key is past its end date')).toBeNull());
});

test('each slip that something happened to is told of, and put away for itself', async () => {
  const app = await openApp({
    notices: [
      { code: 'rotation-finished', number: 3 },
      { code: 'rotation-undone', number: 2 },
    ],
  });
  const [third, second] = ['Slip 3 has its new token', 'The token of slip 2 was not rotated'];
  const noteOf = (title: string) => within(screen.getByText(title).closest('section') as HTMLElement);
  screen.getByText(third);
  screen.getByText(second);
  expect(screen.queryByRole('button', { name: 'Hide' })).toBeNull();
  await app.user.click(noteOf(third).getByRole('button', { name: 'Close this note' }));
  await waitFor(() => expect(screen.queryByText(third)).toBeNull());
  screen.getByText(second);
});

test('a lost swap leads to its slip, and is told of until that slip has a token again', async () => {
  const lost = { since: testNow.toISOString(), why: 'asked', lost: true } as const;
  const title = 'Slip 7 has no working token now';
  const app = await openApp({
    slips: [sampleSlip({ rotating: lost })],
    notices: [{ code: 'roll-lost', number: 7 }],
  });
  screen.getByText(title);
  await press(app, 'Rotate it once more');
  await screen.findByText('This slip has no working token now');
  await press(app, 'Back');
  await screen.findByText(title);
  app.bridge.push({ slips: [sampleSlip()] });
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
});

test.each([
  [problems['account-token-not-deleted'], 'Look at the tokens', 'Tokens already in your account'],
  [{ code: 'key-not-forgotten', because: { code: 'keychain-locked' } }, 'Look at the key', 'Settings'],
  [problems['no-new-token'], 'Look at the slip', 'Show visitors the new page'],
] as const)(
  'what could not be done once its window was gone leads to where it can: %o',
  async (told, button, title) => {
    const app = await openApp({ notices: [told], slips: [sampleSlip()] });
    await press(app, button);
    await heading(title);
  },
);

test('that a slip got no new token is no matter once it has one', async () => {
  const title = 'Slip 7 did not get a new token';
  const app = await openApp({ notices: [problems['no-new-token']], slips: [sampleSlip()] });
  screen.getByText(title);
  const { token } = sampleSlip();
  app.bridge.push({ slips: [sampleSlip({ token: { ...token, ending: 'b7Zz' } })] });
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
});

test('an old token that may still work leads to its slip, and is no matter once that is stopped', async () => {
  const title = 'The old token of slip 7 may still work';
  const slip = sampleSlip();
  const app = await openApp({ slips: [slip], notices: [{ code: 'old-value-taken', number: 7 }] });
  screen.getByText(title);
  await press(app, 'Look at the slip');
  await press(app, 'Back');
  await screen.findByText(title);
  const at = slip.createdAt;
  app.bridge.push({ slips: [{ ...slip, revoked: { at, cloudflare: 'deleted', keychain: 'deleted' } }] });
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
});

test('while one prompt is copied no other can be, and the buttons show it', async () => {
  const app = await openApp({ slips: severalSlips }, (bridge) =>
    bridge.answer('slip:copy-prompt', () => new Promise(() => undefined)),
  );
  const buttons = screen.getAllByRole('button', { name: 'Copy prompt' });
  await app.user.click(buttons[0] as HTMLElement);
  expect(buttons.length).toBeGreaterThan(1);
  expect(buttons.map((button) => button.getAttribute('aria-disabled'))).toEqual(buttons.map(() => 'true'));
});

test('"Copied" is shown for as long again where the same prompt is copied again', async () => {
  const app = await openApp({ slips: [sampleSlip()] });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const copy = async (name: string) => {
    await act(async () => fireEvent.click(screen.getByRole('button', { name })));
  };
  try {
    await copy('Copy prompt');
    await act(() => vi.advanceTimersByTimeAsync(3000));
    await copy('Copied');
    await act(() => vi.advanceTimersByTimeAsync(3000));
    screen.getByRole('button', { name: 'Copied' });
    await act(() => vi.advanceTimersByTimeAsync(1500));
    screen.getByRole('button', { name: 'Copy prompt' });
  } finally {
    vi.useRealTimers();
    app.close();
  }
});

test.each([
  ['a mouse', true],
  ['a keyboard', false],
])('a note put away with %s gives the focus on, and scrolls for the keyboard only', async (_by, byMouse) => {
  const app = await openApp({ slips: severalSlips, notices: [{ code: 'key-expired' }] });
  const focus = vi.spyOn(HTMLElement.prototype, 'focus');
  const hide = screen.getByRole('button', { name: 'Hide' });
  hide.focus();
  if (byMouse) await app.user.click(hide);
  else await app.user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Your slips'));
  expect(focus.mock.lastCall).toEqual([{ preventScroll: byMouse }]);
  focus.mockRestore();
});

test('a focus that was given up is not taken when its place goes away', async () => {
  const app = await openApp({ slips: severalSlips, notices: [{ code: 'key-expired' }] });
  screen.getByRole('button', { name: 'Hide' }).focus();
  await app.user.click(document.body);
  app.bridge.push({ notices: [] });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  expect(screen.queryByRole('button', { name: 'Hide' })).toBeNull();
  expect(document.activeElement).toBe(document.body);
});

test('keychain trouble can be checked from home', async () => {
  const app = await openApp({ keychain: { code: 'keychain-locked' } });
  await press(app, 'Check the keychain again');
  await waitFor(() => expect(screen.queryByText('The keychain is locked')).toBeNull());
});

test('a key that was left in the keychain is told of until a check there has taken it out', async () => {
  const title = 'Your keychain may still hold an unused setup key';
  const because = { code: 'keychain-failed' } as const;
  const app = await openApp({ notices: [{ code: 'key-left-behind', because }] }, (bridge) =>
    bridge.answer('keychain:check', () => failed(because)),
  );
  await press(app, 'Check the keychain again');
  await screen.findByText(/We tried just now/, { selector: 'p' });
  screen.getByText(title);
  app.bridge.answer('keychain:check', () => ok(null));
  await press(app, 'Check the keychain again');
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
});

test('a slip that is being made while the window was closed can be stopped', async () => {
  const app = await openApp({ progress: { doing: 'issuing', step: 'proving' } });
  await press(app, 'Stop');
  expect(app.bridge.sent('slip:stop-issuing').length).toBe(1);
});

test.each([
  ['tidying-up', 'Taking back what was made', /No slip comes of it/],
  ['deleting-old', 'Your slip has its new token', /The old one is being deleted/],
] as const)('what is made is not promised at %s, nor can it be stopped', async (step, title, says) => {
  await openApp({ progress: { doing: 'issuing', step }, draft: sampleDraft() });
  screen.getByText(title);
  screen.getByText(says);
  expect(screen.queryByText(/It shows up here/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
});

test('a slip whose token is being locked away is said, and nothing is made from its answers meanwhile', async () => {
  const app = await openApp({ progress: { doing: 'keeping' }, draft: sampleDraft() });
  screen.getByText('Your slip is being made');
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Go on with it' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Write your first slip' })).toBeNull();
  app.bridge.push({ progress: { doing: 'nothing' } });
  await screen.findByRole('button', { name: 'Go on with it' });
});

test('a window that hears nothing from the app says so and can ask again', async () => {
  const { bridge, close } = await openApp();
  close();
  bridge.answer('snapshot:get', () => failed({ code: 'unexpected' }));
  mount(bridge);
  await screen.findByText('This did not work, and we do not know why');
});

test('an older snapshot that arrives late does not replace a newer one', async () => {
  const { bridge } = await openApp({ slips: severalSlips });
  const late = bridge.snapshot;
  bridge.push({ slips: [] });
  await screen.findByText('No slips yet');
  await act(async () => bridge.emit('snapshot:changed', carry(late)));
  screen.getByText('No slips yet');
});
