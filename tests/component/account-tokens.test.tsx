import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { failed, ok } from '../../shared/result.ts';
import { heading, type OpenApp, openApp, press } from './render-app.tsx';
import { bakery, sampleSlip, severalSlips } from './sample-slips.ts';
import { sampleToken, sampleTokens } from './sample-tokens.ts';

const owner = { kind: 'account', accountId: bakery.id } as const;

async function openTokens(prepare?: Parameters<typeof openApp>[1], start = {}): Promise<OpenApp> {
  const app = await openApp({ slips: severalSlips, ...start }, prepare);
  await press(app, 'Settings');
  await app.user.click(await screen.findByRole('tab', { name: 'Setup key' }));
  await press(app, 'Look at the tokens');
  await heading('Tokens already in your account');
  return app;
}

const card = (name: string) => within(screen.getByRole('article', { name }));

test('the tokens stand with their faults, the worst first, and say that no value can be read', async () => {
  await openTokens();
  const cards = await screen.findAllByRole('article');
  expect(cards[0]?.getAttribute('aria-label')).toBe('Everything');
  expect(card('Everything').getByText('It can change things on all your websites.')).toBeTruthy();
  expect(card('Everything').getByText('It has no end date.')).toBeTruthy();
  expect(card('Shop plugin').getByText(/clear saved copies of pages.*bakery\.example/)).toBeTruthy();
  expect(screen.getByText(/A token’s value can’t be read/)).toBeTruthy();
  expect(screen.getByText('5 shown. 2 need a look.')).toBeTruthy();
});

test("the app's own tokens can't be deleted here, and lead to where they can", async () => {
  const app = await openTokens();
  await screen.findAllByRole('article');
  for (const name of ['Permission Slip setup key', 'Permission Slip no. 7']) {
    expect(card(name).queryByRole('button', { name: /^Delete/ })).toBeNull();
    expect(card(name).queryByRole('button', { name: /^Replace/ })).toBeNull();
  }
  await press(app, 'Look at the slip');
  await heading('Show visitors the new page');
});

test('a token is deleted after one question that says what stops', async () => {
  const app = await openTokens();
  await press(app, 'Delete it: Shop plugin');
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/Whatever uses this token stops at once/)).toBeTruthy();
  expect(dialog.getByText(/^It was last used on .*22/)).toBeTruthy();
  await app.user.click(dialog.getByRole('button', { name: 'Delete this token now' }));
  await screen.findByText('4 shown. 2 need a look.');
  expect(app.bridge.sent('tokens:delete')).toEqual([{ id: '3'.repeat(32), name: 'Shop plugin', owner }]);
});

test('a delete goes on where its dialog is hidden, and its token leaves the list', async () => {
  let finish: () => void = () => undefined;
  const app = await openTokens((bridge) =>
    bridge.answer(
      'tokens:delete',
      () =>
        new Promise((resolve) => {
          finish = () => resolve(ok('deleted'));
        }),
    ),
  );
  await press(app, 'Delete it: Shop plugin');
  await press(app, 'Delete this token now');
  await press(app, 'Hide this');
  finish();
  await screen.findByText('4 shown. 2 need a look.');
  screen.getByText('The token is deleted.', { selector: '[role="status"]' });
});

test('a delete that fails says so and leaves the token in the list', async () => {
  const app = await openTokens((bridge) =>
    bridge.answer('tokens:delete', () => failed({ code: 'rate-limited', retryAfterSeconds: 120 })),
  );
  await press(app, 'Delete it: Shop plugin');
  await press(app, 'Delete this token now');
  await screen.findByText('Cloudflare asks us to wait');
  await press(app, 'Leave it');
  expect(card('Shop plugin')).toBeTruthy();
});

test('replacing a token opens the wizard with what could be guessed', async () => {
  const app = await openTokens();
  await press(app, 'Replace it by a narrow slip: Shop plugin');
  await heading('Who is this slip for?');
  const [saved] = app.bridge.sent('draft:begin');
  expect(saved?.draft).toMatchObject({
    job: { id: 'purge-pages', access: 'change' },
    where: { zones: { zone: { name: 'bakery.example' } } },
    replaces: { id: '3'.repeat(32), name: 'Shop plugin', owner },
  });
});

test('a token that has ended is not replaced, only deleted', async () => {
  await openTokens();
  await screen.findAllByRole('article');
  expect(card('Old agency').queryByRole('button', { name: /^Replace/ })).toBeNull();
  expect(card('Old agency').getByRole('button', { name: /^Delete/ })).toBeTruthy();
});

const replacing = sampleSlip({ replaces: { id: '3'.repeat(32), name: 'Shop plugin', owner } });

