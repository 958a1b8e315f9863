import { z } from 'zod';
import { guideForm } from './guide.ts';
import { cloudflareId } from './ids.ts';
import { access, jobChoice } from './jobs.ts';
import { place, zone } from './place.ts';
import { world } from './slip.ts';

/* The world whose list it is; the one in use if not given. */
const inWorld = world.exactOptional();

/**
 * The closed set of pages that the app opens in the owner's browser. The renderer names one; the address is built here
 * and nowhere else.
 */
export const link = z.discriminatedUnion('to', [
  z.object({ to: z.literal('cloudflare-login') }),
  z.object({ to: z.literal('account-tokens'), accountId: cloudflareId.nullable(), world: inWorld }),
  z.object({ to: z.literal('user-tokens'), world: inWorld }),
  /** Cloudflare's list of each change to an account. */
  z.object({ to: z.literal('audit-log'), accountId: cloudflareId }),
  z.object({ to: z.literal('setup-key-form') }),
  z.object({ to: z.literal('token-docs') }),
  /** The form for a new token, filled in for a slip as far as a link can. */
  z.object({
    to: z.literal('token-form'),
    form: guideForm,
    job: jobChoice,
    access,
    domain: zone.shape.name.nullable(),
    project: place.shape.pagesProject,
    accountId: cloudflareId.nullable(),
    zoneId: cloudflareId.nullable(),
    hasEndDate: z.boolean(),
    /** Which token of its slip it will be; the first if not given. */
    version: z.number().int().min(2).max(9999).exactOptional(),
  }),
]);
