import type { RecordedChange } from '../../shared/approvals/record.ts';
import type { PolicySlip } from '../../shared/policy/policy-of.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Route, Slip } from '../../shared/slip.ts';
import { LocalRoutes } from './local-routes.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, LocalServer, Log, RouteFiles } from './ports.ts';
import { agentSaysDone } from './slip-record.ts';
import { findLiveSlip, findSlip } from './slips.ts';
import type { Store } from './store.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly store: Store;
  readonly clock: Clock;
  readonly routeFiles: RouteFiles;
  readonly localServer: LocalServer;
  readonly log: Log;
};

/** The agents that work through this app: lets them in, stops them, and follows what becomes of their slips. */
export class AgentDesk {
  readonly #parts: Parts;
  readonly routes: LocalRoutes;
  #seen: readonly Slip[] | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.routes = new LocalRoutes(parts);
  }

  /** Lets in the agents of an earlier run, and from now on follows each change of a slip. */
  async start(): Promise<void> {
    this.#parts.store.subscribe(() => this.#follow());
    this.#seen = this.#parts.notebook.book.slips;
    await this.#settle();
  }

  /** Lets requests under way end for a moment, and nobody in any more. */
  async close(): Promise<void> {
    await this.#parts.localServer.close();
    this.routes.close();
  }

  /** The route that a new slip has, until its owner chooses another. */
  async routeFor(slip: PolicySlip): Promise<Route> {
    return (await this.#parts.localServer.serves(slip)) ? { kind: 'local' } : { kind: 'keychain' };
  }

  /** Whether a slip can have a route, and why not. */
  async check(slip: Slip, route: Route): Promise<Result<null, Problem>> {
    if (route.kind !== 'local' || (await this.#parts.localServer.serves(slip))) return ok(null);
    return failed({ code: 'local-route-unfit' });
  }

  /** Stops the agent of one slip, or all of them; what is under way is cut. */
  async stop(id: string | null): Promise<Result<null, Problem>> {
    const stopping = this.routes.stop(id);
    /* What is under way does not wait until that is written down. */
    this.#parts.localServer.slipsChanged();
    return stopping;
  }

  letOn(id: string): Promise<Result<null, Problem>> {
    return this.routes.letOn(id);
  }

  /** An agent says that its job is done; false where that could not be noted. */
  async jobDone(id: string): Promise<boolean> {
    const noted = await agentSaysDone(this.#parts, id);
    if (noted.ok) this.#parts.store.publish();
    return noted.ok;
  }

  async changes(id: string): Promise<Result<readonly RecordedChange[], Problem>> {
    const slip = findSlip(this.#parts.notebook, id);
    return slip.ok ? ok(await this.#parts.localServer.agentChanges.list(slip.value)) : slip;
  }

  async undo(id: string, change: string): Promise<Result<null, Problem>> {
    const slip = findLiveSlip(this.#parts.notebook, id);
    return slip.ok ? this.#parts.localServer.agentChanges.undo(slip.value, change) : slip;
  }

  async askAgain(id: string): Promise<Result<null, Problem>> {
    const slip = findSlip(this.#parts.notebook, id);
    if (!slip.ok) return slip;
    await this.#parts.localServer.agentChanges.askAgain(slip.value);
    return ok(null);
  }

  async showQuestions(): Promise<Result<null, Problem>> {
    this.#parts.localServer.agentChanges.showQuestions();
    return ok(null);
  }

  #follow(): void {
    const { slips } = this.#parts.notebook.book;
    this.#parts.localServer.slipsChanged();
    if (slips === this.#seen) return;
    this.#seen = slips;
    void this.#settle();
  }

  async #settle(): Promise<void> {
    const settled = await this.routes.settle();
    if (!settled.ok) this.#parts.log.error('local routes', { code: settled.problem.code });
    this.#parts.store.publish();
  }
}
