import type { Agents } from '../../shared/agents-at-work.ts';

/** Nobody works through this app. */
export const noAgents: Agents = {
  letIn: [],
  stopped: [],
  atWork: [],
  asks: { waiting: [], alike: [] },
  practice: null,
};
