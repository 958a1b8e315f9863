import { render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { StepPicture } from '../../renderer/guide/screens/StepPicture.tsx';
import { planForToken } from '../../shared/guide/guide-plan.ts';
import { deleteSteps, rollSteps } from '../../shared/guide/token-menu-steps.ts';
import { failed, ok } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import type { FakeBridge } from './fake-bridge.ts';
import { axeFindings, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

const slip = sampleSlip({ world: 'cloudflare' });
const ofPerson = sampleSlip({ token: { ...slip.token, owner: { kind: 'user' } } });
const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Opens the page of the first slip without a setup key. */
async function openPage(slips: readonly Slip[], prepare?: (bridge: FakeBridge) => void): Promise<OpenApp> {
  const app = await openApp({ connection: null, world: 'cloudflare', slips }, prepare);
  app.bridge.emit('screen:show', { name: 'slip', id: slips[0]?.id ?? '' });
  await heading('Show visitors the new page');
  return app;
}

async function askByHand(app: OpenApp): Promise<void> {
  await press(app, 'Rotate the token to a new value');
  await press(app, 'Rotate it by hand');
}

/** From the slip's page, without a setup key, onto the first step. */
async function openSwap(one: Slip = slip, prepare?: (bridge: FakeBridge) => void): Promise<OpenApp> {
  const app = await openPage([one], prepare);
  await askByHand(app);
  await heading('Open Cloudflare and log in');
  return app;
}

/** An answer that waits until the test gives it. */
function heldBack<const T>(value: T) {
  let give: () => void = () => undefined;
  const answer = () =>
    new Promise<T>((resolve) => {
      give = () => resolve(value);
    });
  return { answer, give: () => give() };
}

const swapped = ok({ old: 'refused', proof: 'as-before' } as const);

async function toLastStep(app: OpenApp): Promise<void> {
  await press(app, "Open Cloudflare's list of tokens");
  for (const title of ['Press “Roll”', 'Confirm it', 'Copy the new token']) {
    await press(app, 'Done, next step');
    await heading(title);
  }
}

const other = sampleSlip({ id: 'slip-bbbbbbbbbbbbbbbb', number: 9, world: 'cloudflare' });

/** Brings the new token of another slip where the first slip's is asked for. */
async function bringOthersToken(): Promise<OpenApp> {
  const app = await openPage([slip, other], (bridge) =>
    bridge.answer('hand-swap:keep', ({ id }) =>
      id === slip.id ? failed({ code: 'swap-other-token', number: 9 }) : swapped,
    ),
  );
  await askByHand(app);
  await toLastStep(app);
  await press(app, 'Paste');
  return app;
}

describe.each([
  ['an account', slip, rollSteps],
  ['a person', ofPerson, rollSteps],
  ['an account', slip, deleteSteps],
  ['a person', ofPerson, deleteSteps],
] as const)('the pictures for a token of %s', (_, one, stepsOf) => {
  test('mark each press once, with its number and its words, and can not be reached by the keyboard', () => {
    const plan = planForToken(one);
    for (const step of stepsOf(plan)) {
      const { container, unmount } = render(<StepPicture plan={plan} step={step} />);
      expect(container.querySelector('[role="img"]')?.getAttribute('aria-label')).toContain(step.inWords);
      for (const [index, { target, text }] of step.press.entries()) {
        expect([target, container.querySelectorAll(`[data-target="${target}"]`).length]).toEqual([target, 1]);
        const labels = container.querySelectorAll(`[data-callout="${target}"]`);
        expect([...labels].map((label) => label.textContent)).toEqual([`${index + 1}${text}`]);
      }
      expect(container.querySelectorAll('[data-callout]').length).toBe(step.press.length);
      expect(container.querySelectorAll(focusable).length).toBe(0);
      unmount();
    }
  });
});

describe('a swap without a setup key', () => {
  test('writes down that it begins, opens the list that the token is in, and ends with the new value kept', async () => {
    const app = await openSwap();
    expect(app.bridge.sent('hand-swap:begin')).toEqual([{ id: slip.id, why: 'asked' }]);
    await toLastStep(app);
    expect(app.bridge.sent('link:open')).toEqual([
      { to: 'account-tokens', accountId: slip.place.account.id, world: slip.world },
    ]);
    expect(await axeFindings()).toEqual([]);
    await press(app, 'Paste');
    await heading('The token is rotated');
    screen.getByText('Now close the box at Cloudflare');
    expect(app.bridge.sent('hand-swap:keep')).toEqual([{ id: slip.id }]);
    expect(await axeFindings()).toEqual([]);
    await press(app, 'Done');
    await heading('Show visitors the new page');
    expect(app.bridge.sent('hand-swap:leave')).toEqual([]);
  });

  test('for a token of a person leads through the profile', async () => {
    const app = await openSwap({ ...ofPerson, world: 'cloudflare' });
    await press(app, "Open Cloudflare's list of tokens");
    expect(app.bridge.sent('link:open')).toEqual([{ to: 'user-tokens', world: 'cloudflare' }]);
    await screen.findByRole('article', { name: 'Step 4 of 7' });
  });

  test('takes back what it wrote down when the owner leaves, by whatever way', async () => {
    const app = await openSwap();
    await press(app, 'Back');
    await waitFor(() => expect(app.bridge.sent('hand-swap:leave')).toEqual([{ id: slip.id }]));
    await askByHand(app);
    app.bridge.emit('screen:show', { name: 'home' });
    await waitFor(() => expect(app.bridge.sent('hand-swap:leave').length).toBe(2));
  });

  test('is not begun where nothing can be written down', async () => {
    const app = await openPage([slip], (bridge) =>
      bridge.answer('hand-swap:begin', () => failed({ code: 'storage-full' })),
    );
    await askByHand(app);
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByRole('alert');
  });

  test.each([
    ['the old token', { code: 'swap-old-value' }, 'This is the old token'],
    ['another token', { code: 'swap-other-token', number: null }, 'This is another token'],
    ['a value that is refused', { code: 'swap-value-refused' }, 'Cloudflare does not take this token'],
  ] as const)('says that %s was brought, and takes another one', async (_, problem, title) => {
    const app = await openSwap(slip, (bridge) => bridge.answer('hand-swap:keep', () => failed(problem)));
    await toLastStep(app);
    await press(app, 'Paste');
    await screen.findByText(title);
    expect(await axeFindings()).toEqual([]);
    app.bridge.answer('hand-swap:keep', () => swapped);
    await press(app, 'Paste it again');
    await press(app, 'Paste');
    await heading('The token is rotated');
  });

  test('is told as done also where the owner walked back meanwhile', async () => {
    const kept = heldBack(swapped);
    const app = await openSwap(slip, (bridge) => bridge.answer('hand-swap:keep', kept.answer));
    await toLastStep(app);
    await press(app, 'Paste');
    await waitFor(() => expect(app.bridge.sent('hand-swap:keep')).toHaveLength(1));
    await press(app, 'Back');
    kept.give();
    await heading('The token is rotated');
  });

  test('keeps the token of another slip in hand where it can not be handed on yet', async () => {
    const app = await bringOthersToken();
    const dropped = app.bridge.sent('pick-up:drop').length;
    app.bridge.answer('hand-swap:begin', () => failed({ code: 'slip-busy' }));
    await press(app, 'Keep it for slip 9');
    await screen.findByText('We are still busy with a slip');
    expect(screen.queryByRole('button', { name: 'Keep it for slip 9' })).toBeNull();
    expect(app.bridge.sent('pick-up:drop')).toHaveLength(dropped);
    app.bridge.answer('hand-swap:begin', () => ok(null));
    await press(app, 'Try again');
    await heading('The token is rotated');
    expect(app.bridge.sent('hand-swap:keep').map(({ id }) => id)).toEqual([slip.id, other.id]);
  });

  test.each(['hand-swap:leave', 'hand-swap:begin'] as const)(
    'leaves no swap open and drops no value where the owner goes during %s of handing it on',
    async (during) => {
      const app = await bringOthersToken();
      const dropped = app.bridge.sent('pick-up:drop').length;
      const done = heldBack(ok(null));
      app.bridge.answer(during, done.answer);
      await press(app, 'Keep it for slip 9');
      expect(screen.queryByRole('button', { name: 'Take another one' })).toBeNull();
      app.bridge.emit('screen:show', { name: 'home' });
      await heading('Your slips');
      app.bridge.answer('hand-swap:leave', () => ok(null));
      done.give();
      const begun = during === 'hand-swap:begin' ? [other.id] : [];
      await waitFor(() =>
        expect(app.bridge.sent('hand-swap:leave').map(({ id }) => id)).toEqual([slip.id, ...begun]),
      );
      expect(app.bridge.sent('hand-swap:begin').map(({ id }) => id)).toEqual([slip.id, ...begun]);
      expect(app.bridge.sent('pick-up:drop')).toHaveLength(dropped);
    },
  );

  test.each([
    ['stays in hand', 'keychain-locked', 0],
    ['is dropped', 'swap-value-refused', 1],
  ] as const)('is left while a value is being kept, which %s after %s', async (_, code, times) => {
    const kept = heldBack(failed({ code }));
    const app = await openSwap(slip, (bridge) => bridge.answer('hand-swap:keep', kept.answer));
    await toLastStep(app);
    await press(app, 'Paste');
    await waitFor(() => expect(app.bridge.sent('hand-swap:keep')).toHaveLength(1));
    const dropped = app.bridge.sent('pick-up:drop').length;
    app.bridge.emit('screen:show', { name: 'home' });
    await heading('Your slips');
    expect(app.bridge.sent('hand-swap:leave')).toEqual([]);
    expect(app.bridge.sent('pick-up:drop')).toHaveLength(dropped);
    kept.give();
    await waitFor(() => expect(app.bridge.sent('hand-swap:leave')).toEqual([{ id: slip.id }]));
    expect(app.bridge.sent('pick-up:drop')).toHaveLength(dropped + times);
  });

  test.each([
    ['stays in hand', 'keychain-locked', 0],
    ['stays in hand', 'offline', 0],
    ['is dropped', 'swap-old-value', 1],
    ['is dropped', 'swap-value-refused', 1],
  ] as const)('leaves what was brought so that it %s after %s', async (_, code, times) => {
    const app = await openSwap(slip, (bridge) => bridge.answer('hand-swap:keep', () => failed({ code })));
    await toLastStep(app);
    await press(app, 'Paste');
    await screen.findByRole('button', { name: /again/ });
    const dropped = app.bridge.sent('pick-up:drop').length;
    app.bridge.emit('screen:show', { name: 'home' });
    await waitFor(() => expect(app.bridge.sent('hand-swap:leave')).toEqual([{ id: slip.id }]));
    expect(app.bridge.sent('pick-up:drop')).toHaveLength(dropped + times);
  });

  test('takes up the value that waits in hand for a swap which is not finished', async () => {
    const cutOff: Slip = { ...slip, rotating: { since: '2026-11-23T10:00:00Z', why: 'asked', lost: true } };
    const app = await openApp({
      connection: null,
      world: 'cloudflare',
      slips: [cutOff],
      pickUp: { token: { kind: 'account', ending: 'x9Q2', accountId: null }, watching: false, problem: null },
    });
    app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
    await press(app, 'Rotate it once more');
    await press(app, 'Rotate it by hand');
    await heading('The token is rotated');
    expect(app.bridge.sent('pick-up:drop')).toEqual([]);
    expect(app.bridge.sent('hand-swap:keep')).toEqual([{ id: slip.id }]);
  });

  test.each([
    [
      'is elsewhere by then',
      (app: OpenApp) => app.bridge.emit('screen:show', { name: 'home' }),
      'Your slips',
    ],
    ['said not now', (app: OpenApp) => press(app, 'Not now'), 'Show visitors the new page'],
  ] as const)('does not begin for an owner who %s', async (_, go, title) => {
    const begun = heldBack(ok(null));
    const app = await openPage([slip], (bridge) => bridge.answer('hand-swap:begin', begun.answer));
    await askByHand(app);
    await waitFor(() => expect(app.bridge.sent('hand-swap:begin')).toHaveLength(1));
    await go(app);
    await heading(title);
    begun.give();
    await waitFor(() => expect(app.bridge.sent('hand-swap:leave')).toEqual([{ id: slip.id }]));
    await heading(title);
  });

  test('begins for an owner who said not now, and then asked for it again', async () => {
    const begun: (() => void)[] = [];
    const app = await openPage([slip], (bridge) =>
      bridge.answer('hand-swap:begin', () => new Promise((resolve) => begun.push(() => resolve(ok(null))))),
    );
    for (const times of [1, 2]) {
      await askByHand(app);
      await waitFor(() => expect(begun).toHaveLength(times));
      if (times === 1) await press(app, 'Not now');
    }
    for (const end of begun) end();
    await heading('Open Cloudflare and log in');
    expect(app.bridge.sent('hand-swap:leave')).toEqual([]);
  });

  test('keeps the token of another slip for that one', async () => {
    const app = await bringOthersToken();
    await press(app, 'Keep it for slip 9');
    await heading('The token is rotated');
    expect(app.bridge.sent('hand-swap:keep').map(({ id }) => id)).toEqual([slip.id, other.id]);
    /* Once at the beginning, and never between the two slips. */
    expect(app.bridge.sent('pick-up:drop').length).toBe(1);
  });
});

test('with a setup key it is a choice beside the short way', async () => {
  const app = await openApp({ slips: [sampleSlip()] });
  app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
  await press(app, 'Rotate the token to a new value');
  await screen.findByRole('button', { name: 'Rotate it now' });
  await press(app, 'Rotate it by hand');
  await heading('Open Cloudflare and log in');
  expect(app.bridge.sent('slip:rotate')).toEqual([]);
});

test('a token that others have seen can be swapped by hand where there is no setup key', async () => {
  const app = await openPage([slip], (bridge) =>
    bridge.answer('slip:rotate', () => failed({ code: 'no-setup-key' })),
  );
  await press(app, 'I pasted the token into a chat: rotate it');
  await press(app, 'Rotate it by hand');
  await heading('Open Cloudflare and log in');
  expect(app.bridge.sent('hand-swap:begin')).toEqual([{ id: slip.id, why: 'leaked' }]);
});
