import { z } from 'zod';
import { accesses, jobIds } from '../catalogue/jobs.ts';

export const jobId = z.enum(jobIds);

/** Whether an agent may only look, or also change things. */
export const access = z.enum(accesses);
