import { describe, expect, it, onTestFinished } from 'vitest';
import { clickToClose, Owner } from '../../build/tour/owner.ts';
import { type Bridges, openWithAgent, questionOf, till } from './agent-house.ts';
import { startCloudflare } from './cloudflare.ts';
import { hasPrivateKeychain } from './house.ts';

const moved = { content: '198.51.100.1' };

async function ownCloudflare() {
  const cloudflare = await startCloudflare();
  onTestFinished(() => cloudflare.close());
  return cloudflare;
}

describe.skipIf(!hasPrivateKeychain)('the window with an agent’s question', () => {
  it('shows what is there and what will be, and the change is made once the owner allows it', async () => {
    const { app, main, ask } = await openWithAgent();
    const record = await till(ask);
    const asked = ask('PATCH', record.path, moved);
    const page = await questionOf(app);
    const table = await page.getByRole('table').innerText();
    expect(table).toContain(record.content);
    expect(table).toContain(moved.content);
    await app.until(({ windows, notifications }) => {
      const question = windows.find(({ file }) => file === 'approvals.html');
      return question?.isOnTop === true && question.isShown && notifications.length > 0;
    });
    const { notifications } = await app.desktop();
    expect(JSON.stringify(notifications)).not.toContain('bakery');

    /* The main window has no way to allow it. */
    expect(await main.evaluate(() => (globalThis as Bridges).approvals)).toBeUndefined();
    expect((await till(ask)).content).toBe(record.content);

    await clickToClose(page.getByRole('button', { name: 'Allow once' }));
    expect(await asked).toMatchObject({ status: 200, body: { success: true, result: moved } });
    expect((await till(ask)).content).toBe(moved.content);
    await app.until(({ windows }) => windows.length === 1);
  });

  it('changes nothing when the owner denies it, or its window crashes', async () => {
    const { app, main, ask } = await openWithAgent();
    const record = await till(ask);
    const denied = ask('PATCH', record.path, moved);
    await clickToClose((await questionOf(app)).getByRole('button', { name: 'Don’t allow' }));
    expect(await denied).toMatchObject({ status: 403, body: { success: false } });
    await app.until(({ windows }) => windows.length === 1);

    const lost = ask('PATCH', record.path, moved);
    await questionOf(app);
    await app.crashPage();
    expect(await lost).toMatchObject({ status: 403, body: { success: false } });
    expect((await till(ask)).content).toBe(record.content);
    const snapshot = await main.evaluate(() =>
      (globalThis as Bridges).permissionSlip?.call['snapshot:get'](undefined),
    );
    expect(JSON.stringify(snapshot)).toContain('approvals-lost');
  });

  it('sends nothing to Cloudflare that the owner denied, or did not answer in time', async () => {
    const cloudflare = await ownCloudflare();
    const { app, ask, moveClock } = await openWithAgent(cloudflare);
    const record = await till(ask);
    const before = cloudflare.practice.fingerprint();
    const denied = ask('PATCH', record.path, moved);
    await clickToClose((await questionOf(app)).getByRole('button', { name: 'Don’t allow' }));
    expect((await denied).body.errors[0]?.message).toContain('The owner said no');
    await app.until(({ windows }) => windows.length === 1);

    const expired = ask('PATCH', record.path, moved);
    const page = await questionOf(app);
    await moveClock(60_000);
    expect((await expired).body.errors[0]?.message).toContain('has not answered yet');
    await page.getByText('has stopped waiting').waitFor();
    await moveClock(11 * 60_000);
    await app.until(({ windows }) => windows.length === 1);
    expect(cloudflare.practice.fingerprint()).toBe(before);
    expect(cloudflare.practice.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });
});

describe.skipIf(!hasPrivateKeychain)('undoing what an agent changed', () => {
  it('brings the old record back, and leaves alone what somebody else changed meanwhile', async () => {
    const cloudflare = await ownCloudflare();
    const { app, main, ask, token } = await openWithAgent(cloudflare);
    const record = await till(ask);
    const owner = new Owner(main);
    const contentNow = async () => {
      const { result } = await cloudflare.ask(await token(), 'GET', record.path);
      return (result as { readonly content: string }).content;
    };
    const change = async () => {
      const asked = ask('PATCH', record.path, moved);
      await clickToClose((await questionOf(app)).getByRole('button', { name: 'Allow once' }));
      expect((await asked).status).toBe(200);
      await app.until(({ windows }) => windows.length === 1);
    };

    await owner.press(/^Open slip /);
    await change();
    const changed = main.getByRole('region', { name: 'What Claude changed' });
    const latest = changed.getByRole('listitem').first();
    await latest.locator('summary').click();
    await latest.getByRole('cell', { name: moved.content }).waitFor();
    await owner.press('Undo this change');
    await latest.getByText(/^Undo: /).waitFor();
    expect(await contentNow()).toBe(record.content);

    await change();
    await cloudflare.ask(await token(), 'PATCH', record.path, { content: '198.51.100.77' });
    await expect.poll(() => changed.getByRole('listitem').count()).toBe(3);
    await latest.locator('summary').click();
    await latest.getByRole('button', { name: 'Undo this change' }).click();
    await main.getByText('Something else is there now').waitFor();
    expect(await contentNow()).toBe('198.51.100.77');
  });
});

describe.skipIf(!hasPrivateKeychain)('watching a practice agent', () => {
  it('shows it look, be refused and ask, and its change can be undone', async () => {
    const { app, main } = await openWithAgent();
    const owner = new Owner(main);
    await owner.press(/^Open slip /);
    await owner.press('Let it start');
    const watched = main.getByRole('region', { name: 'Watch a practice agent' });
    await watched.getByText('It waits for your answer').waitFor();
    const page = await questionOf(app);
    await clickToClose(page.getByRole('button', { name: 'Allow once' }));
    await watched.getByText('The practice agent is done.').waitFor();
    expect(await watched.locator('li').evaluateAll((all) => all.map((one) => one.dataset.outcome))).toEqual([
      'passed',
      'refused',
      'passed',
      'changed',
    ]);
    const changed = main.getByRole('region', { name: 'What Claude changed' });
    await changed.locator('summary').first().click();
    await owner.press('Undo this change');
    await main.getByText('You undid the change.').waitFor();
  });
});
