import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPracticeCloudflare } from '../../electron/practice/practice-cloudflare.ts';
import { hashOfValue } from '../../electron/practice/token-values.ts';
import { PracticeDesk } from '../../electron/shell/practice-desk.ts';
import { PracticeApp } from '../../renderer/practice/PracticeApp.tsx';
import { createPracticeClient } from '../../renderer/practice/practice-client.ts';
import { planGuide } from '../../shared/guide/guide-plan.ts';
import type { PracticeBridge } from '../../shared/ipc/practice-contract.ts';
import { addressOf, type Link } from '../../shared/links.ts';
import { failed } from '../../shared/result.ts';
import { MemoryClipboard } from '../fakes/memory-clipboard.ts';
import { readingGrade } from '../reading-level.ts';
import { axeFindings } from './render-app.tsx';

const now = () => new Date('2026-11-24T09:00:00Z');
const purge = { job: 'purge-pages', access: 'change', domain: 'bakery.example', project: null } as const;

/** The page over the practice Cloudflare itself, opened at an address; the way between them is cloned, as it is by IPC. */
async function openDashboard(link: Link) {
  const practice = createPracticeCloudflare({ now });
  const clipboard = new MemoryClipboard();
  const done: string[] = [];
  const desk = new PracticeDesk({
    practice,
    clipboard,
    save: async () => undefined,
    close: () => done.push('closed'),
  });
  desk.begin(addressOf(link));
  const call = Object.fromEntries(
    Object.entries(desk.handlers).map(([name, answer]) => [
      name,
      async (argument: never) =>
        structuredClone(await (answer as (one: never) => Promise<unknown>)(structuredClone(argument))),
    ]),
  ) as unknown as PracticeBridge['call'];
  const user = userEvent.setup();
  render(<PracticeApp client={createPracticeClient({ call })} now={now} />);
  await screen.findByRole('main');
  const newest = () => practice.export().tokens.at(-1);
  return { practice, clipboard, done, user, newest };
}

/** Expects of the running text in an element that a grade 7 reader follows it. */
const isPlain = (element: HTMLElement) => {
  const texts = [...element.querySelectorAll('p')].map(({ textContent }) => textContent);
  expect(texts).not.toEqual([]);
  expect(readingGrade(texts.join('\n'))).toBeLessThanOrEqual(7);
};

const typedIn = (element: HTMLElement) => (element as HTMLInputElement).value;

const press = async (user: UserEvent, name: string | RegExp) =>
  user.click(await screen.findByRole('button', { name }));
const tokenForm = (
  form: 'account' | 'user',
  more: Partial<Extract<Link, { to: 'token-form' }>> = {},
): Link => ({
  to: 'token-form',
  form,
  ...purge,
  accountId: createPracticeCloudflare({ now }).seed.accounts.bakery.id,
  zoneId: null,
  hasEndDate: true,
  ...more,
});

/** Moves on by Tab alone until the element has the focus. */
async function reach(user: UserEvent, role: string, name: string): Promise<HTMLElement> {
  const wanted = await screen.findByRole(role, { name });
  for (let presses = 0; document.activeElement !== wanted; presses += 1) {
    if (presses > 100) throw new Error(`The keyboard does not reach ${name}.`);
    await user.tab();
  }
  return wanted;
}

const enter = async (user: UserEvent, name: string) => {
  await reach(user, 'button', name);
  await user.keyboard('{Enter}');
};

beforeEach(() => {
  document.title = 'Practice dashboard';
});

