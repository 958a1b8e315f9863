import { z } from 'zod';
import { ok, refusal } from '../answers.ts';
import { tooMany } from '../rate-limits.ts';
import { type Call, type Route, zoneRoute } from '../route.ts';
import type { Zone } from '../state.ts';

const mostAtOnce = 100;
/** The record of purges is for looking back at, not an archive. */
const purgesKept = 200;

const file = z.union([z.string(), z.looseObject({ url: z.string() })]);
const purgeBody = z
  .strictObject({
    purge_everything: z.literal(true).optional(),
    files: z.array(file).min(1).optional(),
    tags: z.array(z.string().min(1)).min(1).optional(),
    hosts: z.array(z.string().min(1)).min(1).optional(),
    prefixes: z.array(z.string().min(1)).min(1).optional(),
  })
  .refine((body) => Object.keys(body).length === 1, 'exactly one kind of purge');

const outside = (what: string) =>
  refusal(400, 1012, `Request must contain only URLs or hosts of this zone: ${what.slice(0, 200)}`);

function belongs(host: string, zone: Zone): boolean {
  return host === zone.name || host.endsWith(`.${zone.name}`);
}

function refuseForeign(url: string, zone: Zone): void {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || !belongs(parsed.hostname, zone))
    throw outside(url);
}

/*
 * Cloudflare's limits of purging, by account: single files 800 a second; everything else 5 a minute from a bucket of
 * 25 on the free plan, 5 a second on Pro.
 */
function refuseTooMany(call: Call, zone: Zone, files: number): void {
  const enough =
    files > 0
      ? call.limits.take(`purge-files:${zone.accountId}`, 800, 800, files)
      : call.limits.take(`purge:${zone.accountId}:${zone.plan}`, 25, zone.plan === 'pro' ? 5 : 5 / 60, 1);
  if (!enough)
    throw tooMany(files > 0 ? 1 : 12, 'Unable to purge: the purge rate limit of this plan is reached');
}

function purge(call: Call, zone: Zone) {
  const parsed = purgeBody.safeParse(call.body);
  if (!parsed.success) {
    throw refusal(
      400,
      1012,
      'Request must contain one of "purge_everything", "files", "tags", "hosts" or "prefixes"',
    );
  }
  const { files, tags, hosts, prefixes } = parsed.data;
  const count = (files ?? tags ?? hosts ?? prefixes ?? []).length;
  if (count > mostAtOnce) throw refusal(400, 1094, `You may only purge ${mostAtOnce} items per API call`);
  for (const entry of files ?? []) refuseForeign(typeof entry === 'string' ? entry : entry.url, zone);
  for (const host of hosts ?? []) if (!belongs(host.toLowerCase(), zone)) throw outside(host);
  for (const prefix of prefixes ?? []) refuseForeign(`https://${prefix}`, zone);
  refuseTooMany(call, zone, files?.length ?? 0);
  const what = z.record(z.string(), z.json()).parse(parsed.data);
  call.state.purges.push({ zoneId: zone.id, at: call.now.toISOString(), what });
  if (call.state.purges.length > purgesKept) call.state.purges.shift();
  return ok({ id: zone.id });
}

/** Purging a zone's cache. */
export const cacheRoutes: readonly Route[] = [zoneRoute('POST', '/purge_cache', ['cache.purge'], purge)];
