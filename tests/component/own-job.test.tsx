import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { emptyOwnJob } from '../../shared/catalogue/own-job.ts';
import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import { failed, ok } from '../../shared/result.ts';
import { accountToken } from '../fakes/tokens.ts';
import { choose, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { bakery, fewPlaces, sampleDraft } from './sample-slips.ts';

const paper = () => screen.getByRole('article', { name: /Permission slip number/ });
const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const summary = () => screen.getByText(/^It can (do nothing yet|.*This holds)/).textContent;

const draftOf = (title: string, ...permissions: PermissionKey[]) =>
  sampleDraft({
    step: 'permissions',
    job: { ...emptyOwnJob, title, permissions, access: 'change' },
    task: 'Send our mail on to the new address',
  });

/** Opens the list of permissions, with these ticked. */
async function openBuilder(
  permissions: readonly PermissionKey[] = [],
  { title = '', ...rest }: { title?: string; prepare?: Parameters<typeof openApp>[1] } = {},
): Promise<OpenApp> {
  const app = await openApp({ draft: draftOf(title, ...permissions) }, rest.prepare);
  await press(app, 'Go on with it');
  await heading('What exactly may it do?');
  return app;
}

async function find({ user }: OpenApp, text: string): Promise<void> {
  await user.clear(screen.getByRole('searchbox'));
  await user.type(screen.getByRole('searchbox'), text);
}

describe('something else', () => {
  test('is the last card, leads to the list, and to a slip for what was ticked', async () => {
    const app = await openApp({
      draft: sampleDraft({ step: 'job', job: null, task: 'Watch our certificates' }),
    });
    await press(app, 'Go on with it');
    await press(app, 'See all jobs');
    expect(screen.getAllByRole('radio').at(-1)).toBe(screen.getByRole('radio', { name: /^Something else/ }));
    await choose(app, /^Something else/);
    await press(app, 'Next: what exactly it may do');
    await heading('What exactly may it do?');
    await find(app, 'certif');
    await app.user.click(box(/Read see the certificates/));
    await app.user.type(screen.getByLabelText('What do you call this job?'), 'Watch certificates');
    await press(app, 'Next: which website');
    await heading('Which website is it about?');
    await press(app, 'Next: task and end date');
    await press(app, 'Create this token');
    await heading('Your slip is ready');
    expect(app.bridge.sent('slip:issue')[0]?.request).toMatchObject({
      job: { id: 'custom', title: 'Watch certificates', permissions: ['ssl.read'] },
      access: 'read',
    });
  });

  test('has the end that was chosen for it, whatever it is called afterwards', async () => {
    const until = { kind: 'days', days: 90 } as const;
    const app = await openApp({ draft: { ...draftOf('Watch certificate', 'ssl.read'), until } });
    await press(app, 'Go on with it');
    await app.user.type(await screen.findByLabelText('What do you call this job?'), 's');
    await press(app, 'Next: which website');
    expect(app.bridge.sent('draft:save').at(-1)?.draft).toMatchObject({
      job: { title: 'Watch certificates' },
      until,
    });
  });

  test('asks for the account alone where nothing is about a website', async () => {
    const app = await openBuilder(['d1.read'], { title: 'Read our data' });
    await press(app, 'Next: which account');
    await heading('Which account is it about?');
    await choose(app, bakery.name);
    await press(app, 'Next: task and end date');
    await heading('What is the task, and until when?');
  });

  test('takes the only account of the key without a press', async () => {
    const draft = draftOf('Read our data', 'd1.read');
    const app = await openApp({ draft: { ...draft, where: { ...draft.where, account: null } } });
    await press(app, 'Go on with it');
    await press(app, 'Next: which account');
    await heading('Which account is it about?');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: bakery.name }).checked).toBe(true);
    await press(app, 'Next: task and end date');
    await heading('What is the task, and until when?');
  });

  test('says that an account is to be chosen where the key reaches several', async () => {
    const draft = draftOf('Read our data', 'd1.read');
    const app = await openApp({ draft: { ...draft, where: { ...draft.where, account: null } } }, (bridge) =>
      bridge.answer('places:list', () =>
        ok({ ...fewPlaces, accounts: [bakery, { id: 'f'.repeat(32), name: 'Cake Shop' }] }),
      ),
    );
    await press(app, 'Go on with it');
    await press(app, 'Next: which account');
    await press(app, 'Next: task and end date');
    expect(await screen.findByText(/Choose where it is good for/)).toBeTruthy();
    await choose(app, 'Cake Shop');
    await press(app, 'Next: task and end date');
    await heading('What is the task, and until when?');
  });

  test('keeps what was ticked on a look at another card', async () => {
    const app = await openApp({
      draft: { ...draftOf('', 'ssl.read'), step: 'job' },
    });
    await press(app, 'Go on with it');
    await choose(app, /^Fix redirects/);
    await choose(app, /^Something else/);
    expect(within(paper()).getByText('see the certificates')).toBeTruthy();
  });
});

