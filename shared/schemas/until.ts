import { z } from 'zod';
import { longestDays } from '../until.ts';

/** When the owner wants a slip to end, as answered in the wizard. A date is the last day it still works. */
export const untilAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), days: z.number().int().min(1).max(longestDays) }),
  z.object({ kind: z.literal('date'), date: z.string().max(10) }),
  z.object({ kind: z.literal('never'), reason: z.string().max(500) }),
]);

/** When a slip ends: an instant in UTC, as Cloudflare takes it, or never, for a reason. */
export const until = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at'), at: z.iso.datetime() }),
  z.object({ kind: z.literal('never'), reason: z.string().min(1).max(500) }),
]);
