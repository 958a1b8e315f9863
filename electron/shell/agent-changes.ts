import { recordedChange } from '../../shared/approvals/record.ts';
import { failed } from '../../shared/result.ts';
import { undoChange } from '../broker/undo-change.ts';
import type { AgentChanges, Clock, RandomId } from '../core/ports.ts';
import type { assembleBroker } from './assemble-broker.ts';

type Made = Awaited<ReturnType<typeof assembleBroker>>;

/** What agents changed, for the app's own window: it can look at it and undo it, and allow nothing. */
export function agentChanges(
  { broker, keeper, records, gate, turns }: Made,
  parts: { clock: Clock; random: RandomId },
) {
  return {
    list: async (slip) => (await records.list(slip.id)).map(recordedChange),
    undo: async (slip, id) => {
      const session = broker.ownersSession(slip);
      if (session === null) return failed({ code: 'undo-impossible' });
      return undoChange({ ...parts, records, turns }, session, id);
    },
    askAgain: async (slip) => gate.askAgain(slip.id),
    activity: () => keeper.read(),
  } satisfies Omit<AgentChanges, 'showQuestions'>;
}
