import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ok, type Result } from '../../shared/result.ts';
import type { CleanUp, Snapshot } from '../../shared/snapshot.ts';
import { type OpenApp, openApp, press } from './render-app.tsx';
import { bakery, sampleSlip, sampleSnapshot } from './sample-slips.ts';

const owner = { kind: 'account', accountId: bakery.id } as const;
const slip = sampleSlip();
const old: CleanUp = {
  mark: 'ps-aaaaaaaaaaaa',
  world: 'cloudflare',
  tokenName: 'Purge, the old one',
  since: '2026-11-01T00:00:00Z',
  owner,
  oldOf: slip.id,
  expiresOn: null,
};

const passing: Snapshot['agents'] = {
  ...sampleSnapshot().agents,
  asks: {
    ...sampleSnapshot().agents.asks,
    alike: [{ slip: slip.id, rule: 'dns.change', says: 'Changes a record.', until: '2026-11-23T11:00:00Z' }],
  },
};

async function toSlip({ bridge }: OpenApp) {
  bridge.emit('screen:show', { name: 'slip', id: slip.id });
  await screen.findByText('What happened so far');
}
async function toKey(app: OpenApp) {
  await press(app, 'Settings');
  await app.user.click(await screen.findByRole('tab', { name: 'Setup key' }));
}

/* The question that one button opens holds the button that does it. */
const asked = (go: (app: OpenApp) => Promise<void>, button: string) => async (app: OpenApp) => {
  await go(app);
  await press(app, button);
  await screen.findByRole('dialog');
};

type Case = {
  readonly start: Partial<Snapshot>;
  readonly go: (app: OpenApp) => Promise<void>;
  readonly button: string;
  readonly command:
    | 'tokens:delete'
    | 'tokens:keep-replaced'
    | 'key:forget'
    | 'clean-up:retry'
    | 'world:choose'
    | 'agents:ask-again';
  /** What the window is told before the answer comes. */
  readonly change: Partial<Snapshot>;
  readonly says: string;
};

const cases: Readonly<Record<string, Case>> = {
  'the token that a slip replaces': {
    start: { slips: [sampleSlip({ replaces: { id: '3'.repeat(32), name: 'Shop plugin', owner } })] },
    go: asked(toSlip, 'Delete the old token'),
    button: 'Delete this token now',
    command: 'tokens:delete',
    change: { slips: [slip] },
    says: 'The token is deleted.',
  },
  'the setup key': {
    start: {},
    go: asked(toKey, 'Forget the key'),
    button: 'Forget the key',
    command: 'key:forget',
    change: { connection: null },
    says: 'The setup key is forgotten.',
  },
  'a setup key that the keychain lost': {
    start: {
      connection: null,
      lostKey: { account: bakery, kind: 'account', ending: 'x9Q2', kept: 'in-keychain' },
    },
    go: toKey,
    button: 'Forget this key',
    command: 'key:forget',
    change: { lostKey: null },
    says: 'The setup key is forgotten.',
  },
  'an old token': {
    start: { slips: [slip], cleanUps: [old] },
    go: toSlip,
    button: 'Delete it now',
    command: 'clean-up:retry',
    change: { cleanUps: [] },
    says: 'The old token is deleted.',
  },
  'an old token that works no more': {
    start: { slips: [slip], cleanUps: [{ ...old, expiresOn: '2026-11-02T00:00:00Z' }] },
    go: toSlip,
    button: 'Clear it away',
    command: 'clean-up:retry',
    change: { cleanUps: [] },
    says: 'The old token is cleared away.',
  },
  'keeping the token that a slip replaces': {
    start: { slips: [sampleSlip({ replaces: { id: '3'.repeat(32), name: 'Shop plugin', owner } })] },
    go: toSlip,
    button: 'Keep it',
    command: 'tokens:keep-replaced',
    change: { slips: [slip] },
    says: 'The old token stays.',
  },
  'what passes without a question': {
    start: { slips: [slip], agents: passing },
    go: toSlip,
    button: 'Ask me again from now on',
    command: 'agents:ask-again',
    change: { agents: sampleSnapshot().agents },
    says: 'We ask you again from now on.',
  },
  practising: {
    start: { world: 'practice', slips: [slip] },
    go: async () => undefined,
    button: 'Use my Cloudflare account',
    command: 'world:choose',
    change: { world: 'cloudflare' },
    says: 'New slips are now for your Cloudflare account.',
  },
  'using the own account': {
    start: { world: 'cloudflare', slips: [slip] },
    go: async () => undefined,
    button: 'Go to practice',
    command: 'world:choose',
    change: { world: 'practice' },
    says: 'New slips are now for the made-up bakery.',
  },
};

test.each(Object.entries(cases))(
  'the end of %s is said, though what asked for it is gone before the answer comes',
  async (_what, one) => {
    let answer: (value: Result<never>) => void = () => undefined;
    const app = await openApp(one.start, (bridge) =>
      bridge.answer(one.command, () => {
        bridge.push(one.change);
        return new Promise((resolve) => {
          answer = resolve;
        });
      }),
    );
    await one.go(app);
    await press(app, one.button);
    await waitFor(() => expect(screen.queryByRole('button', { name: one.button })).toBeNull());
    answer(ok(null as never));
    await screen.findByText(one.says, { selector: '[role="status"]' });
  },
);

test('no button becomes another under the finger of whoever changes the world', async () => {
  const app = await openApp({ world: 'practice', connection: null, slips: [slip] });
  const pressed = screen.getByRole('button', { name: 'Use my Cloudflare account' });
  await app.user.click(pressed);
  await screen.findByRole('button', { name: 'Connect' });
  expect(pressed.isConnected).toBe(false);
});
