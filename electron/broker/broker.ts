import type { Policy } from '../../shared/policy/policy.ts';
import type { LocalRouteProblem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Slip, World } from '../../shared/slip.ts';
import type { LentTokens } from '../core/lent-tokens.ts';
import type { LocalRoutes } from '../core/local-routes.ts';
import type { Clock } from '../core/ports.ts';
import type { Traffic } from '../core/traffic.ts';
import type { ActivitySink } from './activity.ts';
import { BrokerServer } from './broker-server.ts';
import { Callers, type PeerCheck } from './callers.ts';
import { Crowds, mostAtOnce, mostUploads } from './crowds.ts';
import { HeldBytes, mostHeld } from './held-bytes.ts';
import type { McpParts } from './mcp/serve-mcp.ts';
import { OwnZones } from './own-zones.ts';
import { Paces } from './paces.ts';
import type { Changes, Plans, Session, Upstream } from './ports.ts';
import { serve } from './serve.ts';
import { Sessions } from './sessions.ts';
import { UploadJwts } from './upload-jwts.ts';

/** Everything outside of the broker that it needs. */
export type BrokerParts = {
  readonly routes: Pick<LocalRoutes, 'holderOf' | 'holds'>;
  readonly tokens: LentTokens;
  readonly traffic: Traffic;
  readonly upstreams: Readonly<Record<World, Upstream>>;
  readonly policyOf: (slip: Slip) => Policy | null;
  readonly changes: Changes;
  /** Null where nobody takes plans. */
  readonly plans: Plans | null;
  /** Null where nobody is served who speaks MCP. */
  readonly mcp: McpParts | null;
  readonly activity: ActivitySink;
  readonly peerOf: PeerCheck;
  readonly clock: Clock;
  /** As `mostHeld`; other than that in tests alone. */
  readonly mostHeld?: number;
  /** As `mostAsked`; likewise. */
  readonly mostAsked?: number;
};

/* Below the ports that systems give to outgoing connections, so that it is free at the next start, too. */
const lowestPort = 20_000;
const portsToChoose = 12_000;
const triesForPort = 5;

/** How long requests under way may take to end when the app quits, in milliseconds. */
const farewellMs = 3000;

/** The local route: a server on this computer that speaks Cloudflare's API and lets through what slips allow. */
export class Broker {
  readonly #parts: BrokerParts;
  readonly #sessions: Sessions;
  readonly #server: BrokerServer;
  #port: number | null = null;

  constructor(parts: BrokerParts) {
    this.#parts = parts;
    this.#sessions = new Sessions({ ...parts, paces: new Paces(parts.clock, parts.mostAsked) });
    const uploads = new UploadJwts();
    const callers = new Callers({ ...parts, sessions: this.#sessions, uploads });
    const crowds = { all: new Crowds(mostAtOnce), uploads: new Crowds(mostUploads) };
    const service = { ...parts, callers, uploads, crowds, zones: new OwnZones(parts.clock) };
    const held = new HeldBytes(parts.mostHeld ?? mostHeld);
    this.#server = new BrokerServer((exchange) => serve(service, exchange), held);
  }

  /** Listens, on the usual port if it is free. */
  async open(usual: number | null): Promise<Result<number, LocalRouteProblem>> {
    if (this.#port !== null) return ok(this.#port);
    const others = Array.from({ length: triesForPort }, randomPort);
    for (const port of usual === null ? others : [usual, ...others]) {
      const listening = await this.#server.listen(port).catch(() => null);
      if (listening === null) continue;
      this.#port = listening;
      return ok(listening);
    }
    return failed({ code: 'local-route-closed' });
  }

  /** Cuts what is under way for passes that hold no longer; to be called whenever slips have changed. */
  sweep(): void {
    this.#sessions.sweep();
  }

  /** A session of the owner's own, to undo what an agent changed. */
  ownersSession(slip: Slip): Session | null {
    return this.#sessions.ofOwner(slip);
  }

  /** Lets what is under way end for a moment, then ends everything. */
  async close(): Promise<void> {
    if (this.#port === null) return;
    const drained = this.#server.drain();
    const waited = new AbortController();
    await Promise.race([drained, this.#parts.clock.wait(farewellMs, waited.signal)]);
    waited.abort();
    this.#sessions.cutAll();
    this.#server.cut();
  }
}

function randomPort(): number {
  return lowestPort + Math.floor(Math.random() * portsToChoose);
}
