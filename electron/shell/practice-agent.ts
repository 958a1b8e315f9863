import type { Clock, PracticeAgent, RouteFiles } from '../core/ports.ts';

/** How long each step of the practice agent is shown, in milliseconds: long enough to be read. */
const paceMs = 1200;

/** The practice agent, which is loaded when it is first watched. */
export function lazyPracticeAgent(parts: {
  readonly routeFiles: RouteFiles;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}): PracticeAgent {
  return {
    run: async (slip, tell, signal) => {
      const { createPracticeAgent } = await import('../practice/practice-agent.ts');
      await createPracticeAgent({ ...parts, paceMs }).run(slip, tell, signal);
    },
  };
}
