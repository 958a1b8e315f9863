import { type RenderResult, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { App } from '../../renderer/app/App.tsx';
import { laterScreens } from '../../renderer/app/later-screens.ts';
import { createSnapshotStore } from '../../renderer/app/snapshot-store.ts';
import { createClient } from '../../renderer/client.ts';
import { ExplainedWord } from '../../renderer/ui/Term.tsx';
import type { Snapshot } from '../../shared/snapshot.ts';
import { axeLines } from '../visual/axe-lines.ts';
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { sampleSlip, testNow } from './sample-slips.ts';

/** Puts a window on a fake main process. */
export function mount(bridge: FakeBridge): RenderResult {
  const client = createClient(bridge);
  const store = createSnapshotStore(client);
  void store.ask();
  const container = document.getElementById('root');
  return render(
    <App client={client} store={store} now={() => testNow} />,
    container === null ? {} : { container },
  );
}

/**
 * Opens the window on a fake main process, with its later screens and words fetched as after a moment, and waits until it shows one.
 */
export async function openApp(
  start: Partial<Snapshot> = {},
  prepare: (bridge: FakeBridge) => void = () => undefined,
  user: ReturnType<typeof userEvent.setup> = userEvent.setup(),
) {
  await Promise.all([...laterScreens, ExplainedWord].map(({ fetch }) => fetch()));
  const bridge = createFakeBridge(start);
  prepare(bridge);
  const { unmount } = mount(bridge);
  await screen.findByRole('heading', { level: 1 });
  return { bridge, user, close: unmount };
}

export type OpenApp = Awaited<ReturnType<typeof openApp>>;

/** Leads the window to the page of the sample slip, as the tray does. */
export async function openSlip({ bridge }: Pick<OpenApp, 'bridge'>): Promise<void> {
  bridge.emit('screen:show', { name: 'slip', id: sampleSlip().id });
  await screen.findByText('What happened so far');
  /* The heading takes the focus a moment later, and the page goes to it. */
  await waitFor(() => {
    if (document.activeElement?.tagName !== 'H1') throw new Error('The heading has no focus yet.');
  });
}

/** Waits until a screen or step with this heading is there. */
export function heading(name: string | RegExp): Promise<HTMLElement> {
  return screen.findByRole('heading', { level: 1, name });
}

/** Presses a button by its name. */
export async function press({ user }: Pick<OpenApp, 'user'>, name: string | RegExp): Promise<void> {
  await user.click(await screen.findByRole('button', { name }));
}

/** Chooses a card by its name. */
export async function choose({ user }: Pick<OpenApp, 'user'>, name: string | RegExp): Promise<void> {
  await user.click(await screen.findByRole('radio', { name }));
}

/** What axe finds on the page, one line each. Contrast needs a real layout; tokens.test.ts checks it by number. */
export async function axeFindings(): Promise<readonly string[]> {
  const { violations } = await axe.run(document, {
    rules: { 'color-contrast': { enabled: false } },
    resultTypes: ['violations'],
  });
  return axeLines(violations);
}