describe('the newer form', () => {
  it('is walked by the keyboard alone, from the account’s first page to a narrow token', async () => {
    const { user, clipboard, newest, practice } = await openDashboard({ to: 'cloudflare-login' });
    await enter(user, 'Bakery Ltd');
    await enter(user, 'Manage account');
    await enter(user, 'Account API tokens');
    await enter(user, 'Create Token');
    await enter(user, 'Start from scratch');
    await user.clear(await reach(user, 'textbox', 'Token name'));
    await user.keyboard('By hand');
    await enter(user, 'Edit policy');
    await reach(user, 'radio', 'Entire Account');
    await user.keyboard(' {ArrowDown}{ArrowDown}');
    await reach(user, 'checkbox', 'bakery.example');
    await user.keyboard(' ');
    await reach(user, 'searchbox', 'Search permissions');
    await user.keyboard('purge');
    await reach(user, 'checkbox', 'Cache Purge: Purge');
    await user.keyboard(' ');
    await enter(user, 'Review token');
    expect(await screen.findByText('bakery.example: Cache Purge')).toBeTruthy();
    await enter(user, 'Create token');
    const box = await screen.findByRole('dialog', { name: 'Token created successfully' });
    expect(document.activeElement).toBe(box);
    await enter(user, 'Copy to clipboard');
    expect(clipboard.writes).toEqual([{ text: expect.stringMatching(/^cfat_/), how: 'plain' }]);
    await enter(user, 'Confirm');
    expect(await screen.findByText('By hand')).toBeTruthy();
    expect(newest()?.policies).toMatchObject([
      { resources: { [`com.cloudflare.api.account.zone.${practice.seed.zones.bakery.id}`]: '*' } },
    ]);
  });

  it('opened by a link has the name and the rows filled in, and leaves domain and end to the owner', async () => {
    const { user, newest } = await openDashboard(tokenForm('account'));
    expect(typedIn(await screen.findByRole('textbox', { name: 'Token name' }))).toBe(
      'Permission Slip, purge-pages, bakery.example',
    );
    expect(screen.getByText('All Domains: Zone Read, Cache Purge')).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'No expiration', checked: true })).toBeTruthy();
    await press(user, 'Edit policy');
    await user.click(screen.getByRole('radio', { name: 'Specified Domains' }));
    await user.click(screen.getByRole('checkbox', { name: 'bakery.example' }));
    await user.click(screen.getByRole('radio', { name: '30 days' }));
    await press(user, 'Review token');
    const plan = planGuide(
      { ...purge, accountName: 'Bakery Ltd', allDomains: false, pagesProject: null, endsAt: null },
      'account',
    );
    for (const line of plan.summary) expect(await screen.findByText(line)).toBeTruthy();
    await press(user, 'Create token');
    await screen.findByRole('dialog');
    expect(newest()).toMatchObject({ name: plan.tokenName, expiresOn: '2026-12-24T00:00:00Z' });
  });

  it('takes a second policy for what the account has, and forgets rows that do not fit a new scope', async () => {
    const { user, newest } = await openDashboard(tokenForm('account', { job: 'pages-domain' }));
    await press(user, 'Add policy');
    await user.click(screen.getByRole('radio', { name: 'Entire Account' }));
    await user.type(screen.getByRole('searchbox'), 'pages');
    await user.click(screen.getByRole('checkbox', { name: 'Cloudflare Pages: Edit' }));
    await press(user, 'Done');
    expect(screen.getByText('Entire Account: Cloudflare Pages Edit')).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'Edit policy' })[0] as HTMLElement);
    await user.click(screen.getByRole('radio', { name: 'Entire Account' }));
    await press(user, 'Review token');
    expect((await screen.findByRole('alert')).textContent).toContain('Policy 1: select a permission.');
    await press(user, 'Remove policy');
    await press(user, 'Review token');
    await press(user, 'Create token');
    await screen.findByRole('dialog');
    expect(newest()?.policies.length).toBe(1);
  });

  it('asks for the account first where the link leaves it open and there are several', async () => {
    const { user } = await openDashboard(tokenForm('account', { accountId: null }));
    await press(user, 'Hill Coaching');
    await press(user, 'Review token');
    await press(user, 'Create token');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'requires Super Administrator permission',
    );
    await press(user, 'Back');
    expect(typedIn(await screen.findByRole('textbox', { name: 'Token name' }))).toBe(
      'Permission Slip, purge-pages, bakery.example',
    );
  });
});

