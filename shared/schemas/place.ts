import { z } from 'zod';
import { pathForm } from '../place.ts';
import { cloudflareId } from './ids.ts';

const name = z.string().min(1).max(300);

/** An account at Cloudflare. The name falls back to the id where it cannot be read. */
export const account = z.object({ id: cloudflareId, name });

/* Names stand unquoted in the prompt and on the slip, so a name is all that they can be. Cloudflare writes the domains
   of other languages in their own letters; some "letters" are never seen, and could carry words to an agent. */
const domainName = z
  .string()
  .max(255)
  .regex(/^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}._*-])+$/u);

/** One website's domain at Cloudflare. */
export const zone = z.object({ id: cloudflareId, name: domainName });

/** Which websites a slip reaches: none (an account-level job), one, or, for reading only and with a reason, all. */
export const reach = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no-zone') }),
  z.object({ kind: z.literal('one-zone'), zone }),
  z.object({ kind: z.literal('all-zones'), reason: z.string().min(1).max(500) }),
]);

/** Where a slip is good for. Hostname and path narrow the task for the agent; Cloudflare's token cannot hold them. */
export const place = z.object({
  account,
  reach,
  /* Becomes a step of an API path, where dots alone would lead out of it. */
  pagesProject: z
    .string()
    .max(100)
    .regex(/^(?!\.{1,2}$)/)
    .nullable(),
  hostname: domainName.nullable(),
  path: z.string().max(500).regex(pathForm).nullable(),
});
