import { setTimeout as delay } from 'node:timers/promises';
import { createCloudflareApi } from '../../electron/adapters/cloudflare/cloudflare-api.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import type { Keychain } from '../../electron/core/ports.ts';
import { Secret } from '../../electron/core/secret.ts';
import { createPracticeCloudflare } from '../../electron/practice/practice-cloudflare.ts';
import { ok } from '../../shared/result.ts';
import { openBenchDesk } from './bench-desk.ts';
import { ownFolder } from './own-folder.ts';

/*
 * Makes slips against a practice Cloudflare that is as far away as the real one, and prints, as one line of JSON: how
 * many requests each proof made, and how long it took against its slowest request.
 */

const slips = 9;
/** About what a request to Cloudflare's API takes from a home in Europe, in milliseconds. */
const distance = 120;

type Seen = { readonly start: number; readonly end: number };

const practice = createPracticeCloudflare({ now: systemClock.now });
const seen: Seen[] = [];
const far: typeof fetch = async (input, init) => {
  const start = performance.now();
  await delay(distance);
  const answer = await practice.fetchLike(input, init);
  seen.push({ start, end: performance.now() });
  return answer;
};

const items = new Map<string, Secret>();
const keychain: Keychain = {
  get: async (item) => ok(items.get(item) ?? null),
  set: async (item, value) => {
    items.set(item, value);
    return ok(null);
  },
  remove: async (item) => ok(items.delete(item) ? 'deleted' : 'already-gone'),
};
const account = practice.seed.accounts.bakery;
const { desk, makeSlip } = await openBenchDesk(
  {
    cloudflare: createCloudflareApi({ baseUrl: practice.baseUrl, fetch: far, clock: systemClock }),
    builtInKey: () => ({
      world: 'practice',
      secret: new Secret(practice.readyToken('accountSetupKey').value),
      owner: { kind: 'account', accountId: account.id },
      kind: 'account',
      account,
      kept: 'until-quit',
    }),
  },
  keychain,
  ownFolder(),
);

const requests: number[] = [];
const ratios: number[] = [];
let began = 0;
desk.store.subscribe(({ progress }) => {
  if (progress.doing !== 'issuing') return;
  if (progress.step === 'proving') {
    began = performance.now();
    seen.length = 0;
  }
  if (progress.step === 'storing') {
    const slowest = Math.max(...seen.map(({ start, end }) => end - start));
    requests.push(seen.length);
    ratios.push((performance.now() - began) / slowest);
  }
});
for (let made = 0; made < slips; made += 1) await makeSlip();
process.stdout.write(`${JSON.stringify({ requests, ratios })}\n`);
process.exit(0);
