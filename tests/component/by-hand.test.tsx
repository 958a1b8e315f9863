import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { failed, ok } from '../../shared/result.ts';
import type { Verdict } from '../../shared/verdict.ts';
import type { FakeBridge } from './fake-bridge.ts';
import { choose, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleDraft, sampleSlip, sampleVerdict } from './sample-slips.ts';

/** A draft whose website was typed, on the way through Cloudflare's form. */
function draftAt(step: number, form: 'account' | 'user' = 'account') {
  return sampleDraft({
    task: 'Clear the saved copy of the menu page',
    where: {
      ...sampleDraft().where,
      account: null,
      zones: { kind: 'one', zone: null },
      domain: 'bakery.example',
    },
    guide: { form, step },
  });
}

async function openGuide(step: number, prepare?: (bridge: FakeBridge) => void): Promise<OpenApp> {
  const app = await openApp({ connection: null, draft: draftAt(step) }, prepare);
  await press(app, 'Go on with it');
  await screen.findByRole('article', { name: new RegExp(`^Step ${step} of`) });
  return app;
}

const wider: Verdict = sampleVerdict({
  kind: 'wider',
  tooMuch: [
    { what: 'reach cakeshop.example', mend: 'place' },
    { what: 'work for ever', mend: 'end-date' },
  ],
});

