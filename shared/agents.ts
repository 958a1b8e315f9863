import type { z } from 'zod';
import type { recipient } from './schemas/agents.ts';

/** The agents the app knows by name; "other" is told apart by the name the owner gives it. */
export const agentIds = ['codex', 'claude', 'openclaw', 'other'] as const;
export type AgentId = (typeof agentIds)[number];

/** Who a slip is for. */
export type Recipient = z.infer<typeof recipient>;

const names: Record<Exclude<AgentId, 'other'>, string> = {
  codex: 'Codex',
  claude: 'Claude',
  openclaw: 'OpenClaw',
};

/** The name of an agent as the owner knows it. */
export function agentName(who: Recipient): string {
  if (who.agent !== 'other') return names[who.agent];
  return who.name.trim() === '' ? 'Another agent' : who.name.trim();
}
