import { z } from 'zod';
import { methods } from '../../../shared/policy/policy.ts';
import { plan } from '../../../shared/schemas/plan.ts';

/** What each tool takes. Written for the agent that reads it. */
export const toolInputs = {
  slip_info: z.strictObject({}),
  cloudflare_request: z.strictObject({
    method: z.enum(methods),
    path: z
      .string()
      .max(4096)
      .describe('Path below /client/v4, such as /zones/{zone id}/dns_records. Percent-encode names.'),
    query: z
      .record(z.string().max(200), z.union([z.string().max(2000), z.number(), z.boolean()]))
      .optional()
      .describe('Query parameters, unencoded.'),
    body: z.unknown().optional().describe('The JSON body, where the request has one.'),
  }),
  propose_changes: plan,
  check_live_url: z.strictObject({
    url: z.string().max(2048).describe('An https address on one of the slip’s own hostnames.'),
    method: z
      .enum(['GET', 'HEAD'])
      .optional()
      .describe('GET unless said otherwise. The page’s text is not returned.'),
    robots: z.boolean().optional().describe('Also read /robots.txt and /llms.txt of that hostname.'),
  }),
  report_done: z.strictObject({}),
} as const;

export type ToolName = keyof typeof toolInputs;
