import type { AgentAtWork } from '../../shared/agents-at-work.ts';
import { policyOf } from '../../shared/policy/policy-of.ts';
import type { World } from '../../shared/slip.ts';
import { createActivityFile } from '../adapters/activity-file.ts';
import { createChangeRecords } from '../adapters/change-records-file.ts';
import { peerOwner } from '../adapters/peer-owner.ts';
import { ActivityKeeper } from '../broker/activity-keeper.ts';
import { Broker } from '../broker/broker.ts';
import { OwnersChanges } from '../broker/changes.ts';
import { OwnersGate } from '../broker/gate.ts';
import { LiveChecks } from '../broker/mcp/live-checks.ts';
import type { LiveWeb } from '../broker/mcp/live-web.ts';
import { OwnersPlans } from '../broker/plans.ts';
import type { Upstream } from '../broker/ports.ts';
import type { LentTokens } from '../core/lent-tokens.ts';
import type { LocalRoutes } from '../core/local-routes.ts';
import type { Clock, RandomId } from '../core/ports.ts';
import type { Traffic } from '../core/traffic.ts';
import { Turns } from '../core/turns.ts';

type Parts = {
  /** The app's data folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly upstreams: Readonly<Record<World, Upstream>>;
  /** The public web of each world, for looking at the slips' own pages. */
  readonly webs: Readonly<Record<World, LiveWeb>>;
  readonly routes: LocalRoutes;
  readonly tokens: LentTokens;
  readonly traffic: Traffic;
  readonly show: (atWork: readonly AgentAtWork[]) => void;
  readonly activityDamaged: () => void;
  /** Tells the owner that an agent says its job is done; false where that could not be noted. */
  readonly jobDone: (slip: string) => Promise<boolean>;
  /** Given the gate, whose questions need a window. */
  readonly asks: (gate: OwnersGate) => void;
};

/** Puts the broker together with all that it speaks to. */
export async function assembleBroker(parts: Parts) {
  const { folder, clock, random, show, activityDamaged, asks, webs, jobDone, ...core } = parts;
  const keeper = new ActivityKeeper({ log: createActivityFile(folder), clock, show });
  const gate = new OwnersGate({ clock, random });
  const records = createChangeRecords(folder, clock);
  const turns = new Turns();
  const changes = new OwnersChanges({ gate, records, clock, random, turns });
  asks(gate);
  const broker = new Broker({
    ...core,
    policyOf,
    changes,
    plans: new OwnersPlans({ gate, changes, clock }),
    mcp: { live: new LiveChecks(webs, clock), jobDone },
    activity: keeper,
    peerOf: peerOwner,
    clock,
  });
  const { isDamaged } = await keeper.open();
  if (isDamaged) activityDamaged();
  return { broker, keeper, records, gate, turns };
}
