import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import type { LaunchedApp } from '../../build/launch/launched-app.ts';
import { places } from '../../electron/practice/seed/places.ts';
import type { ApprovalBridge } from '../../shared/ipc/approvals-contract.ts';
import type { Bridge } from '../../shared/ipc/contract.ts';
import { routeFileName, routeFolder } from '../../shared/route-file.ts';
import { requestFor } from '../fakes/requests.ts';
import { hasPrivateKeychain, openApp } from './house.ts';

type Bridges = { readonly permissionSlip?: Bridge; readonly approvals?: ApprovalBridge };

const zone = places.zones.bakery.id;

/** The app in practice, with a slip for DNS records whose agent goes through it. */
async function openWithAgent() {
  const home = await mkdtemp(join(tmpdir(), 'slip-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const keychain = await startKeychainSession('unlocked');
  onTestFinished(() => keychain.stop());
  const app = await openApp({ env: { ...keychain.env, HOME: home } });
  const main = await app.page('index.html');
  const slip = await main.evaluate(
    async (request) => {
      const call = (globalThis as Bridges).permissionSlip?.call;
      await call?.['world:choose']({ world: 'practice' });
      const issued = await call?.['slip:issue']({ request });
      if (!issued?.ok) throw new Error(JSON.stringify(issued));
      const { id } = issued.value;
      const routed = await call?.['slip:set-route']({ id, route: { kind: 'local' } });
      if (!routed?.ok) throw new Error(JSON.stringify(routed));
      const prompt = await call?.['slip:prompt']({ id });
      if (!prompt?.ok) throw new Error(JSON.stringify(prompt));
      return id;
    },
    requestFor('change-dns', 'change'),
  );
  const text = await readFile(join(home, ...routeFolder, routeFileName(slip)), 'utf8');
  const route = Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${route.CLOUDFLARE_BASE_URL}${path}`, {
      method,
      headers: { authorization: `Bearer ${route.CLOUDFLARE_API_TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  };
  return { app, main, ask, slip };
}

type Answer = {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly message: string }[];
};
type Agent = Awaited<ReturnType<typeof openWithAgent>>['ask'];

async function till(ask: Agent) {
  const { body } = await ask('GET', `/zones/${zone}/dns_records?name=till.bakery.example&type=A`);
  const [record] = body.result as readonly { readonly id: string; readonly content: string }[];
  if (record === undefined) throw new Error('no record');
  return record;
}

const moved = { content: '198.51.100.1' };

async function questionOf(app: LaunchedApp): Promise<Page> {
  const page = await app.page('approvals.html');
  await page.getByRole('article').waitFor();
  return page;
}

describe.skipIf(!hasPrivateKeychain)('the window with an agent’s question', () => {
  it('shows what is there and what will be, and the change is made once the owner allows it', async () => {
    const { app, main, ask } = await openWithAgent();
    const record = await till(ask);
    const asked = ask('PATCH', `/zones/${zone}/dns_records/${record.id}`, moved);
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

    await page.getByRole('button', { name: 'Allow once' }).click();
    expect(await asked).toMatchObject({ status: 200, body: { success: true, result: moved } });
    expect((await till(ask)).content).toBe(moved.content);
    await app.until(({ windows }) => windows.length === 1);
  });

  it('changes nothing when the owner denies it, or its window crashes', async () => {
    const { app, main, ask } = await openWithAgent();
    const record = await till(ask);
    const path = `/zones/${zone}/dns_records/${record.id}`;
    const denied = ask('PATCH', path, moved);
    await (await questionOf(app)).getByRole('button', { name: 'Don’t allow' }).click();
    expect(await denied).toMatchObject({ status: 403, body: { success: false } });
    await app.until(({ windows }) => windows.length === 1);

    const lost = ask('PATCH', path, moved);
    await questionOf(app);
    await app.crashPage();
    expect(await lost).toMatchObject({ status: 403, body: { success: false } });
    expect((await till(ask)).content).toBe(record.content);
    const snapshot = await main.evaluate(() =>
      (globalThis as Bridges).permissionSlip?.call['snapshot:get'](undefined),
    );
    expect(JSON.stringify(snapshot)).toContain('approvals-lost');
  });
});
