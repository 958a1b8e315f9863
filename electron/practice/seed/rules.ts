import type { PracticeState, Rule, Ruleset } from '../state.ts';
import { seededId } from '../token-values.ts';
import { daysBefore, places } from './places.ts';

const { zones } = places;

interface RuleRow {
  readonly description: string;
  readonly expression: string;
  readonly action: string;
  readonly action_parameters?: Rule[string];
}

const redirect = (
  description: string,
  expression: string,
  target: Readonly<Record<string, string>>,
  status = 301,
): RuleRow => ({
  description,
  expression,
  action: 'redirect',
  action_parameters: { from_value: { status_code: status, target_url: target, preserve_query_string: true } },
});

/* The first two rules of bakery.example send a visitor in circles: something to find and mend. */
const redirects: readonly RuleRow[] = [
  redirect('www to the bare name', '(http.host eq "www.bakery.example")', {
    expression: 'concat("https://bakery.example", http.request.uri.path)',
  }),
  redirect(
    'Menu moved to the new site',
    '(http.host eq "bakery.example" and http.request.uri.path eq "/menu")',
    { value: 'https://www.bakery.example/menu' },
  ),
  redirect('Old order form', '(http.request.uri.path eq "/order.php")', {
    value: 'https://shop.bakery.example/',
  }),
];

const cacheRules: readonly RuleRow[] = [
  {
    description: 'Never cache the shop',
    expression: '(http.host eq "shop.bakery.example")',
    action: 'set_cache_settings',
    action_parameters: { cache: false },
  },
  {
    description: 'Keep photos for a month',
    expression: '(starts_with(http.request.uri.path, "/photos/"))',
    action: 'set_cache_settings',
    action_parameters: { cache: true, edge_ttl: { mode: 'override_origin', default: 2_592_000 } },
  },
  {
    description: 'Skip the cache for the blog (left over from a test)',
    expression: '(starts_with(http.request.uri.path, "/blog/"))',
    action: 'set_cache_settings',
    action_parameters: { cache: false },
  },
];

/** The rule that blocks an AI crawler; the traffic names it too. */
export const crawlerRuleId = seededId('rule:block-gptbot');

const firewallRules: readonly RuleRow[] = [
  {
    description: 'Block scrapers',
    expression: '(http.user_agent contains "GPTBot") or (http.user_agent contains "Bytespider")',
    action: 'block',
  },
  {
    description: 'Ask visitors of the login page for a check',
    expression: '(http.request.uri.path eq "/login")',
    action: 'managed_challenge',
  },
];

function ruleset(zoneId: string, phase: string, rows: readonly RuleRow[], now: Date): Ruleset {
  const at = daysBefore(now, 30);
  return {
    id: seededId(`ruleset:${zoneId}:${phase}`),
    zoneId,
    phase,
    name: 'default',
    version: 3,
    lastUpdated: at,
    rules: rows.map((row) => ({
      id:
        row.description === 'Block scrapers' ? crawlerRuleId : seededId(`rule:${zoneId}:${row.description}`),
      version: '1',
      last_updated: at,
      enabled: true,
      ref: seededId(`rule:${zoneId}:${row.description}`),
      ...row,
    })),
  };
}

/** Redirects, cache rules and firewall rules. */
export function seedRulesets(now: Date): Ruleset[] {
  return [
    ruleset(zones.bakery.id, 'http_request_dynamic_redirect', redirects, now),
    ruleset(zones.bakery.id, 'http_request_cache_settings', cacheRules, now),
    ruleset(zones.bakery.id, 'http_request_firewall_custom', firewallRules, now),
    ruleset(
      zones.oldBakery.id,
      'http_request_dynamic_redirect',
      [
        redirect('Everything to the new name', 'true', {
          expression: 'concat("https://bakery.example", http.request.uri.path)',
        }),
      ],
      now,
    ),
    ruleset(zones.hillcoaching.id, 'http_request_dynamic_redirect', [], now),
  ];
}

type Bots = PracticeState['bots'][string];

const bots = (blocking: boolean, managed: boolean): Bots => ({
  enable_js: true,
  fight_mode: blocking,
  using_latest_model: true,
  ai_bots_protection: blocking ? 'block' : 'disabled',
  crawler_protection: 'disabled',
  content_bots_protection: 'disabled',
  is_robots_txt_managed: managed,
  cf_robots_variant: 'off',
});

/** Bot settings: the bakery blocks AI crawlers, the others do not. */
export function seedBots(): PracticeState['bots'] {
  return {
    [zones.bakery.id]: bots(true, true),
    [zones.cakeshop.id]: bots(false, false),
    [zones.oldBakery.id]: bots(false, false),
    [zones.hillcoaching.id]: bots(false, false),
  };
}

const open = { allow: ['/'], disallow: [] };

/** What each host's robots.txt says. */
export function seedRobots(): PracticeState['robots'] {
  return {
    [zones.bakery.id]: {
      'bakery.example': {
        status: 200,
        sitemaps: ['https://bakery.example/sitemap.xml'],
        userAgents: {
          '*': { allow: ['/'], disallow: ['/admin/'] },
        },
      },
      'www.bakery.example': { status: 404, sitemaps: [], userAgents: {} },
    },
    [zones.cakeshop.id]: {
      'cakeshop.example': { status: 200, sitemaps: [], userAgents: { '*': open } },
    },
    [zones.oldBakery.id]: { 'old-bakery.example': { status: 301, sitemaps: [], userAgents: {} } },
    [zones.hillcoaching.id]: {
      'hillcoaching.example': {
        status: 200,
        sitemaps: ['https://hillcoaching.example/sitemap-index.xml'],
        userAgents: { '*': open },
      },
    },
  };
}
