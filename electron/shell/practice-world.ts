import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCloudflareApi } from '../adapters/cloudflare/cloudflare-api.ts';
import { writeWhole } from '../adapters/write-whole.ts';
import type { LiveWeb } from '../broker/mcp/live-web.ts';
import type { Upstream } from '../broker/ports.ts';
import type { SetupKey, WorldAccess } from '../core/key-ring.ts';
import type { Clock } from '../core/ports.ts';
import { Secret } from '../core/secret.ts';
import { Turns } from '../core/turns.ts';
import { createPracticeCloudflare, type PracticeCloudflare } from '../practice/practice-cloudflare.ts';
import { type PracticeState, practiceState } from '../practice/state.ts';

/** The practice account's file in the app's data folder. It holds fingerprints of tokens, never a token. */
export const practiceFileName = 'practice-account.json';

/** The practice account, for the core, and for the page that plays its dashboard. */
export type PracticeWorld = {
  readonly access: WorldAccess;
  /** The account as agents reach it through this app. */
  readonly upstream: () => Promise<Upstream>;
  /** Its made-up websites. */
  readonly web: () => Promise<LiveWeb>;
  readonly practice: PracticeCloudflare;
  /** Writes the account to its file; a disk that refuses is no reason to stop practising. */
  readonly save: () => Promise<unknown>;
};

/** The practice account inside the app. It is kept across restarts, and a damaged file only means a new one. */
export async function createPracticeWorld(folder: string, clock: Clock): Promise<PracticeWorld> {
  const path = join(folder, practiceFileName);
  const state = await readState(path);
  const practice = createPracticeCloudflare({ now: clock.now, ...(state === null ? {} : { state }) });
  const { value } = practice.readyToken('accountSetupKey');
  const account = practice.seed.accounts.bakery;
  const key: SetupKey = {
    world: 'practice',
    secret: new Secret(value),
    owner: { kind: 'account', accountId: account.id },
    kind: 'account',
    account,
    kept: 'until-quit',
  };

  const turns = new Turns();
  const save = () =>
    turns.take(path, () => writeWhole(path, JSON.stringify(practice.export()))).catch(() => undefined);
  await save();

  /* Written before the answer goes out, as Cloudflare would: what was answered is still true after a crash. */
  const keptFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await practice.fetch(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') await save();
    return response;
  };
  return {
    access: {
      cloudflare: createCloudflareApi({ baseUrl: practice.baseUrl, fetch: keptFetch, clock }),
      builtInKey: () => key,
    },
    upstream: async () => {
      const { practiceUpstream } = await import('./practice-upstream.ts');
      return practiceUpstream(practice.baseUrl, keptFetch);
    },
    web: async () => {
      const { practiceWeb } = await import('./practice-web.ts');
      return practiceWeb(practice, clock.now);
    },
    practice,
    save,
  };
}

async function readState(path: string): Promise<PracticeState | null> {
  try {
    return practiceState.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
