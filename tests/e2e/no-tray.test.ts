import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import { Owner } from '../../build/tour/owner.ts';
import { startTrayWatcher } from '../fakes/tray-watcher.ts';
import { notice, practise } from './errands.ts';
import { openApp } from './house.ts';

const title = 'This desktop shows no icon of Permission Slip';

describe.skipIf(process.platform !== 'linux')('a desktop that shows no tray icons', () => {
  it('is told of until it was read, and the window comes back by a second start', async () => {
    const session = await startKeychainSession('absent');
    onTestFinished(() => session.stop());
    const app = await openApp({ env: { ...session.env, PERMISSION_SLIP_TRAY: '' } });
    await practise(new Owner(await app.page()));
    await notice(await app.page(), title).waitFor();

    await app.closeWindow();
    await app.until(({ windows }) => windows.length === 0);
    expect(await app.startAgain()).toBe(0);
    await app.until(({ windows }) => windows.length === 1 && windows[0]?.isShown === true);
    const told = notice(await app.page(), title);
    await told.getByRole('button', { name: 'Close this note' }).click();
    await told.waitFor({ state: 'detached' });

    await app.restart();
    await new Owner(await app.page()).sees('Your slips');
    expect(await notice(await app.page(), title).count()).toBe(0);
  });

  it('is not claimed of one that shows them', async () => {
    const session = await startKeychainSession('absent');
    onTestFinished(() => session.stop());
    onTestFinished(await startTrayWatcher(session.env));
    const app = await openApp({ env: { ...session.env, PERMISSION_SLIP_TRAY: '' } });
    await practise(new Owner(await app.page()));
    /* The app asks while it starts; whoever opens its window later sees what it was told. */
    await app.closeWindow();
    expect(await app.startAgain()).toBe(0);
    await app.until(({ windows }) => windows.length === 1);
    await new Owner(await app.page()).sees('Your slips');
    expect(await notice(await app.page(), title).count()).toBe(0);
  });
});