describe('without a setup key', () => {
  test('the website is typed, and the last question leads to the pictures', async () => {
    const app = await openApp({ connection: null });
    await press(app, 'Write your first slip');
    await press(app, 'Next: the job');
    await choose(app, /Show visitors/);
    await press(app, 'Next: which website');
    await press(app, 'Next: task and end date');
    expect(await screen.findByText(/Choose where it is good for/)).toBeTruthy();
    await app.user.type(screen.getByLabelText('Web address of your website'), 'not a website');
    await press(app, 'Next: task and end date');
    await screen.findByText(/This is not a website address/);
    await app.user.clear(screen.getByLabelText('Web address of your website'));
    await app.user.type(screen.getByLabelText('Web address of your website'), 'https://bakery.example/menu');
    within(screen.getByRole('article', { name: /Permission slip/ })).getByText('bakery.example only');
    await press(app, 'Next: task and end date');
    await press(app, /After I publish/);
    await press(app, 'Show me each click');
    await heading('Open Cloudflare and log in');
  });

  test('the form is opened for this very slip, and what it leaves open is said', async () => {
    const app = await openGuide(1);
    await screen.findByText(/You still choose your website and set the end date/);
    await press(app, /^Open Cloudflare's form/);
    expect(app.bridge.sent('link:open')).toEqual([
      expect.objectContaining({ to: 'token-form', form: 'account', domain: 'bakery.example' }),
    ]);
    await screen.findByRole('article', { name: /^Step 5 of/ });
  });

  test('the window stays beside the browser until that is taken back, however wide it is made', async () => {
    const app = await openGuide(1);
    await press(app, 'Keep this beside my browser');
    await press(app, 'Put the window back');
    await press(app, 'Keep this beside my browser');
    await app.user.keyboard('{Escape}');
    await waitFor(() =>
      expect(app.bridge.sent('guide:beside').map(({ on }) => on)).toEqual([true, false, true, false]),
    );
  });

  test('who is no admin is shown the other form, and why', async () => {
    const app = await openGuide(2);
    await press(app, "Cloudflare doesn't let me");
    await screen.findByText(/Only a Super Administrator/);
    await press(app, 'Cloudflare lets me after all');
    await waitFor(() => expect(screen.queryByText(/Only a Super Administrator/)).toBeNull());
  });

  test('where the owner is on the path is kept', async () => {
    const { bridge, user } = await openGuide(6);
    await user.click(screen.getByRole('button', { name: 'Done, next step' }));
    await waitFor(() =>
      expect(bridge.sent('draft:save').at(-1)?.draft.guide).toEqual({ form: 'account', step: 7 }),
    );
  });
});

describe('bringing the token', () => {
  test('one that is as planned is checked and locked away without another press', async () => {
    const app = await openGuide(11);
    await press(app, 'Paste');
    await heading('Your slip is ready');
    expect(app.bridge.sent('pick-up:keep')).toEqual([{ reason: '' }]);
  });

  test('one that is being locked away is known at the steps before, and ends in its slip from there', async () => {
    let finish: () => void = () => undefined;
    const app = await openGuide(11, (bridge) =>
      bridge.answer(
        'pick-up:keep',
        () =>
          new Promise((resolve) => {
            finish = () => {
              const slip = sampleSlip();
              bridge.push({ slips: [slip], pickUp: { token: null, watching: false, problem: null } });
              resolve(ok({ id: slip.id }));
            };
          }),
      ),
    );
    await press(app, 'Paste');
    await screen.findByText(/Locking it away/);
    await press(app, 'Back');
    await press(app, 'Done, next step');
    await screen.findByText(/Locking it away/);
    await press(app, 'Back');
    await screen.findByRole('article', { name: /^Step 10 of/ });
    finish();
    await heading('Your slip is ready');
    expect(app.bridge.sent('pick-up:keep')).toHaveLength(1);
    expect(app.bridge.sent('pick-up:prove')).toHaveLength(1);
  });

  test('one that is being locked away leads back to no question, whose answers would be made into a second slip', async () => {
    const app = await openGuide(11, (bridge) =>
      bridge.answer('pick-up:keep', () => new Promise(() => undefined)),
    );
    await press(app, 'Paste');
    await screen.findByText(/Locking it away/);
    await app.user.click(screen.getByRole('button', { name: /^Step 1\b/ }));
    await screen.findByRole('article', { name: /^Step 1 of/ });
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
    await app.user.keyboard('{Escape}');
    screen.getByRole('article', { name: /^Step 1 of/ });
  });

  test('one that is being locked away can not be turned away meanwhile', async () => {
    let answer: () => void = () => undefined;
    const app = await openGuide(11, (bridge) => {
      bridge.answer(
        'pick-up:prove',
        () =>
          new Promise((resolve) => {
            answer = () => resolve(ok(sampleVerdict()));
          }),
      );
      bridge.answer('pick-up:keep', () => new Promise(() => undefined));
    });
    await press(app, 'Paste');
    await screen.findByRole('button', { name: 'Take another one' });
    answer();
    await screen.findByText(/Locking it away/);
    expect(screen.queryByRole('button', { name: 'Take another one' })).toBeNull();
  });

  test('one that is kept for a reason can not be turned away meanwhile', async () => {
    const app = await openGuide(11, (bridge) => {
      bridge.answer('pick-up:prove', () => ok(wider));
      bridge.answer('pick-up:keep', () => new Promise(() => undefined));
    });
    await press(app, 'Paste');
    await app.user.click(await screen.findByText('Keep it anyway', { selector: 'summary' }));
    await app.user.type(screen.getByLabelText('Why do you keep it?'), 'Both shops belong together');
    screen.getByRole('button', { name: 'Bring another token' });
    await press(app, 'Keep it anyway');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Bring another token' })).toBeNull());
    expect(screen.queryByRole('button', { name: /check again/ })).toBeNull();
  });

  test('a check says nothing once the owner went back to the questions', async () => {
    const answers: (() => void)[] = [];
    const app = await openGuide(11, (bridge) =>
      bridge.answer(
        'pick-up:prove',
        () => new Promise((resolve) => answers.push(() => resolve(ok(sampleVerdict())))),
      ),
    );
    await press(app, 'Paste');
    await waitFor(() => expect(answers).toHaveLength(1));
    await app.user.click(screen.getByRole('button', { name: /^Step 1\b/ }));
    await press(app, 'Back');
    await heading('What is the task, and until when?');
    answers[0]?.();
    await press(app, 'Show me each click');
    await app.user.click(await screen.findByRole('button', { name: /^Step 11\b/ }));
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(app.bridge.sent('pick-up:keep')).toEqual([]);
    answers[1]?.();
    await heading('Your slip is ready');
    expect(app.bridge.sent('pick-up:keep')).toHaveLength(1);
  });

  test('the clipboard is watched only while the switch is on and the step is open', async () => {
    const app = await openGuide(11);
    expect(app.bridge.sent('pick-up:watch')).toEqual([]);
    await app.user.click(screen.getByRole('switch', { name: /let the app take it/ }));
    await screen.findByRole('switch', { name: /Watching for the token/, checked: true });
    await press(app, 'Back');
    expect(app.bridge.sent('pick-up:watch')).toEqual([{ on: true }, { on: false }]);
  });

  test('a token that the watch took is checked at once', async () => {
    const app = await openGuide(11);
    app.bridge.push({
      pickUp: { token: { kind: 'account', ending: 'x9Q2', accountId: null }, watching: false, problem: null },
    });
    await heading('Your slip is ready');
  });

  test('a wrong kind of key that the watch saw is said', async () => {
    const app = await openGuide(11);
    app.bridge.push({
      pickUp: { token: null, watching: true, problem: { code: 'paste-global-api-key' } },
    });
    expect((await screen.findByRole('alert')).textContent).toMatch(/Global API Key/);
  });

  test.each([
    [
      'a key that opens too much',
      (bridge: FakeBridge) =>
        bridge.answer('pick-up:take-clipboard', () => failed({ code: 'paste-global-api-key' })),
    ],
    [
      'a token that does not work from here',
      (bridge: FakeBridge) => bridge.answer('pick-up:prove', () => failed({ code: 'location-refused' })),
    ],
  ])('after %s the form of this very slip is opened, not the one for a setup key', async (_what, prepare) => {
    const app = await openGuide(11, prepare);
    await press(app, 'Paste');
    await press(app, "Open Cloudflare's form");
    expect(app.bridge.sent('link:open')).toEqual([
      expect.objectContaining({ to: 'token-form', job: 'purge-pages', domain: 'bakery.example' }),
    ]);
  });

  test('the account is asked for where nothing names it, and read from an address', async () => {
    const id = 'a'.repeat(32);
    const app = await openGuide(11, (bridge) =>
      bridge.answer('pick-up:prove', ({ account }) =>
        account === '' ? failed({ code: 'account-id-missing' }) : ok(sampleVerdict()),
      ),
    );
    await press(app, 'Paste');
    const field = await screen.findByLabelText('Account ID');
    await app.user.type(field, 'nonsense');
    await press(app, 'Check the token');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await app.user.clear(field);
    await app.user.type(field, `https://dash.cloudflare.com/${id}/api-tokens`);
    await press(app, 'Check the token');
    await heading('Your slip is ready');
    expect(app.bridge.sent('pick-up:prove').map(({ account }) => account)).toEqual(['', id]);
  });

  test('one that can do more is not kept; each finding leads to the step where it is mended', async () => {
    const app = await openGuide(11, (bridge) => bridge.answer('pick-up:prove', () => ok(wider)));
    await press(app, 'Paste');
    await screen.findByText('This token can do more than planned');
    expect(app.bridge.sent('pick-up:keep')).toEqual([]);
    await press(app, 'Show me where to mend this: reach cakeshop.example');
    await screen.findByRole('article', { name: /^Step 5 of/ });
  });

  test('mending it and checking again is enough', async () => {
    let mended = false;
    const app = await openGuide(11, (bridge) =>
      bridge.answer('pick-up:prove', () => ok(mended ? sampleVerdict() : wider)),
    );
    await press(app, 'Paste');
    await screen.findByText('This token can do more than planned');
    mended = true;
    await press(app, 'I mended it, check again');
    await heading('Your slip is ready');
  });

  test('it can be kept all the same, for a reason', async () => {
    const app = await openGuide(11, (bridge) => bridge.answer('pick-up:prove', () => ok(wider)));
    await press(app, 'Paste');
    await app.user.click(await screen.findByText('Keep it anyway', { selector: 'summary' }));
    await press(app, 'Keep it anyway');
    expect(app.bridge.sent('pick-up:keep')).toEqual([]);
    await app.user.type(screen.getByLabelText('Why do you keep it?'), 'Both shops belong together');
    await press(app, 'Keep it anyway');
    await waitFor(() =>
      expect(app.bridge.sent('pick-up:keep')).toEqual([{ reason: 'Both shops belong together' }]),
    );
  });

  test('a typing mistake in the website is mended where it was typed', async () => {
    const app = await openGuide(11, (bridge) => {
      bridge.answer('pick-up:prove', () => ok(wider));
      bridge.answer('pick-up:keep', () => failed({ code: 'zone-not-seen', domain: 'bakery.example' }));
    });
    await press(app, 'Paste');
    await app.user.click(await screen.findByText('Keep it anyway', { selector: 'summary' }));
    await app.user.type(screen.getByLabelText('Why do you keep it?'), 'Both shops belong together');
    await press(app, 'Keep it anyway');
    await press(app, 'Change my answer');
    await heading('Which website is it about?');
    const field = screen.getByLabelText('Web address of your website');
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(app.bridge.sent('pick-up:keep')).toHaveLength(1);
    expect(app.bridge.sent('pick-up:drop')).toEqual([]);
  });

  test('an end date that has passed meanwhile is asked for again, and why is said', async () => {
    const until = { kind: 'date', date: '2026-11-20' } as const;
    const app = await openApp({ connection: null, draft: { ...draftAt(6), until } });
    await press(app, 'Go on with it');
    await heading('What is the task, and until when?');
    await screen.findByText(/This day is over/);
  });

  test.each([
    ['account', 5],
    ['user', 7],
  ] as const)(
    'a token of another account leads to the step for the place, in the form of the %s',
    async (form, step) => {
      const { account } = sampleDraft().where;
      const draft = { ...draftAt(11, form), where: { ...draftAt(11).where, account } };
      const app = await openApp({ connection: null, draft }, (bridge) =>
        bridge.answer('pick-up:prove', () => failed({ code: 'key-wrong-account' })),
      );
      await press(app, 'Go on with it');
      await press(app, 'Paste');
      await press(app, 'Enter the account again');
      await screen.findByRole('article', { name: new RegExp(`^Step ${step} of`) });
    },
  );

  test('an account that was entered wrong is entered again', async () => {
    const app = await openGuide(11, (bridge) =>
      bridge.answer('pick-up:prove', ({ account }) =>
        failed({ code: account === '' ? 'account-id-missing' : 'key-wrong-account' }),
      ),
    );
    await press(app, 'Paste');
    await app.user.type(await screen.findByLabelText('Account ID'), 'a'.repeat(32));
    await press(app, 'Check the token');
    await press(app, 'Enter the account again');
    await screen.findByLabelText('Account ID');
  });

  test('a locked keychain keeps the token in hand until it is open', async () => {
    let locked = true;
    const app = await openGuide(11, (bridge) => {
      const { keep } = { keep: () => failed({ code: 'keychain-locked' as const }) };
      bridge.answer('pick-up:keep', () => (locked ? keep() : ok({ id: 'slip-zzzzzzzzzzzzzzzz' })));
    });
    await press(app, 'Paste');
    await screen.findByRole('button', { name: 'Check again and go on' });
    expect(screen.queryByText(/Locking it away/)).toBeNull();
    expect(app.bridge.sent('pick-up:drop')).toEqual([]);
    locked = false;
    await press(app, 'Check again and go on');
    await waitFor(() => expect(app.bridge.sent('pick-up:keep')).toHaveLength(2));
  });
});
