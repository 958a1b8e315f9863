import { z } from 'zod';

/** The agents the app knows by name; "other" is told apart by the name the owner gives it. */
export const agentIds = ['codex', 'claude', 'openclaw', 'other'] as const;
export const agentId = z.enum(agentIds);
export type AgentId = z.infer<typeof agentId>;

/** Who a slip is for. */
export const recipient = z.object({
  agent: agentId,
  /** What the owner calls it; shown for "other", empty for the known ones. */
  name: z.string().max(60),
});
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
