import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { draftOf } from '../../shared/next-draft.ts';
import { replacingDraft } from '../../shared/replacing-draft.ts';
import { failed } from '../../shared/result.ts';
import type { CleanUp } from '../../shared/snapshot.ts';
import { axeFindings, choose, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { bakery, sampleSlip } from './sample-slips.ts';
import { sampleTokens } from './sample-tokens.ts';

const slip = sampleSlip();

async function openSlip(start: Parameters<typeof openApp>[0] = {}): Promise<OpenApp> {
  const app = await openApp({ slips: [slip], ...start });
  app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
  await heading('Show visitors the new page');
  return app;
}

describe('a slip that needs to change', () => {
  test('gets another end date through the questions, and its token is made for that slip', async () => {
    const app = await openSlip();
    await press(app, 'Change the end date');
    await heading('What is the task, and until when?');
    expect(app.bridge.sent('draft:begin')[0]?.draft.changes).toEqual({
      id: slip.id,
      number: slip.number,
      version: 2,
    });
    screen.getByText(/This slip gets a new token with your answers/);
    await press(app, `Create a new token for slip ${slip.number}`);
    await waitFor(() => expect(app.bridge.sent('slip:issue').length).toBe(1));
    expect(app.bridge.sent('slip:issue')[0]).toMatchObject({
      changes: slip.id,
      request: { task: slip.task, until: { kind: 'date', date: '2026-12-23' } },
    });
  });

  test('has its website written down where there is no list to choose from', async () => {
    const app = await openSlip({ connection: null });
    await press(app, 'Change what it may do, or where');
    await press(app, 'Next: which website');
    const field = await screen.findByLabelText<HTMLInputElement>('Web address of your website');
    expect(field.value).toBe('bakery.example');
  });

  test('is led to its job where it may do too much', async () => {
    const app = await openSlip();
    await press(app, 'Change what it may do, or where');
    await heading('What should your agent do?');
  });

  test.each([
    ['cloudflare', 'practice', 'Use my Cloudflare account'],
    ['practice', 'cloudflare', 'Go to practice'],
  ] as const)('of %s leads there first while the app is in %s', async (world, other, way) => {
    const app = await openSlip({ slips: [{ ...slip, world }], world: other });
    await screen.findByRole('button', { name: way });
    expect(screen.queryByRole('button', { name: 'Change the end date' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Change what it may do, or where' })).toBeNull();
    await press(app, way);
    expect(app.bridge.sent('world:choose')).toEqual([{ world }]);
    await screen.findByRole('button', { name: 'Change the end date' });
    expect(screen.queryByRole('button', { name: way })).toBeNull();
  });

  test.each([
    ['cloudflare', 'practice', 'Use my Cloudflare account'],
    ['practice', 'cloudflare', 'Go to practice'],
  ] as const)('of %s, once begun, is gone on with nowhere but there', async (world, other, way) => {
    const draft = draftOf(slip, 'terms', new Date());
    const app = await openApp({ slips: [{ ...slip, world }], world: other, draft });
    const title = screen.getByText(`You have started to change slip ${slip.number}`);
    const note = within(title.closest('section') as HTMLElement);
    expect(screen.queryByRole('button', { name: 'Go on with it' })).toBeNull();
    note.getByRole('button', { name: 'Throw it away' });
    await app.user.click(note.getByRole('button', { name: way }));
    await note.findByRole('button', { name: 'Go on with it' });
    expect(note.queryByRole('button', { name: way })).toBeNull();
  });

  test('is not offered while its token is being swapped', async () => {
    await openSlip({
      slips: [{ ...slip, rotating: { since: '2026-11-23T10:00:00Z', why: 'asked', lost: true } }],
    });
    expect(screen.queryByRole('button', { name: 'Change the end date' })).toBeNull();
  });
});

describe('a new slip that is asked for while another is being changed', () => {
  const draft = { ...draftOf(slip, 'terms', new Date()), task: 'Clear the menu page' };
  const gone = { at: '2026-11-23T09:00:00Z', cloudflare: 'deleted', keychain: 'deleted' } as const;

  async function begins(app: OpenApp): Promise<void> {
    await heading('Who is this slip for?');
    expect(app.bridge.sent('draft:begin')).toEqual([]);
    await press(app, 'Next: the job');
    await heading('What should your agent do?');
    expect(app.bridge.sent('draft:save')).toEqual([]);
    expect(app.bridge.sent('draft:begin')).toMatchObject([
      { draft: { step: 'job', job: null, changes: null, replaces: null } },
    ]);
    await choose(app, /Show visitors the new page/);
    await press(app, /^Next: which/);
    await heading('Which website is it about?');
    expect(app.bridge.sent('draft:begin')).toHaveLength(1);
    expect(app.bridge.sent('draft:save').length).toBeGreaterThan(0);
  }

  test('is another slip, from home', async () => {
    const app = await openApp({ slips: [slip], draft });
    await press(app, 'New slip');
    await begins(app);
  });

  test('is another slip, from the page of one that has ended', async () => {
    const app = await openSlip({ slips: [{ ...slip, revoked: gone }], draft });
    await press(app, 'Write a new slip');
    await begins(app);
  });

  test('is a slip of its own, where one was to replace a token', async () => {
    const token = sampleTokens.find(({ ours }) => ours === null);
    if (token === undefined) throw new Error('All sample tokens are ours.');
    const replaces = replacingDraft(token, { kind: 'user' }, bakery);
    const app = await openApp({ draft: replaces });
    await press(app, 'Write your first slip');
    await begins(app);
  });

  test.each([
    ['with nothing in hand', null],
    ['with the value of a failed swap in hand', { kind: 'account', ending: 'x9Q2', accountId: null }],
  ] as const)('is another slip, from the tray in the middle of the change, %s', async (_, token) => {
    const pickUp = { token, watching: false, problem: null };
    const app = await openApp({ slips: [slip], draft, pickUp });
    await press(app, 'Go on with it');
    await heading('What is the task, and until when?');
    app.bridge.emit('screen:show', { name: 'wizard' });
    await begins(app);
    await act(async () => app.bridge.emit('screen:show', { name: 'wizard' }));
    screen.getByRole('heading', { name: 'Which website is it about?' });
  });

  test('does not begin from the tray while the changed token is being made', async () => {
    const app = await openApp({ slips: [slip], draft }, (bridge) =>
      bridge.answer('slip:issue', () => {
        bridge.push({ progress: { doing: 'issuing', step: 'proving' } });
        return new Promise(() => undefined);
      }),
    );
    await press(app, 'Go on with it');
    await press(app, `Create a new token for slip ${slip.number}`);
    await heading('Making your slip');
    await act(async () => app.bridge.emit('screen:show', { name: 'wizard' }));
    screen.getByRole('heading', { name: 'Making your slip' });
  });

  test.each(['pick-up:prove', 'pick-up:keep'] as const)(
    'does not begin from the tray while the token that was brought for the change is at %s',
    async (at) => {
      const guided = { ...draft, guide: { form: 'account', step: 11 } } as const;
      const app = await openApp({ slips: [slip], draft: guided }, (bridge) =>
        bridge.answer(at, () => new Promise(() => undefined)),
      );
      await press(app, 'Go on with it');
      await press(app, 'Paste');
      await waitFor(() => expect(app.bridge.sent(at)).toHaveLength(1));
      await act(async () => app.bridge.emit('screen:show', { name: 'wizard' }));
      screen.getByRole('article', { name: /^Step 11 of/ });
    },
  );

  test('leaves the change as it is where nothing was answered', async () => {
    const app = await openApp({ slips: [slip], draft });
    await press(app, 'New slip');
    await heading('Who is this slip for?');
    await press(app, 'Back');
    await press(app, 'Go on with it');
    await heading('What is the task, and until when?');
    screen.getByDisplayValue(draft.task);
  });

  test('is begun again where it could not be written down', async () => {
    const app = await openApp({ slips: [slip], draft }, ({ answer }) =>
      answer('draft:begin', () => failed({ code: 'storage-full' })),
    );
    await press(app, 'New slip');
    await press(app, 'Next: the job');
    await press(app, 'Save again');
    await waitFor(() => expect(app.bridge.sent('draft:begin')).toHaveLength(2));
    expect(app.bridge.sent('draft:save')).toEqual([]);
  });
});

describe('an old token that is not deleted yet', () => {
  const old: CleanUp = {
    mark: 'ps-aaaaaaaaaaaa',
    world: 'cloudflare',
    tokenName: 'Permission Slip, purge-pages, bakery.example',
    since: '2026-11-23T10:00:00Z',
    owner: slip.token.owner,
    oldOf: slip.id,
    expiresOn: null,
  };
  const start = {
    connection: null,
    world: 'cloudflare',
    slips: [{ ...slip, world: 'cloudflare' }],
    cleanUps: [old],
  } as const;

  test('is deleted by hand where there is no setup key, and checked', async () => {
    const app = await openSlip(start);
    await press(app, 'Show me how to delete it');
    await heading('Open Cloudflare and log in');
    await press(app, "Open Cloudflare's list of tokens");
    await press(app, 'Done, next step');
    await heading('Press “Delete”');
    await press(app, 'Done, next step');
    app.bridge.answer('clean-up:check', () => failed({ code: 'token-still-works' }));
    await press(app, 'I deleted it');
    await screen.findByText('Cloudflare still knows this token');
    expect(await axeFindings()).toEqual([]);
    app.bridge.answer('clean-up:check', () => {
      app.bridge.push({ cleanUps: [] });
      return { ok: true, value: null };
    });
    await press(app, "Open Cloudflare's token list");
    await heading('Find the token and press its three dots');
    await press(app, 'Done, next step');
    await press(app, 'Done, next step');
    await press(app, 'I deleted it');
    await heading('Show visitors the new page');
    expect(screen.queryByText(/does not need/)).toBeNull();
    expect(app.bridge.sent('clean-up:check')).toEqual([{ mark: old.mark }, { mark: old.mark }]);
  });

  test('is told by its own end from another of the same name, not by the end of the new one', async () => {
    const app = await openSlip({ ...start, cleanUps: [{ ...old, expiresOn: '2027-02-03T00:00:00Z' }] });
    await press(app, 'Show me how to delete it');
    await press(app, "Open Cloudflare's list of tokens");
    await screen.findByText(/the one that ends on 3 February 2027/);
  });

  test('is not said to work once it works no more, and what is left of it is cleared away', async () => {
    const app = await openSlip({ ...start, cleanUps: [{ ...old, expiresOn: '2026-11-23T10:00:00Z' }] });
    screen.getByText(`The old token of slip ${slip.number} works no more`);
    expect(screen.queryByText(/can use it until/)).toBeNull();
    await press(app, 'Clear it away');
    expect(app.bridge.sent('clean-up:check')).toEqual([{ mark: old.mark }]);
    await waitFor(() => expect(screen.queryByText(/works no more/)).toBeNull());
  });

  test('is told at home, too, and deleted by one press where there is a key', async () => {
    const other = { ...old, mark: 'ps-bbbbbbbbbbbb', oldOf: null };
    const app = await openApp({ slips: [slip], cleanUps: [old, other] });
    screen.getByText(`Slip ${slip.number} has a token that it does not need`);
    await press(app, 'Delete it now');
    await waitFor(() => expect(screen.queryByText(/does not need/)).toBeNull());
    await press(app, 'Try again');
    expect(app.bridge.sent('clean-up:retry')).toEqual([{ marks: [old.mark] }, { marks: [other.mark] }]);
  });
});
