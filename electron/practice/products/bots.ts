import { z } from 'zod';
import { ok, refusal } from '../answers.ts';
import { type Call, type Route, zoneRoute } from '../route.ts';
import type { PracticeState, Zone } from '../state.ts';

const botChange = z.strictObject({
  enable_js: z.boolean().optional(),
  fight_mode: z.boolean().optional(),
  using_latest_model: z.boolean().optional(),
  ai_bots_protection: z.enum(['block', 'disabled', 'only_on_ad_pages']).optional(),
  crawler_protection: z.enum(['enabled', 'disabled']).optional(),
  content_bots_protection: z.enum(['block', 'disabled']).optional(),
  is_robots_txt_managed: z.boolean().optional(),
  cf_robots_variant: z.enum(['off', 'policy_only']).optional(),
});

function change(call: Call, zone: Zone) {
  const sent = botChange.safeParse(call.body);
  if (!sent.success) {
    const [issue] = sent.error.issues;
    throw refusal(400, 1001, `Invalid bot management setting: ${issue?.path.join('.') || issue?.message}`);
  }
  const { using_latest_model: _, ...changes } = sent.data;
  const present = Object.entries(changes).filter(([, value]) => value !== undefined);
  const checked = z.record(z.string(), z.json()).parse(Object.fromEntries(present));
  call.state.bots[zone.id] = { ...call.state.bots[zone.id], ...checked };
  return ok(call.state.bots[zone.id]);
}

/* What Cloudflare puts before the site's own robots.txt when it is told to manage the file. */
const managedAgents = [
  'Amazonbot',
  'Applebot-Extended',
  'Bytespider',
  'CCBot',
  'ClaudeBot',
  'GPTBot',
  'Google-Extended',
];

/** The robots.txt that a visitor of a host gets: the site's own, with Cloudflare's groups where it manages the file. */
export function robotsFile({ robots, bots }: PracticeState, zone: Zone, host: string) {
  const own = robots[zone.id]?.[host] ?? { status: 404, sitemaps: [], userAgents: {} };
  const managed = bots[zone.id]?.is_robots_txt_managed === true;
  if (!managed) return own;
  const blocked = Object.fromEntries(managedAgents.map((agent) => [agent, { allow: [], disallow: ['/'] }]));
  return { ...own, status: 200, userAgents: { ...own.userAgents, ...blocked } };
}

function robotsOf({ state }: Call, zone: Zone, host: string) {
  if (host !== zone.name && !host.endsWith(`.${zone.name}`)) {
    throw refusal(400, 1001, `${host.slice(0, 100)} does not belong to this zone`);
  }
  return robotsFile(state, zone, host);
}

const hosts = z.array(z.string().min(1)).min(1).max(50);

/** Bot settings, and what robots.txt says of each host. */
export const botRoutes: readonly Route[] = [
  zoneRoute('GET', '/bot_management', ['botManagement.read'], (call, zone) =>
    ok(call.state.bots[zone.id] ?? {}),
  ),
  zoneRoute('PUT', '/bot_management', ['botManagement.edit'], change),
  // Which right opens it is not documented; both that have been reported do here.
  zoneRoute('GET', '/ai-audit/robots', ['aiCrawlControl.read', 'botManagement.read'], (call, zone) => {
    const subdomain = call.query.get('subdomain');
    const host = subdomain === null || subdomain === '' ? zone.name : subdomain;
    return ok(robotsOf(call, zone, host.includes('.') ? host : `${host}.${zone.name}`));
  }),
  zoneRoute('POST', '/ai-audit/robots/bulk', ['aiCrawlControl.read', 'botManagement.read'], (call, zone) => {
    const sent = hosts.safeParse(call.body);
    if (!sent.success) throw refusal(400, 1001, 'A list of 1 to 50 hostnames is needed');
    return ok(Object.fromEntries(sent.data.map((host) => [host, robotsOf(call, zone, host)])));
  }),
];