test('a slip that replaces a token offers to delete it, and is silent about it afterwards', async () => {
  const app = await openApp({ slips: [replacing] });
  app.bridge.emit('screen:show', { name: 'slip', id: replacing.id });
  await press(app, 'Delete the old token');
  await press(app, 'Delete this token now');
  await heading('Show visitors the new page');
  expect(app.bridge.sent('tokens:delete')).toEqual([{ id: '3'.repeat(32), name: 'Shop plugin', owner }]);
  expect(screen.queryByText(/^The old token “/)).toBeNull();
  expect(screen.getByRole('status').textContent).toBe('The token is deleted.');
});

test.each([
  ['cloudflare', 'practice', 'Use my Cloudflare account'],
  ['practice', 'cloudflare', 'Go to practice'],
] as const)('the old token of a slip of %s is deleted nowhere but there', async (world, other, way) => {
  const app = await openApp({ slips: [{ ...replacing, world }], world: other });
  app.bridge.emit('screen:show', { name: 'slip', id: replacing.id });
  const title = await screen.findByText(/^The old token “/);
  const note = within(title.closest('section') as HTMLElement);
  expect(note.queryByRole('button', { name: 'Delete the old token' })).toBeNull();
  note.getByRole('button', { name: 'Keep it' });
  await app.user.click(note.getByRole('button', { name: way }));
  await note.findByRole('button', { name: 'Delete the old token' });
});

test('the old token is kept where the owner says so', async () => {
  const app = await openApp({ slips: [replacing] });
  app.bridge.emit('screen:show', { name: 'slip', id: replacing.id });
  await press(app, 'Keep it');
  expect(screen.queryByText(/^The old token “/)).toBeNull();
  expect(app.bridge.sent('tokens:keep-replaced')).toEqual([{ id: replacing.id }]);
});

test('an account without tokens says so', async () => {
  await openTokens((bridge) => bridge.answer('tokens:list', () => ok({ owner, tokens: [] })));
  await screen.findByText(/There are none/);
});

test("the tokens of a person's login are told apart", async () => {
  await openTokens((bridge) =>
    bridge.answer('tokens:list', () => ok({ owner: { kind: 'user' }, tokens: sampleTokens })),
  );
  await screen.findByText(/These belong to your own login/);
});

test('a list that can not be read says why, and is read again', async () => {
  let down = true;
  const app = await openTokens((bridge) =>
    bridge.answer('tokens:list', () =>
      down ? failed({ code: 'cloudflare-down', status: 503 }) : ok({ owner, tokens: sampleTokens }),
    ),
  );
  await screen.findByText('Cloudflare has a problem of its own');
  down = false;
  await press(app, 'Try again');
  expect(await screen.findAllByRole('article')).toHaveLength(5);
});

test('of thousands of tokens only those in sight are drawn, and one is found by its name', async () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    sampleToken('0', `Token ${index}`, ['dns.read'], { id: index.toString(16).padStart(32, '0') }),
  );
  await openTokens((bridge) => bridge.answer('tokens:list', () => ok({ owner, tokens: many })));
  await screen.findByText('3000 shown. None needs a look.');
  const drawn = screen.getAllByRole('article');
  expect(drawn.length).toBeGreaterThan(2);
  expect(drawn.length).toBeLessThan(60);
  expect(drawn[0]?.closest('li')?.getAttribute('aria-setsize')).toBe('3000');
  fireEvent.change(screen.getByLabelText('Find a token by its name'), { target: { value: 'token 2999' } });
  await screen.findByText('1 of 3000 shown. None needs a look.');
  expect(screen.getByRole('article', { name: 'Token 2999' })).toBeTruthy();
});

test('a list that is scrolled away from under the keyboard takes the focus, and Tab goes on from there', async () => {
  /* jsdom lays nothing out. */
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(200);
  const scrollTo = (top: number) => {
    Object.defineProperty(window, 'scrollY', { value: top, configurable: true });
    fireEvent.scroll(window);
  };
  const many = Array.from({ length: 3000 }, (_, index) =>
    sampleToken('0', `Token ${index}`, ['dns.read'], { id: index.toString(16).padStart(32, '0') }),
  );
  const app = await openTokens((bridge) => bridge.answer('tokens:list', () => ok({ owner, tokens: many })));
  await screen.findByText('3000 shown. None needs a look.');
  screen.getByRole('button', { name: 'Delete it: Token 0' }).focus();
  scrollTo(200_000);
  await waitFor(() => expect(screen.queryByRole('article', { name: 'Token 0' })).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Tokens' }));
  await app.user.tab();
  expect(Number(document.activeElement?.closest('li')?.getAttribute('aria-posinset'))).toBeGreaterThan(500);
  scrollTo(0);
  vi.restoreAllMocks();
});

test('only those that need a look are shown where the owner wants that', async () => {
  const many = [...sampleTokens, ...['6', '7', '8'].map((id) => sampleToken(id, `Fine ${id}`, ['dns.read']))];
  const app = await openTokens((bridge) => bridge.answer('tokens:list', () => ok({ owner, tokens: many })));
  await app.user.click(await screen.findByRole('checkbox', { name: 'Only those that need a look' }));
  expect(screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'))).toEqual([
    'Everything',
    'Old agency',
  ]);
});