describe('the older form', () => {
  it('is walked from the profile to a token of the person’s own', async () => {
    const { user, newest, clipboard, practice } = await openDashboard({ to: 'cloudflare-login' });
    await press(user, 'Bakery Ltd');
    await press(user, 'Your picture');
    await press(user, 'Profile');
    await press(user, 'API Tokens');
    await press(user, 'Create Token');
    await press(user, 'Get started');
    await user.type(screen.getByLabelText('Token name'), 'My own');
    await user.selectOptions(screen.getByLabelText('Permission 1: where'), 'Zone');
    await user.selectOptions(screen.getByLabelText('Permission 1: product'), 'Page Rules');
    await user.selectOptions(screen.getByLabelText('Permission 1: level'), 'Read');
    await press(user, '+ Add more');
    await press(user, 'Continue to summary');
    expect((await screen.findByRole('alert')).textContent).toContain('Choose all three parts');
    await press(user, 'Remove 2');
    await user.selectOptions(screen.getByLabelText('Zone Resources: which'), 'Specific zone');
    await user.selectOptions(screen.getByLabelText('Zone Resources: name'), 'cakeshop.example');
    await press(user, 'Continue to summary');
    expect(await screen.findByText('cakeshop.example: Page Rules Read')).toBeTruthy();
    await press(user, 'Create Token');
    await press(user, 'Copy command');
    expect(clipboard.text).toMatch(/\/user\/tokens\/verify" -H "Authorization: Bearer cfut_/);
    await press(user, 'View all API tokens');
    expect(await screen.findByText('My own')).toBeTruthy();
    expect(newest()?.policies).toMatchObject([
      { resources: { [`com.cloudflare.api.account.zone.${practice.seed.zones.cakeshop.id}`]: '*' } },
    ]);
  });

  it('opened by a link that names the zone has that zone chosen', async () => {
    const { id } = createPracticeCloudflare({ now }).seed.zones.bakery;
    await openDashboard(tokenForm('user', { zoneId: id }));
    expect(typedIn(await screen.findByLabelText('Zone Resources: name'))).toBe('bakery.example');
    expect(typedIn(screen.getByLabelText('Permission 2: product'))).toBe('Cache Purge');
  });

  it('asks again for what a new choice makes wrong', async () => {
    const { user } = await openDashboard(tokenForm('user'));
    await user.selectOptions(await screen.findByLabelText('Permission 1: where'), 'Account');
    expect(typedIn(screen.getByLabelText('Permission 1: level'))).toBe('Select item…');
    expect(screen.getByText('Account Resources')).toBeTruthy();
  });
});

