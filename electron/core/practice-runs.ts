import type { PracticeRun } from '../../shared/practice-run.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { AgentDesk } from './agent-desk.ts';
import type { Notebook } from './notebook.ts';
import type { PracticeAgent } from './ports.ts';
import { findLiveSlip } from './slips.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly agents: Pick<AgentDesk, 'routes'>;
  readonly practiceAgent: PracticeAgent;
  readonly show: (run: PracticeRun) => void;
};

/** Lets the owner watch a practice agent: one at a time, on slips of the practice account alone. */
export class PracticeRuns {
  readonly #parts: Parts;
  #current: AbortController | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Starts it on a slip that goes through this app, and stops it where it is at work on another. */
  async start(id: string): Promise<Result<null, Problem>> {
    const { notebook, agents } = this.#parts;
    const found = findLiveSlip(notebook, id);
    if (!found.ok) return found;
    const slip = found.value;
    if (slip.world !== 'practice' || slip.route.kind !== 'local') {
      return failed({ code: 'local-route-unfit' });
    }
    const ready = await agents.routes.ready(id);
    if (!ready.ok) return ready;
    this.stop();
    const stop = new AbortController();
    this.#current = stop;
    void this.#run(slip, stop);
    return ok(null);
  }

  /** Stops it where it is; a question that it asked goes with it. */
  stop(): void {
    this.#current?.abort();
    this.#current = null;
  }

  async #run(slip: Parameters<PracticeAgent['run']>[0], stop: AbortController): Promise<void> {
    const { practiceAgent, show } = this.#parts;
    let last: PracticeRun = { slip: slip.id, isOver: false, steps: [] };
    const tell = (run: PracticeRun) => {
      last = run;
      /* Another one may be at work by now, and is what is shown. */
      if (this.#current === stop || this.#current === null) show(run);
    };
    try {
      await practiceAgent.run(slip, (steps) => tell({ ...last, steps }), stop.signal);
    } finally {
      tell({ ...last, isOver: true });
      if (this.#current === stop) this.#current = null;
    }
  }
}
