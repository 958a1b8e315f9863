import type { AgentChanges, LocalServer, RouteFiles } from '../../electron/core/ports.ts';
import type { LocalRouteProblem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { noChanges } from './no-changes.ts';

/** The files of local routes, in memory. */
export class MemoryRouteFiles implements RouteFiles {
  readonly files = new Map<string, string>();
  isFull = false;
  /** Slips whose file another program holds. */
  readonly held = new Set<string>();

  readonly read = async (id: string): Promise<string | null> => this.files.get(id) ?? null;

  readonly write = async (id: string, text: string): Promise<Result<null, LocalRouteProblem>> => {
    if (this.isFull || this.held.has(id)) return failed({ code: 'route-file-failed' });
    this.files.set(id, text);
    return ok(null);
  };

  readonly remove = async (id: string): Promise<Result<null, LocalRouteProblem>> => {
    if (this.held.has(id)) return failed({ code: 'route-file-failed' });
    this.files.delete(id);
    return ok(null);
  };
}

/** A server that listens nowhere: it only says which port it would have. */
export class ImaginedServer implements LocalServer {
  /** Whether no port can be had at all. */
  isShut = false;
  /** Ports that other programs have. */
  readonly taken = new Set<number>();
  asked = 0;
  /** Whether there are rules for slips. */
  hasRules = false;
  changes = 0;

  readonly serves = async (): Promise<boolean> => this.hasRules;

  agentChanges: AgentChanges = noChanges;

  readonly slipsChanged = (): void => {
    this.changes += 1;
  };

  readonly close = async (): Promise<void> => undefined;

  readonly open = async (port: number | null): Promise<Result<number, LocalRouteProblem>> => {
    this.asked += 1;
    if (this.isShut) return failed({ code: 'local-route-closed' });
    if (port !== null && !this.taken.has(port)) return ok(port);
    let free = 20_000;
    while (this.taken.has(free)) free += 1;
    return ok(free);
  };
}
