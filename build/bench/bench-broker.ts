import { createActivityFile } from '../../electron/adapters/activity-file.ts';
import { peerOwner } from '../../electron/adapters/peer-owner.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { ActivityKeeper } from '../../electron/broker/activity-keeper.ts';
import { Broker } from '../../electron/broker/broker.ts';
import type { Changes, Upstream } from '../../electron/broker/ports.ts';
import { LentTokens } from '../../electron/core/lent-tokens.ts';
import { newPass, passHash } from '../../electron/core/pass.ts';
import type { Keychain } from '../../electron/core/ports.ts';
import { Secret } from '../../electron/core/secret.ts';
import { Traffic } from '../../electron/core/traffic.ts';
import { places } from '../../electron/practice/seed/places.ts';
import type { JobId } from '../../shared/catalogue/jobs.ts';
import { policyOf } from '../../shared/policy/policy-of.ts';
import { ok } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { anySlip } from './reminder-year.ts';

/** The whole broker with its policy and log on, for one slip that needs no desk, and the pass for it. */
export type BenchBroker = {
  readonly port: number;
  readonly pass: string;
  readonly slip: Slip;
  readonly traffic: Traffic;
  /** The slip's token, which can be changed as a swap does. */
  readonly keychain: Keychain;
  /** Ends once its log is written. */
  readonly close: () => Promise<void>;
};

/** Opens a broker whose owner says yes to everything, so that only the rules hold anything back. Its log is in the folder. */
export async function openBenchBroker(job: JobId, upstream: Upstream, folder: string): Promise<BenchBroker> {
  const slip = benchSlip(job);
  const pass = newPass().reveal();
  const holder = { slip, hash: passHash(pass) };
  let token = new Secret('first');
  const keychain: Keychain = {
    get: async () => ok(token),
    set: async (_item, value) => {
      token = value;
      return ok(null);
    },
    remove: async () => ok('already-gone'),
  };
  const tokens = new LentTokens(keychain, systemClock);
  const traffic = new Traffic(systemClock);
  const log = createActivityFile(folder);
  const keeper = new ActivityKeeper({ log, clock: systemClock, show: () => undefined });
  await keeper.open();
  const broker = new Broker({
    routes: { holderOf: (shown) => (passHash(shown) === holder.hash ? holder : null), holds: () => true },
    tokens,
    traffic,
    upstreams: { practice: upstream, cloudflare: upstream },
    policyOf,
    changes: yesToAll,
    plans: null,
    mcp: null,
    activity: keeper,
    peerOf: peerOwner,
    clock: systemClock,
    mostAsked: Number.POSITIVE_INFINITY,
  });
  const opened = await broker.open(null);
  if (!opened.ok) throw new Error(opened.problem.code);
  const close = async () => {
    await broker.close();
    await keeper.close();
  };
  return { port: opened.value, pass, slip, traffic, keychain: tokens.keychain, close };
}

const yesToAll: Changes = {
  carryOut: async (session, _rule, _asked, { request, gone }) => {
    const token = await session.token();
    if (!token.ok) throw new Error('no token');
    const answer = await session.upstream.send(request, token.value, gone);
    return { kind: 'answered', answer, note: 'Changed.' };
  },
};

function benchSlip(job: JobId): Slip {
  const slip = anySlip(0, 365, () => 0.5);
  const onProject = job === 'pages-project' || job === 'pages-domain';
  return {
    ...slip,
    job,
    access: job === 'audit' || job === 'analytics' || job === 'bots' ? 'read' : 'change',
    route: { kind: 'local' },
    place: {
      account: places.accounts.bakery,
      reach: job === 'pages-project' ? { kind: 'no-zone' } : { kind: 'one-zone', zone: places.zones.bakery },
      pagesProject: onProject ? places.projects.bakerySite : null,
      hostname: null,
      path: null,
    },
  };
}
