import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Slip } from '../../shared/slip.ts';
import { accountToken } from '../fakes/tokens.ts';
import { axeFindings, heading, openApp, press } from './render-app.tsx';
import { sampleSlip, testNow } from './sample-slips.ts';

const letters = (number: number) =>
  number.toString(5).replace(/./g, (digit) => 'abcde'.charAt(Number(digit)));

/** Slips with the numbers from 1 on: each third for Claude, each fifth stopped. */
function someSlips(count: number): readonly Slip[] {
  return Array.from({ length: count }, (_, index) =>
    sampleSlip({
      id: `slip-${letters(index).padStart(16, 'z')}`,
      number: index + 1,
      who: { agent: index % 3 === 0 ? 'claude' : 'codex', name: '' },
      revoked:
        index % 5 === 4 ? { at: testNow.toISOString(), cloudflare: 'deleted', keychain: 'deleted' } : null,
    }),
  );
}

const numbersIn = (list: string) =>
  within(screen.getByRole('list', { name: list }))
    .getAllByRole('article')
    .map((card) => Number(/^Slip (\d+)/.exec(card.getAttribute('aria-label') ?? '')?.[1]));
const search = () => screen.getByRole('searchbox', { name: 'Find a slip' });

describe('home with some slips', () => {
  test('has no search while there are few', async () => {
    await openApp({ slips: someSlips(7) });
    expect([screen.queryByRole('searchbox'), screen.queryByRole('combobox')]).toEqual([null, null]);
  });

  test('finds slips while letters are typed, says how many, and Esc shows all again', async () => {
    const app = await openApp({ slips: someSlips(12) });
    await app.user.type(search(), 'claude');
    await screen.findByText('4 slips were found.');
    expect(numbersIn('Slips that were found')).toEqual([10, 7, 4, 1]);
    expect(await axeFindings()).toEqual([]);
    await app.user.keyboard('{Escape}');
    expect(numbersIn('Slips in use').length).toBe(10);
  });

  test('is as it was when a slip was opened and closed again: search, stamp and place', async () => {
    const scrolled = vi.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
    const app = await openApp({ slips: someSlips(12) });
    await app.user.type(search(), 'claude');
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Ready (10)');
    await screen.findByText('3 slips were found.');
    Object.defineProperty(window, 'scrollY', { value: 320, configurable: true });
    fireEvent.scroll(window);
    app.bridge.emit('screen:show', { name: 'slip', id: someSlips(12)[0]?.id ?? '' });
    await waitFor(() => expect(screen.queryByRole('searchbox')).toBeNull());
    app.bridge.emit('screen:show', { name: 'home' });
    await screen.findByText('3 slips were found.');
    expect(search()).toHaveProperty('value', 'claude');
    expect(scrolled).toHaveBeenCalledWith({ top: 320, behavior: 'instant' });
    Object.defineProperty(window, 'scrollY', { value: 0, configurable: true });
    scrolled.mockRestore();
  });

  test('gives the keyboard back to the slip that was opened, once, and does not take it from elsewhere', async () => {
    const app = await openApp({ slips: someSlips(12) });
    await press(app, 'Open slip 7');
    await press(app, 'Back');
    await heading('Your slips');
    const opener = () => screen.getByRole('button', { name: 'Open slip 7' });
    await waitFor(() => expect(document.activeElement).toBe(opener()));
    await press(app, 'Settings');
    await press(app, 'Back to my slips');
    expect(document.activeElement).toBe(await heading('Your slips'));
  });

  test('leaves the keyboard where it is when the slip that was opened is found again', async () => {
    const app = await openApp({ slips: someSlips(12) });
    await app.user.type(search(), '#7');
    await screen.findByText('1 slip was found.');
    await press(app, 'Open slip 7');
    app.bridge.push({ slips: someSlips(12).filter(({ number }) => number !== 7) });
    app.bridge.emit('screen:show', { name: 'home' });
    await screen.findByText('No slip was found.');
    await app.user.click(search());
    app.bridge.push({ slips: someSlips(12) });
    await screen.findByText('1 slip was found.');
    expect(document.activeElement).toBe(search());
  });

  test('finds ended slips as well, and says when there is none', async () => {
    const app = await openApp({ slips: someSlips(12) });
    await app.user.type(search(), '#10');
    await screen.findByText('1 slip was found.');
    await app.user.clear(search());
    await app.user.type(search(), 'nobody');
    await screen.findByText('No slip was found.');
  });

  test('shows the slips of one stamp, and searches in these alone', async () => {
    const app = await openApp({ slips: someSlips(12) });
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Revoked (2)');
    expect(numbersIn('Slips that were found')).toEqual([10, 5]);
    await app.user.type(search(), 'claude');
    await screen.findByText('1 slip was found.');
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'All slips (12)');
    await screen.findByText('4 slips were found.');
  });

  test('shows all again once no slip has the stamp any more', async () => {
    const slips = someSlips(12);
    const app = await openApp({ slips });
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Revoked (2)');
    app.bridge.push({ slips: slips.filter(({ revoked }) => revoked === null) });
    await screen.findByRole('list', { name: 'Slips in use' });
    expect(screen.getByRole('combobox', { name: 'Show' })).toHaveProperty('value', '');
    expect(screen.queryByText('No slip was found.')).toBeNull();
  });

  test('takes no token into the search', async () => {
    const app = await openApp({ slips: someSlips(12) });
    await app.user.click(search());
    await app.user.paste(accountToken);
    expect((search() as HTMLInputElement).value).toBe('');
  });
});

describe('home with ten thousand slips', () => {
  /* jsdom lays nothing out. */
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(200);
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(
      () => new DOMRect(0, 100 - window.scrollY, 1000, 200),
    );
  });
  afterEach(() => {
    vi.restoreAllMocks();
    scrollTo(0);
  });
  const scrollTo = (top: number) => {
    Object.defineProperty(window, 'scrollY', { value: top, configurable: true });
    fireEvent.scroll(window);
  };
  const slips = someSlips(10_000);
  const items = () => within(screen.getByRole('list', { name: 'Slips in use' })).getAllByRole('listitem');
  const places = () => items().map((item) => Number(item.getAttribute('aria-posinset')));

  test('draws the cards near the window alone, and tells a screen reader of all', async () => {
    await openApp({ slips });
    await screen.findByRole('list', { name: 'Slips in use' });
    expect(items().length).toBeLessThan(30);
    expect(places().slice(0, 3)).toEqual([1, 2, 3]);
    expect(new Set(items().map((item) => item.getAttribute('aria-setsize')))).toEqual(new Set(['8000']));
    expect(await axeFindings()).toEqual([]);
  });

  test('draws others when the window is scrolled, and keeps the focus in the list', async () => {
    const app = await openApp({ slips });
    await screen.findByRole('list', { name: 'Slips in use' });
    const [first] = within(screen.getByRole('list', { name: 'Slips in use' })).getAllByRole('button', {
      name: /^Open slip/,
    });
    first?.focus();
    scrollTo(400_000);
    await waitFor(() => expect(places()[0]).toBeGreaterThan(1000));
    expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Slips in use' }));
    await app.user.tab();
    expect(document.activeElement?.closest('[aria-posinset]')).not.toBeNull();
  });

  test('finds one of them, and opens it', async () => {
    const app = await openApp({ slips });
    await app.user.type(search(), '#9999');
    await screen.findByText('1 slip was found.');
    await press(app, 'Open slip 9999');
    await heading('Show visitors the new page');
  });
});
