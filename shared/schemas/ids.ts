import { z } from 'zod';

/** An account, zone or token id at Cloudflare: 32 lowercase hexadecimal characters. */
export const cloudflareId = z.string().regex(/^[0-9a-f]{32}$/);
