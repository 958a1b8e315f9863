import { z } from 'zod';
import { cloudflareId } from './ids.ts';

/** Who owns a token, and so at which of Cloudflare's endpoints it is found. */
export const tokenOwner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), accountId: cloudflareId }),
  z.object({ kind: z.literal('user') }),
]);

/** A token that a slip was written to replace. */
export const replacedToken = z.object({
  id: cloudflareId,
  name: z.string().max(300),
  owner: tokenOwner,
});
