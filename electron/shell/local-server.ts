import type { AgentAtWork } from '../../shared/agents-at-work.ts';
import { failed, type Result } from '../../shared/result.ts';
import type { World } from '../../shared/slip.ts';
import type { OwnersGate } from '../broker/gate.ts';
import type { LiveWeb } from '../broker/mcp/live-web.ts';
import type { Upstream } from '../broker/ports.ts';
import type { LentTokens } from '../core/lent-tokens.ts';
import type { LocalRoutes } from '../core/local-routes.ts';
import type { Clock, LocalServer, Log, RandomId } from '../core/ports.ts';
import type { Traffic } from '../core/traffic.ts';

/** What the local route is made of, as far as the shell has to say. */
export type LocalServerParts = {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly log: Log;
  /** Brings the window with agents' questions to the front. */
  readonly showQuestions: () => void;
  readonly upstreams: () => Promise<Readonly<Record<World, Upstream>>>;
  readonly webs: () => Promise<Readonly<Record<World, LiveWeb>>>;
  /** Asked for once it is needed: the desk is made after this. */
  readonly core: () => {
    readonly routes: LocalRoutes;
    readonly tokens: LentTokens;
    readonly traffic: Traffic;
    readonly show: (atWork: readonly AgentAtWork[]) => void;
    readonly activityDamaged: () => void;
    readonly jobDone: (slip: string) => Promise<boolean>;
    readonly asks: (gate: OwnersGate) => void;
  };
};

/** The server of the local routes. What it is made of is loaded when the first slip needs it. */
export function createLocalServer(parts: LocalServerParts): LocalServer {
  let made: Promise<Made> | null = null;
  const make = () => {
    made ??= makeBroker(parts).catch((error: unknown) => {
      /* The next slip that needs it tries once more. */
      made = null;
      throw error;
    });
    return made;
  };
  const changes = async () => {
    const [{ agentChanges }, running] = await Promise.all([import('./agent-changes.ts'), make()]);
    return agentChanges(running, parts);
  };
  return {
    open: async (port): Promise<Result<number, { readonly code: 'local-route-closed' }>> => {
      try {
        const { broker } = await make();
        const opened = await broker.open(port);
        return opened.ok ? opened : failed({ code: 'local-route-closed' });
      } catch {
        parts.log.error('no local route');
        return failed({ code: 'local-route-closed' });
      }
    },
    serves,
    agentChanges: {
      list: async (slip) => (await changes()).list(slip),
      undo: async (slip, id) => (await changes()).undo(slip, id),
      askAgain: async (slip) => (await changes()).askAgain(slip),
      activity: async () => (await changes()).activity(),
      showQuestions: parts.showQuestions,
    },
    slipsChanged: () =>
      void made?.then(
        ({ broker }) => broker.sweep(),
        () => undefined,
      ),
    close: async () => {
      const running = await made?.catch(() => null);
      await running?.broker.close();
      await running?.keeper.close();
    },
  };
}

async function serves(slip: Parameters<LocalServer['serves']>[0]): Promise<boolean> {
  const { policyOf } = await import('../../shared/policy/policy-of.ts');
  return policyOf(slip) !== null;
}

type Made = Awaited<ReturnType<typeof makeBroker>>;

async function makeBroker({ folder, clock, random, core, ...outside }: LocalServerParts) {
  const [{ assembleBroker }, upstreams, webs] = await Promise.all([
    import('./assemble-broker.ts'),
    outside.upstreams(),
    outside.webs(),
  ]);
  return assembleBroker({ folder, clock, random, upstreams, webs, ...core() });
}