describe('the menu of a token', () => {
  const listed = {
    to: 'account-tokens',
    accountId: createPracticeCloudflare({ now }).seed.accounts.bakery.id,
  } as const;

  async function openMenu(which: 'account' | 'user' = 'account') {
    const all = await openDashboard(which === 'account' ? listed : { to: 'user-tokens' });
    const [menu] = await screen.findAllByRole('button', { name: /^Menu of / });
    if (menu === undefined) throw new Error('no token in the list');
    await all.user.click(menu);
    const name = menu.getAttribute('aria-label')?.slice('Menu of '.length) ?? '';
    const stored = () => all.practice.export().tokens.find((token) => token.name === name);
    return { ...all, name, stored };
  }

  it.each(['account', 'user'] as const)(
    'rolls a token of the %s after a question, and shows its new value this one time',
    async (which) => {
      const { user, stored, clipboard, name } = await openMenu(which);
      const before = stored()?.valueHash;
      await press(user, 'Roll');
      isPlain(await screen.findByRole('dialog', { name: `Roll ${name}?` }));
      expect(await axeFindings()).toEqual([]);
      expect(stored()?.valueHash).toBe(before);
      await press(user, 'Confirm');
      await press(user, which === 'account' ? 'Copy to clipboard' : 'Copy');
      expect(clipboard.writes.map(({ text }) => hashOfValue(text))).toEqual([stored()?.valueHash]);
      expect(stored()?.valueHash === before).toBe(false);
      expect(await axeFindings()).toEqual([]);
      await press(user, which === 'account' ? 'Confirm' : 'View all API tokens');
      await screen.findByText(name);
    },
  );

  it('deletes a token after a question, and not before', async () => {
    const { user, stored, name } = await openMenu();
    await press(user, 'Delete');
    await press(user, 'Cancel');
    expect(stored()?.name).toBe(name);
    await press(user, `Menu of ${name}`);
    await press(user, 'Delete');
    const question = await screen.findByRole('dialog', { name: `Delete ${name}?` });
    isPlain(question);
    await user.click(within(question).getByRole('button', { name: 'Delete' }));
    await screen.findByRole('button', { name: 'Create Token' });
    expect(stored()).toBeUndefined();
  });

  it('leads to no form of Edit, which no slip asks for', async () => {
    const { user, name } = await openMenu();
    await press(user, 'Edit');
    screen.getByText(/You don't need this page/);
    isPlain(screen.getByRole('main'));
    await press(user, 'Back to the list');
    await screen.findByRole('button', { name: `Menu of ${name}` });
  });

  it('is refused to a person who may not manage the tokens of an account', async () => {
    const { user, practice } = await openDashboard({ ...listed, accountId: null });
    await press(user, 'Hill Coaching');
    const [menu] = await screen.findAllByRole('button', { name: /^Menu of / });
    await user.click(menu as HTMLElement);
    await press(user, 'Roll');
    const before = practice.export().tokens.map(({ valueHash }) => valueHash);
    await press(user, 'Confirm');
    expect((await screen.findByRole('alert')).textContent).toContain('Super Administrator');
    expect(practice.export().tokens.map(({ valueHash }) => valueHash)).toEqual(before);
  });
});

describe('the window', () => {
  it('says on each page that it is practice, and can be closed there', async () => {
    const { user, done } = await openDashboard({ to: 'user-tokens' });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Practice. Nothing here is real.');
    isPlain(screen.getByRole('banner'));
    await press(user, 'Close this window');
    expect(done).toEqual(['closed']);
  });

  it('has the help behind F1 and its button', async () => {
    const { user } = await openDashboard({ to: 'user-tokens' });
    await press(user, 'Help');
    const help = await screen.findByRole('dialog', { name: 'How to give your agent a slip' });
    await waitFor(() =>
      expect(document.activeElement).toBe(within(help).getByRole('heading', { name: 'By hand' })),
    );
    await user.keyboard('{Escape}{F1}');
    await screen.findByRole('dialog');
  });

  it('says so when it can not open', async () => {
    const call = { 'practice:open': async () => failed({ code: 'unexpected' }) };
    render(<PracticeApp client={createPracticeClient({ call } as unknown as PracticeBridge)} now={now} />);
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('tells when a copy did not work', async () => {
    const { user, clipboard } = await openDashboard(tokenForm('user'));
    await press(user, 'Continue to summary');
    await press(user, 'Create Token');
    clipboard.broken = true;
    await press(user, 'Copy');
    expect(within(await screen.findByRole('main')).getByRole('alert')).toBeTruthy();
  });
});

describe('axe finds nothing', () => {
  const accountWay = [
    'Bakery Ltd',
    'Manage account',
    'Account API tokens',
    'Create Token',
    'Start from scratch',
    'Edit policy',
  ];
  it('on the way through the newer form', async () => {
    const { user } = await openDashboard({ to: 'cloudflare-login' });
    expect(await axeFindings()).toEqual([]);
    for (const name of accountWay) {
      await press(user, name);
      expect([name, await axeFindings()]).toEqual([name, []]);
    }
    await user.click(screen.getByRole('radio', { name: 'Specified Domains' }));
    await user.click(screen.getByRole('radio', { name: 'Custom' }));
    await press(user, 'Review token');
    expect(await axeFindings()).toEqual([]);
  });

  it.each(['account', 'user'] as const)('from the %s form that a link opens to the token', async (form) => {
    const { user } = await openDashboard(tokenForm(form));
    expect(await axeFindings()).toEqual([]);
    await press(user, /^(Review token|Continue to summary)$/);
    expect(await axeFindings()).toEqual([]);
    await press(user, /^Create token$/i);
    await screen.findByText('Your API Token');
    expect(await axeFindings()).toEqual([]);
  });
});
