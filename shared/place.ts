import { z } from 'zod';
import { cloudflareId } from './cloudflare-id.ts';
import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';

const name = z.string().min(1).max(300);

/** An account at Cloudflare. The name falls back to the id where it cannot be read. */
export const account = z.object({ id: cloudflareId, name });
export type Account = z.infer<typeof account>;

/* Names stand unquoted in the prompt and on the slip, so a name is all that they can be. Cloudflare writes the domains
   of other languages in their own letters. */
const domainName = z
  .string()
  .max(255)
  .regex(/^[\p{L}\p{M}\p{N}._*-]+$/u);
const pathForm = /^\/[^\s\p{Cc}\p{Cf}\p{Cs}\\<>"{}|^`]*$/u;

/** One website's domain at Cloudflare. */
export const zone = z.object({ id: cloudflareId, name: domainName });
export type Zone = z.infer<typeof zone>;

/** Which websites a slip reaches: none (an account-level job), one, or, for reading only and with a reason, all. */
export const reach = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no-zone') }),
  z.object({ kind: z.literal('one-zone'), zone }),
  z.object({ kind: z.literal('all-zones'), reason: z.string().min(1).max(500) }),
]);
export type Reach = z.infer<typeof reach>;

/** Where a slip is good for. Hostname and path narrow the task for the agent; Cloudflare's token cannot hold them. */
export const place = z.object({
  account,
  reach,
  pagesProject: z.string().max(100).nullable(),
  hostname: domainName.nullable(),
  path: z.string().max(500).regex(pathForm).nullable(),
});
export type Place = z.infer<typeof place>;

/** The one zone of a place, where it has one. */
export function zoneOf(where: Place): Zone | null {
  return where.reach.kind === 'one-zone' ? where.reach.zone : null;
}

/** Reads what an owner typed as a hostname of a zone: "www", "www.bakery.example", a whole web address. */
export function readHostname(typed: string, zoneName: string): Result<string | null, InputProblem> {
  const text = typed
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/\.$/, '');
  if (text === '') return ok(null);
  const full = text.includes('.') ? text : `${text}.${zoneName}`;
  const labels =
    /^(?:\*\.)?(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}-]{2,63}$/u;
  const inside = full === zoneName || full.endsWith(`.${zoneName}`);
  return inside && labels.test(full) && full.length <= 253
    ? ok(full)
    : failed({ code: 'hostname-elsewhere', zone: zoneName });
}

/** Reads what an owner typed as a path: "/menu", "menu", a whole web address. */
export function readPath(typed: string): Result<string | null, InputProblem> {
  const text = typed.trim().replace(/^https?:\/\/[^/]*/i, '');
  if (text === '' || text === '/') return ok(null);
  const path = text.startsWith('/') ? text : `/${text}`;
  return pathForm.test(path) && path.length <= 500 ? ok(path) : failed({ code: 'path-malformed' });
}