describe('the list of permissions', () => {
  test('writes the paper and the risk with each tick', async () => {
    const app = await openBuilder();
    expect(summary()).toBe('It can do nothing yet.');
    await find(app, 'domain and your mail');
    await app.user.click(box(/Edit change where your domain/));
    expect(within(paper()).getByText('change where your domain and your mail point')).toBeTruthy();
    expect(within(paper()).getByText(/wrong record can take/)).toBeTruthy();
    expect(summary()).toMatch(
      /^It can change where your domain .* It can’t change anything else, see billing/,
    );
    await app.user.click(box(/Edit change where your domain/));
    expect(summary()).toBe('It can do nothing yet.');
  });

  test('shows reading as part of editing, and seeing the website as part of both', async () => {
    const app = await openBuilder(['dns.edit']);
    await find(app, 'zone');
    expect([box(/Read see that the website/).checked, box(/Read see that the website/).disabled]).toEqual([
      true,
      true,
    ]);
    await find(app, 'domain and your mail');
    expect([box(/Read see where your domain/).checked, box(/Read see where your domain/).disabled]).toEqual([
      true,
      true,
    ]);
  });

  test('leaves out what reaches the whole account until it is asked for', async () => {
    const app = await openBuilder();
    await find(app, 'database');
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.getByText(/Nothing here is about "database"/)).toBeTruthy();
    await press(app, 'Show them too');
    expect(box(/Read see all your databases/)).toBeTruthy();
    expect(screen.getByText('Whole account')).toBeTruthy();
  });

  test('never offers tokens, and says why', async () => {
    const app = await openBuilder(['d1.read']);
    await find(app, 'which tokens');
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.getAllByText(/A token that makes tokens has no limit/).length).toBe(2);
  });

  test('says what the key of an account can’t give out', async () => {
    const app = await openBuilder();
    await find(app, 'page rules');
    expect(screen.getByText(/It takes a key of your own login/)).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  test('bars what Cloudflare has dropped and lists what it has added', async () => {
    const app = await openBuilder([], {
      prepare: (bridge) =>
        bridge.answer('permissions:list', () =>
          ok({ source: 'live', gone: ['snippets.edit'], unknown: ['Weather Read'] }),
        ),
    });
    await screen.findByText(/New at Cloudflare, or rarely used \(1\)/);
    expect(screen.getByText('Weather Read')).toBeTruthy();
    await find(app, 'small programs');
    expect(box(/Edit change small programs/).disabled).toBe(true);
    expect(screen.getByText('Cloudflare does not offer this any more.')).toBeTruthy();
  });

  test('says so when it is the built-in one', async () => {
    await openBuilder([], {
      prepare: (bridge) => bridge.answer('permissions:list', () => failed({ code: 'unexpected' })),
    });
    expect(await screen.findByText('This is the list that came with the app')).toBeTruthy();
  });

  test('works by keyboard: a heading opens, a box ticks, Esc clears the search, Enter goes on', async () => {
    const { user } = await openBuilder([], { title: 'Watch' });
    await user.tab();
    await user.keyboard('certificates{Enter}');
    await heading('What exactly may it do?');
    await user.tab();
    await user.tab();
    expect(document.activeElement).toBe(box(/Read see the certificates/));
    await user.keyboard(' ');
    screen.getByRole('searchbox').focus();
    await user.keyboard('{Escape}');
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
    await heading('What exactly may it do?');
    await user.click(screen.getByLabelText('What do you call this job?'));
    await user.keyboard('{Enter}');
    await heading('Which website is it about?');
    await user.keyboard('{Escape}');
    await heading('What exactly may it do?');
  });
});

