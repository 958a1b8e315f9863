import { z } from 'zod';

/** The most changes that one plan may hold: what an owner can still read. */
export const mostPlanLines = 20;

/** A plan as an agent hands it in. */
export const plan = z.strictObject({
  reason: z.string().trim().min(1).max(600),
  requests: z
    .array(
      z.strictObject({
        method: z.string().max(10),
        /** Below the API's base, or with it. */
        path: z.string().max(4096),
        body: z.unknown().optional(),
        reason: z.string().trim().max(300).optional(),
      }),
    )
    .min(1)
    .max(mostPlanLines),
});
