import { z } from 'zod';
import { cloudflareId } from './ids.ts';

/**
 * The closed set of pages that the app opens in the owner's browser. The renderer names one; the address is built here
 * and nowhere else.
 */
export const link = z.discriminatedUnion('to', [
  z.object({ to: z.literal('cloudflare-login') }),
  z.object({ to: z.literal('account-tokens'), accountId: cloudflareId.nullable() }),
  z.object({ to: z.literal('user-tokens') }),
  z.object({ to: z.literal('setup-key-form') }),
  z.object({ to: z.literal('token-docs') }),
]);
