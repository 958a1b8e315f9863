import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Rotated } from '../../shared/rotation.ts';
import { heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

const slip = sampleSlip();
const at = '2026-11-23T09:00:00Z';

async function openSlip(one = slip, prepare?: Parameters<typeof openApp>[1]): Promise<OpenApp> {
  const app = await openApp({ slips: [one] }, prepare);
  app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
  await heading('Show visitors the new page');
  return app;
}

/* Rotates the token, and keeps the answer back until `finish` gives it. */
async function rotateSlowly() {
  const { promise, resolve: finish } = Promise.withResolvers<Result<Rotated>>();
  const app = await openSlip(slip, (bridge) =>
    bridge.answer('slip:rotate', () => {
      bridge.push({ progress: { doing: 'rotating', id: slip.id, step: 'rolling' } });
      return promise;
    }),
  );
  await press(app, 'Rotate the token to a new value');
  await press(app, 'Rotate it now');
  return { app, finish };
}

describe('swapping the token', () => {
  test('asks first, then says what came of the old and the new token', async () => {
    const app = await openSlip();
    await press(app, 'Rotate the token to a new value');
    const question = await screen.findByRole('dialog', { name: 'Rotate the token to a new value?' });
    within(question).getByText(/The old token stops working at once/);
    expect(app.bridge.sent('slip:rotate')).toEqual([]);
    await press(app, 'Rotate it now');
    const outcome = await screen.findByRole('dialog', { name: 'The token is rotated' });
    within(outcome).getByText(/Cloudflare refused it/);
    within(outcome).getByText(/at the same place as before/);
    expect(app.bridge.sent('slip:rotate')).toEqual([{ id: slip.id, why: 'asked', again: false }]);
    await press(app, 'Done');
    await screen.findByText('Token rotated to a new value');
  });

  test('shows each step while it lasts', async () => {
    const { app, finish } = await rotateSlowly();
    await screen.findByText(/Asking Cloudflare for the new token/, { selector: '[role="dialog"] *' });
    app.bridge.push({ progress: { doing: 'rotating', id: slip.id, step: 'proving' } });
    await screen.findByText(/Trying out the new token/, { selector: '[role="dialog"] *' });
    await press(app, 'Hide this');
    await screen.findByText('The token is being rotated');
    app.bridge.push({ progress: { doing: 'nothing' } });
    finish(ok({ old: 'refused', proof: 'as-before' }));
    await screen.findByRole('dialog', { name: 'The token is rotated' });
  });

  test('that was hidden does not come up over the stop of its slip, which is what the page tells of', async () => {
    const { app, finish } = await rotateSlowly();
    await press(app, 'Hide this');
    app.bridge.push({ slips: [{ ...slip, stopping: { since: at } }], revoking: [slip.id] });
    await screen.findByText('This slip is being stopped');
    finish(failed({ code: 'stopped' }));
    app.bridge.push({ progress: { doing: 'nothing' }, revoking: [] });
    await screen.findByText('This slip waits to be stopped');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test.each([
    ['it ends', ok({ old: 'still-taken', proof: 'as-before' }), 'The old token may still work'],
    ['it fails', failed({ code: 'offline' }), 'Rotate the token to a new value?'],
  ] satisfies [string, Result<Rotated>, string][])(
    'that was hidden comes back once %s',
    async (_how, ended, title) => {
      let finish: (answer: Result<Rotated>) => void = () => undefined;
      const app = await openSlip(slip, (bridge) =>
        bridge.answer(
          'slip:rotate',
          () =>
            new Promise((resolve) => {
              finish = resolve;
            }),
        ),
      );
      await press(app, 'Rotate the token to a new value');
      await press(app, 'Rotate it now');
      await press(app, 'Hide this');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      finish(ended);
      await screen.findByRole('dialog', { name: title });
    },
  );

  test('leaves word to copy the new token until the owner says that it is there', async () => {
    const route = { kind: 'environment', name: 'TOKEN' } as const;
    const rotated = sampleSlip({
      route,
      events: [
        { at, what: 'token-copied' },
        { at, what: 'rotated' },
      ],
    });
    const app = await openSlip(rotated);
    await press(app, 'Copy the new token');
    await screen.findByRole('dialog', { name: 'Copy the token there' });
    const copied = { ...rotated, events: [...rotated.events, { at, what: 'token-copied' as const }] };
    app.bridge.push({ slips: [copied] });
    screen.getByRole('dialog', { name: 'Copy the token there' });
    await press(app, 'Not now');
    await press(app, 'Copy the new token');
    await press(app, 'I have put it there');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(app.bridge.sent('slip:set-route')).toEqual([{ id: slip.id, route }]);
    expect(screen.queryByText('One thing is left for you to do')).toBeNull();
  });

  test('rolls once more only after it said that the new token got lost', async () => {
    const app = await openSlip(slip, (bridge) =>
      bridge.answer('slip:rotate', () => failed({ code: 'roll-lost', number: 7 })),
    );
    await press(app, 'Rotate the token to a new value');
    await press(app, 'Rotate it now');
    await screen.findByText('Slip 7 has no working token now');
    app.bridge.answer('slip:rotate', () => ok({ old: 'refused', proof: 'as-before' }));
    await press(app, 'Rotate it once more');
    await screen.findByRole('dialog', { name: 'The token is rotated' });
    expect(app.bridge.sent('slip:rotate').map(({ again }) => again)).toEqual([false, true]);
  });

  test('that was cut off is told on the page, with the way to finish it', async () => {
    const app = await openSlip(sampleSlip({ rotating: { since: at, why: 'asked', lost: true } }));
    screen.getByText('ROTATE NOW');
    screen.getByText('This slip has no working token now');
    await press(app, 'Rotate it once more');
    await press(app, 'Rotate it now');
    await screen.findByRole('dialog', { name: 'The token is rotated' });
    expect(app.bridge.sent('slip:rotate')).toEqual([{ id: slip.id, why: 'asked', again: true }]);
  });

  test.each([
    [
      'an agent that takes it from elsewhere',
      sampleSlip({ route: { kind: 'environment', name: 'TOKEN' }, events: [{ at, what: 'rotated' }] }),
      {},
      'One thing is left for you to do',
    ],
    [
      'a token that was changed at Cloudflare',
      sampleSlip({
        keptAnyway: { verdict: 'wider', reason: '', tooMuch: ['reach cakeshop.example'], missing: [] },
      }),
      { proof: 'differs' },
      'Look at this: it is not the same as before',
    ],
  ] as const)('says what is left to do with %s', async (_what, one, change, words) => {
    const app = await openSlip(one, (bridge) =>
      bridge.answer('slip:rotate', () => ok({ old: 'refused', proof: 'as-before', ...change })),
    );
    await press(app, 'Rotate the token to a new value');
    await press(app, 'Rotate it now');
    await within(await screen.findByRole('dialog')).findByText(words);
  });

  test.each(['Rotate the token to a new value', 'I pasted the token into a chat: rotate it'])(
    'never calls a token dead that Cloudflare still took, and leads to stopping it: %s',
    async (way) => {
      const app = await openSlip(slip, (bridge) =>
        bridge.answer('slip:rotate', () => ok({ old: 'still-taken', proof: 'not-tested' })),
      );
      await press(app, way);
      if (way.startsWith('Rotate')) await press(app, 'Rotate it now');
      const outcome = await screen.findByRole('dialog', { name: 'The old token may still work' });
      within(outcome).getByText(/Cloudflare still took it/);
      expect(within(outcome).queryByText('The new token works')).toBeNull();
      await app.user.click(within(outcome).getByRole('button', { name: 'Stop this agent' }));
      await screen.findByRole('dialog', { name: 'Stop Codex now?' });
    },
  );

  test.each([
    ['is put away once its dialog has said so', true],
    ['stays where the owner left before', false],
  ] as const)('what main tells of an old token that may still work %s', async (_what, sees) => {
    let finish: () => void = () => undefined;
    const told = { code: 'old-value-taken', number: slip.number } as const;
    const app = await openSlip(slip, (bridge) =>
      bridge.answer(
        'slip:rotate',
        () =>
          new Promise((resolve) => {
            finish = () => {
              bridge.push({ notices: [told] });
              resolve(ok({ old: 'still-taken', proof: 'as-before' }));
            };
          }),
      ),
    );
    await press(app, 'Rotate the token to a new value');
    await press(app, 'Rotate it now');
    if (!sees) {
      app.bridge.emit('screen:show', { name: 'home' });
      await heading('Your slips');
    }
    finish();
    if (sees) await screen.findByRole('dialog', { name: 'The old token may still work' });
    else await screen.findByText(/^The old token of slip \d/);
    await waitFor(() => expect(app.bridge.snapshot.notices).toEqual(sees ? [] : [told]));
    expect(app.bridge.sent('notice:dismiss')).toHaveLength(sees ? 1 : 0);
  });

  test('leads from its end to copying the new token where the old one was', async () => {
    const route = { kind: 'environment', name: 'TOKEN' } as const;
    const app = await openSlip(sampleSlip({ route }));
    await press(app, 'Rotate the token to a new value');
    await press(app, 'Rotate it now');
    const outcome = await screen.findByRole('dialog', { name: 'The token is rotated' });
    within(outcome).getByText('Codex still has the old token. Put the new one under the name TOKEN.');
    expect(screen.queryByRole('button', { name: 'Done' })).toBeNull();
    screen.getByRole('button', { name: 'Later' });
    await press(app, 'Copy the new token');
    const copy = await screen.findByRole('dialog', { name: 'Copy the token there' });
    within(copy).getByText(/under the name TOKEN/);
    await press(app, 'I have put it there');
    await screen.findByRole('dialog', { name: 'The token is rotated' });
    expect(app.bridge.sent('slip:set-route')).toEqual([{ id: slip.id, route }]);
    await press(app, 'Done');
  });

  test('is not offered for a slip that has ended', async () => {
    await openSlip(sampleSlip({ until: { kind: 'at', at: '2026-11-01T00:00:00Z' } }));
    expect(screen.queryByRole('button', { name: 'Rotate the token to a new value' })).toBeNull();
    expect(screen.queryByRole('button', { name: /I pasted the token into a chat/ })).toBeNull();
  });
});

describe('a token that was pasted into a chat', () => {
  test("is swapped by one press, and then Cloudflare's list of changes is one press away", async () => {
    const app = await openSlip();
    await press(app, 'I pasted the token into a chat: rotate it');
    await screen.findByRole('dialog', { name: 'The old token is worthless now' });
    expect(app.bridge.sent('slip:rotate')).toEqual([{ id: slip.id, why: 'leaked', again: false }]);
    await press(app, "Open Cloudflare's audit log");
    expect(app.bridge.sent('link:open')).toEqual([{ to: 'audit-log', accountId: slip.place.account.id }]);
  });

  test.each([
    ['practice', { world: 'cloudflare', connection: null }, /^Rotate it now$/],
    ['cloudflare', { world: 'practice', hasOwnKey: false }, /^Rotate it by hand$/],
    ['cloudflare', { world: 'practice', hasOwnKey: true }, /^Rotate it now$/],
  ] as const)('of %s has the ways of its own world, with the app at %o', async (world, start, way) => {
    const app = await openApp({ slips: [sampleSlip({ world })], ...start });
    app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
    await press(app, 'Rotate the token to a new value');
    const question = await screen.findByRole('dialog', { name: 'Rotate the token to a new value?' });
    const [main] = within(question)
      .getAllByRole('button')
      .filter(({ className }) => /primary/.test(className));
    expect(main?.textContent).toMatch(way);
  });

  test('is written down before anything else, and reminded of where it can not be rotated now', async () => {
    const app = await openSlip(slip, (bridge) =>
      bridge.answer('slip:rotate', () => failed({ code: 'slip-busy' })),
    );
    await press(app, 'I pasted the token into a chat: rotate it');
    await screen.findByRole('alert');
    const { calls } = app.bridge;
    const order = calls.map(({ name }) => name).filter((name) => /^slip:(say|rotate)$/.test(name));
    expect(order).toEqual(['slip:say', 'slip:rotate']);
    expect(app.bridge.sent('slip:say')).toEqual([{ id: slip.id, what: 'leaked' }]);
    await press(app, 'Not now');
    await screen.findByText('Others may have seen this token');
  });

  test('is rotated also where that can not be written down', async () => {
    const app = await openSlip(slip, (bridge) =>
      bridge.answer('slip:say', () => failed({ code: 'storage-full' })),
    );
    await press(app, 'I pasted the token into a chat: rotate it');
    await screen.findByRole('dialog', { name: 'The old token is worthless now' });
    await press(app, 'Done');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(app.bridge.sent('slip:rotate')).toHaveLength(1);
  });

  test('is deleted by hand where there is no setup key, and checked', async () => {
    const app = await openSlip(slip, (bridge) =>
      bridge.answer('slip:rotate', () => failed({ code: 'no-setup-key' })),
    );
    await press(app, 'I pasted the token into a chat: rotate it');
    await screen.findByText('You can do this by hand');
    expect(screen.queryByText(/a few seconds/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'I deleted it there' })).toBeNull();
    await press(app, 'Delete it instead');
    expect(app.bridge.sent('link:open')).toEqual([
      { to: 'account-tokens', accountId: slip.place.account.id, world: slip.world },
    ]);
    app.bridge.answer('slip:revoke', () => failed({ code: 'token-still-works' }));
    await press(app, 'I deleted it there');
    await screen.findByText('Cloudflare still knows this token');
    app.bridge.answer('slip:revoke', () => ok({ at, cloudflare: 'already-gone', keychain: 'deleted' }));
    await press(app, 'I deleted it there');
    const outcome = await screen.findByRole('dialog', { name: 'This slip is stopped' });
    within(outcome).getByRole('button', { name: "Open Cloudflare's audit log" });
    expect(app.bridge.sent('slip:revoke')).toEqual([
      { id: slip.id, byHand: true },
      { id: slip.id, byHand: true },
    ]);
  });

  test('is told on the page until it was seen to', async () => {
    const app = await openSlip(sampleSlip({ events: [...slip.events, { at, what: 'leaked' }] }));
    screen.getByText('Others may have seen this token');
    await press(app, 'Make the old token worthless now');
    await press(app, 'Done');
    await waitFor(() => expect(screen.queryByText('Others may have seen this token')).toBeNull());
  });
});