describe('going on', () => {
  test('without a tick is not possible, and the focus shows where', async () => {
    const app = await openBuilder();
    await press(app, 'Next: where it holds');
    expect(await screen.findByText('Tick at least one thing')).toBeTruthy();
    expect(document.activeElement?.textContent).toContain('Tick at least one thing');
  });

  test('without a name is not possible', async () => {
    const app = await openBuilder(['ssl.read']);
    await press(app, 'Next: which website');
    expect(await screen.findByText(/Give this job a name/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('What do you call this job?'));
  });

  test('with billing takes the typed words, and new ones when more is ticked', async () => {
    const app = await openBuilder(['billing.read'], { title: 'Read our bills' });
    expect(screen.getByText('Better not for an agent')).toBeTruthy();
    await press(app, 'Next: which account');
    const field = screen.getByLabelText('To allow it all the same, type: yes, billing');
    expect(document.activeElement).toBe(field);
    await app.user.type(field, 'Yes, billing');
    await find(app, 'tunnels');
    await app.user.click(box(/Edit open and change tunnels/));
    await press(app, 'Next: which account');
    const again = screen.getByLabelText('To allow it all the same, type: yes, billing and tunnels');
    expect(document.activeElement).toBe(again);
    await app.user.type(again, ' and tunnels');
    await press(app, 'Next: which account');
    await heading('Which account is it about?');
  });

  test('a token pasted as the name is not kept', async () => {
    const { bridge } = await openBuilder(['ssl.read']);
    fireEvent.change(screen.getByLabelText('What do you call this job?'), {
      target: { value: accountToken },
    });
    expect(await screen.findByText(/There is a token or key in this field/)).toBeTruthy();
    expect(JSON.stringify(bridge.calls)).not.toContain(accountToken);
  });
});

describe('an own job that is kept', () => {
  test('is a card the next time, with its permissions', async () => {
    const app = await openBuilder(['emailRoutingRules.read'], { title: 'Watch our mail' });
    await press(app, 'Save as my own job');
    expect(await screen.findByText(/This is one of your own jobs/)).toBeTruthy();
    expect(app.bridge.snapshot.ownJobs).toEqual([
      { id: 'own-aaaaaaaaaaaa', title: 'Watch our mail', permissions: ['emailRoutingRules.read'] },
    ]);
    await press(app, 'Back');
    await heading('What should your agent do?');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Watch our mail/ }).checked).toBe(true);
  });

  test('is chosen from its card, and can be removed', async () => {
    const kept = { id: 'own-aaaaaaaaaaaa', title: 'Watch our mail', permissions: ['dns.read'] } as const;
    const app = await openApp({ ownJobs: [kept], draft: sampleDraft({ step: 'job', job: null }) });
    await press(app, 'Go on with it');
    await choose(app, /^Watch our mail/);
    await press(app, 'Next: what exactly it may do');
    await heading('What exactly may it do?');
    expect(summary()).toMatch(/^It can see where your domain/);
    await press(app, 'Remove it from my jobs');
    expect(app.bridge.sent('own-job:remove')).toEqual([{ id: kept.id }]);
    expect(await screen.findByRole('button', { name: 'Save as my own job' })).toBeTruthy();
  });

  test('says why it could not be kept', async () => {
    const app = await openBuilder(['dns.read'], { title: 'Watch our mail' });
    app.bridge.answer('own-job:save', () => failed({ code: 'own-jobs-full' }));
    await press(app, 'Save as my own job');
    expect(await screen.findByText('You have kept many jobs of your own')).toBeTruthy();
  });
});
