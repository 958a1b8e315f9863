import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../shared/ipc/contract.ts';
import { failed, ok } from '../../shared/result.ts';
import { choose, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { bakery, bakeryZone, sampleDraft, sampleSlip } from './sample-slips.ts';

const pasted = `cfat_${'canaryCANARY0123456789'.repeat(2)}x9Q2`;

async function openConnect(prepare?: Parameters<typeof openApp>[1]): Promise<OpenApp> {
  const app = await openApp({ connection: null }, prepare);
  await press(app, 'Connect with a setup key');
  await heading('Connect your Cloudflare account');
  return app;
}

/** Everything a person or a program could read out of the page, fields included. */
function everythingInThePage(): string {
  const fields = [...document.querySelectorAll('input, textarea')].map(
    (field) => (field as HTMLInputElement).value,
  );
  return [document.documentElement.outerHTML, document.title, ...fields].join('\n');
}

describe('the paste field', () => {
  test('empties at once, and the pasted text is nowhere in the page', async () => {
    const app = await openConnect();
    await app.user.click(screen.getByLabelText('Setup key'));
    const pasting = app.user.paste(pasted);
    expect(everythingInThePage()).not.toContain('canary');
    await pasting;
    await screen.findByRole('heading', { name: 'A setup key of the right kind, ending …x9Q2' });
    expect(everythingInThePage()).not.toContain('canary');
    expect(app.bridge.sent('key:offer')).toEqual([{ pasted }]);
  });

  test('treats typed text the same on Enter', async () => {
    const { user, bridge } = await openConnect();
    await user.type(screen.getByLabelText('Setup key'), `${pasted}{Enter}`);
    await screen.findByRole('heading', { name: /ending …x9Q2/ });
    expect(everythingInThePage()).not.toContain('canary');
    expect(bridge.sent('key:offer')).toEqual([{ pasted }]);
  });

  test('is empty while the app is still reading what was typed', async () => {
    const { user } = await openConnect((bridge) =>
      bridge.answer('key:offer', () => new Promise(() => undefined)),
    );
    await user.type(screen.getByLabelText('Setup key'), `${pasted}{Enter}`);
    expect(everythingInThePage()).not.toContain('canary');
  });

  test('treats dropped text the same', async () => {
    const { bridge } = await openConnect();
    fireEvent.drop(screen.getByLabelText('Setup key'), { dataTransfer: { getData: () => pasted } });
    await screen.findByRole('heading', { name: /ending …x9Q2/ });
    expect(bridge.sent('key:offer')).toEqual([{ pasted }]);
  });

  test('can take the clipboard without the text passing through the window', async () => {
    const app = await openConnect();
    await press(app, 'Paste');
    await screen.findByRole('heading', { name: /ending …x9Q2/ });
    expect(app.bridge.sent('key:offer')).toEqual([]);
  });

  test('says what is wrong with a Global API Key and opens the right form', async () => {
    const app = await openConnect((bridge) =>
      bridge.answer('key:offer-clipboard', () => failed({ code: 'paste-global-api-key' })),
    );
    await press(app, 'Paste');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Global API Key');
    await app.user.click(screen.getAllByRole('button', { name: "Open Cloudflare's form" }).at(-1) as Element);
    expect(app.bridge.sent('link:open')).toEqual([{ to: 'setup-key-form' }]);
  });

  test('takes the focus again after a wrong paste', async () => {
    const app = await openConnect((bridge) =>
      bridge.answer('key:offer-clipboard', () => failed({ code: 'paste-cut-off' })),
    );
    await press(app, 'Paste');
    await press(app, 'Paste it again');
    expect(document.activeElement).toBe(screen.getByLabelText('Setup key'));
  });
});

describe('connecting', () => {
  test('forgets the key after use unless the owner says otherwise', async () => {
    const app = await openConnect();
    await press(app, 'Paste');
    await press(app, 'Connect');
    await heading('Your slips');
    expect(app.bridge.sent('key:connect')).toEqual([{ account: bakery.id, keep: false }]);
  });

  test('keeps the key in the keychain when asked to', async () => {
    const app = await openConnect();
    await press(app, 'Paste');
    await choose(app, /Keep in this computer's keychain/);
    await press(app, 'Connect');
    await heading('Your slips');
    expect(app.bridge.snapshot.connection?.kept).toBe('in-keychain');
  });

  test('asks for the account where the key does not name it, and reads it from a dashboard address', async () => {
    const app = await openConnect((bridge) =>
      bridge.answer('key:offer-clipboard', () => ok({ kind: 'account', ending: 'x9Q2', accountId: null })),
    );
    await press(app, 'Paste');
    await press(app, 'Connect');
    expect((await screen.findByRole('alert')).textContent).toContain('We need to know your account');
    await app.user.type(
      screen.getByLabelText('Which account is it for?'),
      `https://dash.cloudflare.com/${bakery.id}/home`,
    );
    await press(app, 'Connect');
    await heading('Your slips');
    expect(app.bridge.sent('key:connect')).toEqual([{ account: bakery.id, keep: false }]);
  });

  test('lets the owner choose where a key reaches several accounts', async () => {
    const other = { id: 'f'.repeat(32), name: 'Cakes and more' };
    const app = await openConnect((bridge) => {
      bridge.answer('key:offer-clipboard', () => ok({ kind: 'user', ending: 'x9Q2', accountId: null }));
      bridge.answer('key:connect', ({ account }) =>
        ok(account === '' ? { kind: 'choose-account', accounts: [bakery, other] } : { kind: 'connected' }),
      );
    });
    await press(app, 'Paste');
    await press(app, 'Connect');
    await press(app, 'Use this account');
    expect((await screen.findByRole('alert')).textContent).toContain('Choose one of them');
    await choose(app, 'Cakes and more');
    await press(app, 'Use this account');
    await heading('Your slips');
    expect(app.bridge.sent('key:connect').at(-1)).toEqual({ account: other.id, keep: false });
  });

  test('shows why a key can not be used and leads back to the paste field', async () => {
    const app = await openConnect((bridge) =>
      bridge.answer('key:connect', () => failed({ code: 'token-refused' })),
    );
    await press(app, 'Paste');
    await press(app, 'Connect');
    await press(app, 'Paste it again');
    expect(document.activeElement).toBe(screen.getByLabelText('Setup key'));
  });

  test('goes on with the slip that the owner was writing, and finds the website that they typed', async () => {
    const where = {
      ...sampleDraft().where,
      account: null,
      zones: { kind: 'one' as const, zone: null },
      domain: 'www.bakery.example',
    };
    const app = await openApp({
      connection: null,
      slips: [sampleSlip()],
      draft: sampleDraft({ task: 'Clear the menu page', where }),
    });
    await press(app, 'Go on with it');
    await press(app, 'I have a setup key');
    await heading('Connect your Cloudflare account');
    await press(app, 'Paste');
    await press(app, 'Connect');
    await heading('What is the task, and until when?');
    await press(app, 'Create this token');
    await heading('Your slip is ready');
    expect(app.bridge.sent('slip:issue')[0]?.request.place.reach).toEqual({
      kind: 'one-zone',
      zone: bakeryZone,
    });
  });

  test('Esc goes back to the slips', async () => {
    const { user } = await openConnect();
    await user.keyboard('{Escape}');
    await heading('Your slips');
  });

  test.each([
    ['a slip that is being written', 'I have a setup key', 'What is the task, and until when?'],
    ['a slip', 'Connect with a setup key', 'Show visitors the new page'],
  ])('goes back to %s, where the owner came from', async (_what, way, back) => {
    const slip = sampleSlip({ world: 'cloudflare' });
    const app = await openApp({ connection: null, world: 'cloudflare', slips: [slip], draft: sampleDraft() });
    if (way === 'I have a setup key') await press(app, 'Go on with it');
    else {
      app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
      await press(app, 'Stop this agent');
      app.bridge.answer('slip:revoke', () => failed({ code: 'no-setup-key' }));
      await press(app, 'Stop this agent now');
    }
    await press(app, way);
    await heading('Connect your Cloudflare account');
    await app.user.keyboard('{Escape}');
    await heading(back);
  });

  test('leaves an owner where they went while the key was tried', async () => {
    let finish: () => void = () => undefined;
    const app = await openConnect((bridge) =>
      bridge.answer(
        'key:connect',
        () =>
          new Promise((resolve) => {
            finish = () => resolve(ok({ kind: 'connected' }));
          }),
      ),
    );
    await press(app, 'Paste');
    await press(app, 'Connect');
    app.bridge.emit('screen:show', { name: 'wizard' });
    await heading('Who is this slip for?');
    await act(async () => finish());
    screen.getByRole('heading', { level: 1, name: 'Who is this slip for?' });
  });

  test.each(['Use another one', 'Escape'])('a key that is let go of by %s is not connected', async (by) => {
    const answers: ((answer: Answer<'key:connect'>) => void)[] = [];
    const app = await openConnect((bridge) =>
      bridge.answer('key:connect', () => new Promise((resolve) => answers.push(resolve))),
    );
    await press(app, 'Paste');
    await press(app, 'Connect');
    if (by === 'Escape') await app.user.keyboard('{Escape}');
    else await press(app, by);
    expect(app.bridge.sent('key:drop')).toHaveLength(1);
    await press(app, 'Paste');
    await act(async () => answers[0]?.(ok({ kind: 'choose-account', accounts: [bakery, bakery] })));
    screen.getByRole('heading', { name: 'A setup key of the right kind, ending …x9Q2' });
    await press(app, 'Connect');
    expect(answers).toHaveLength(2);
    await act(async () => answers[1]?.(ok({ kind: 'connected' })));
    await heading('Your slips');
  });

  test('leaving while the key is tried lets go of it', async () => {
    const app = await openConnect((bridge) =>
      bridge.answer('key:connect', () => new Promise(() => undefined)),
    );
    await press(app, 'Paste');
    await press(app, 'Connect');
    await press(app, 'Back');
    await heading('Your slips');
    expect(app.bridge.sent('key:drop')).toHaveLength(1);
  });
});
