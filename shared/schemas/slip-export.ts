import { z } from 'zod';
import { slip } from './slip.ts';

/** What the file of an export says of itself first, so that any other file is told apart. */
export const exportFormat = 'permission-slip-export';

/** The version of the file's form. A higher one was written by a newer app. */
export const exportVersion = 1;

/** The head of the file, enough to tell what it is. */
export const exportHead = z.looseObject({
  format: z.literal(exportFormat),
  version: z.number().int().min(1),
});

/** All slips in one file: what is known of them, and no secret, for which a slip has no place. */
export const slipExport = z.object({
  format: z.literal(exportFormat),
  version: z.literal(exportVersion),
  exportedAt: z.iso.datetime(),
  slips: z.array(slip).max(20_000).readonly(),
});
