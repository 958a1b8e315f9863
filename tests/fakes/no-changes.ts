import type { AgentChanges } from '../../electron/core/ports.ts';
import { failed } from '../../shared/result.ts';

/** Agents that have changed nothing and ask nothing. */
export const noChanges: AgentChanges = {
  list: async () => [],
  undo: async () => failed({ code: 'undo-impossible' }),
  askAgain: async () => undefined,
  activity: async () => ({ isUntouched: true, lines: [] }),
  showQuestions: () => undefined,
};
