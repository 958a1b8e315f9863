import { z } from 'zod';
import { accesses, jobIds } from '../catalogue/jobs.ts';
import { isPermissionKey, type PermissionKey } from '../catalogue/permission-groups.ts';

export const jobId = z.enum(jobIds);

/** Whether an agent may only look, or also change things. */
export const access = z.enum(accesses);

export const permissionKey = z.custom<PermissionKey>(
  (key) => typeof key === 'string' && isPermissionKey(key),
);

/** What makes a job of the owner's own: its name, and the permissions that they picked. */
export const ownJobParts = z.object({
  title: z.string().max(60),
  permissions: z.array(permissionKey).max(150).readonly(),
});

/** A job that the owner built from the list of permissions. It may be unfinished while they build it. */
export const ownJob = ownJobParts.extend({
  id: z.literal('custom'),
  /** The words that the owner typed to allow a dangerous permission; empty where none is asked for. */
  confirmation: z.string().max(200),
});

/** A job of the catalogue, by its id, or one of the owner's own. */
export const jobChoice = z.union([jobId, ownJob]);

/** A job of the owner's own that is kept for the next slip. What was confirmed once is not kept. */
export const savedJob = ownJobParts.extend({ id: z.string().regex(/^own-[a-z2-7]{12}$/) });
