import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import type { LaunchedApp } from '../../build/launch/launched-app.ts';
import { places } from '../../electron/practice/seed/places.ts';
import type { ApprovalBridge } from '../../shared/ipc/approvals-contract.ts';
import type { Bridge } from '../../shared/ipc/contract.ts';
import { routeFileName, routeFolder } from '../../shared/route-file.ts';
import { requestFor } from '../fakes/requests.ts';
import type { TestCloudflare } from './cloudflare.ts';
import { lookUp, moveClock, openApp } from './house.ts';

/** What the app's pages can call. */
export type Bridges = { readonly permissionSlip?: Bridge; readonly approvals?: ApprovalBridge };

type Answer = {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly message: string }[];
};

/** What an agent sends, with the pass from its route's file. */
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly body: Answer }>;

const zone = places.zones.bakery.id;

/**
 * The app with a slip for DNS records of bakery.example, whose agent goes through it: in practice, or at a Cloudflare of
 * the test's own.
 */
export async function openWithAgent(cloudflare: TestCloudflare | null = null) {
  const home = await mkdtemp(join(tmpdir(), 'slip-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const keychain = await startKeychainSession('unlocked');
  onTestFinished(() => keychain.stop());
  const clockFile = join(home, 'clock');
  const env = { ...keychain.env, ...cloudflare?.env, HOME: home, PERMISSION_SLIP_CLOCK: clockFile };
  const app = await openApp({ env });
  const main = await app.page('index.html');
  const slip = await makeSlip(main, cloudflare);
  const route = await readRoute(home, slip);
  const ask: Ask = async (method, path, body) => {
    const response = await fetch(`${route.CLOUDFLARE_BASE_URL}${path}`, {
      method,
      headers: { authorization: `Bearer ${route.CLOUDFLARE_API_TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  };
  return {
    app,
    main,
    ask,
    slip,
    /** The slip's token, as the keychain has it. */
    token: async () => (await lookUp(keychain, slip)) ?? '',
    /** Finds the session's bus. */
    env: keychain.env,
    moveClock: (milliseconds: number) => moveClock(clockFile, milliseconds),
  };
}

async function makeSlip(main: Page, cloudflare: TestCloudflare | null): Promise<string> {
  const key = cloudflare?.practice.readyToken('accountSetupKey').value ?? null;
  return main.evaluate(
    async ({ request, key }) => {
      const call = (globalThis as Bridges).permissionSlip?.call;
      if (call === undefined) throw new Error('The page has no bridge.');
      const done = <T>(answer: { ok: true; value: T } | { ok: false; problem: unknown }): T => {
        if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
        return answer.value;
      };
      done(await call['world:choose']({ world: key === null ? 'practice' : 'cloudflare' }));
      if (key !== null) {
        done(await call['key:offer']({ pasted: key }));
        done(await call['key:connect']({ account: request.place.account.id, keep: false }));
      }
      const { id } = done(await call['slip:issue']({ request }));
      done(await call['slip:set-route']({ id, route: { kind: 'local' } }));
      done(await call['slip:prompt']({ id }));
      return id;
    },
    { request: requestFor('change-dns', 'change'), key },
  );
}

async function readRoute(home: string, slip: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(home, ...routeFolder, routeFileName(slip)), 'utf8');
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** The record of the shop's till, as the agent reads it. */
export async function till(ask: Ask) {
  const { body } = await ask('GET', `/zones/${zone}/dns_records?name=till.bakery.example&type=A`);
  const [record] = body.result as readonly { readonly id: string; readonly content: string }[];
  if (record === undefined) throw new Error('no record');
  return { ...record, path: `/zones/${zone}/dns_records/${record.id}` };
}

/** The window with an agent's question. */
export async function questionOf(app: LaunchedApp): Promise<Page> {
  const page = await app.page('approvals.html');
  await page.getByRole('article').waitFor();
  return page;
}
