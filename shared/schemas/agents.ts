import { z } from 'zod';
import { agentIds } from '../agents.ts';

/** Who a slip is for. */
export const recipient = z.object({
  agent: z.enum(agentIds),
  /** What the owner calls it; shown for "other", empty for the known ones. */
  name: z.string().max(60),
});
