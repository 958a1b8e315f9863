import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import type { Place } from '../../shared/place.ts';
import type { ProbeRequest } from './ports.ts';

/** A kind of thing that can be read, and the permission that lets a token read it. */
export type Family = {
  readonly about: string;
  readonly key: PermissionKey;
  readonly scope: 'zone' | 'account';
  readonly request: (id: string, place: Place) => ProbeRequest;
};

/** A harmless GET. */
export const get = (path: string, missingMeans: 'allowed' | 'unclear' = 'unclear'): ProbeRequest => ({
  kind: 'get',
  path,
  missingMeans,
});

const ruleset = (zone: string, phase: string) =>
  get(`/zones/${zone}/rulesets/phases/${phase}/entrypoint`, 'allowed');

/** In the order in which they matter to an owner, since a proof stops at so many requests. */
export const families: readonly Family[] = [
  { about: 'the website itself', key: 'zone.read', scope: 'zone', request: (zone) => get(`/zones/${zone}`) },
  {
    about: 'API tokens',
    key: 'accountApiTokens.read',
    scope: 'account',
    request: (account) => get(`/accounts/${account}/tokens?per_page=5`),
  },
  {
    about: 'billing',
    key: 'billing.read',
    scope: 'account',
    request: (account) => get(`/accounts/${account}/billing/profile`),
  },
  {
    about: 'members',
    key: 'accountSettings.read',
    scope: 'account',
    request: (account) => get(`/accounts/${account}/members?per_page=5`),
  },
  {
    about: 'DNS records',
    key: 'dns.read',
    scope: 'zone',
    request: (zone) => get(`/zones/${zone}/dns_records?per_page=5`),
  },
  {
    about: 'settings',
    key: 'zoneSettings.read',
    scope: 'zone',
    request: (zone) => get(`/zones/${zone}/settings`),
  },
  {
    about: 'Pages projects',
    key: 'pages.read',
    scope: 'account',
    request: (account, { pagesProject }) =>
      get(
        `/accounts/${account}/pages/projects${pagesProject === null ? '' : `/${encodeURIComponent(pagesProject.toWellFormed())}`}`,
      ),
  },
  {
    about: 'Workers',
    key: 'workersScripts.read',
    scope: 'account',
    request: (account) => get(`/accounts/${account}/workers/scripts`),
  },
  {
    about: 'firewall rules',
    key: 'zoneWaf.read',
    scope: 'zone',
    request: (zone) => ruleset(zone, 'http_request_firewall_custom'),
  },
  {
    about: 'redirects',
    key: 'singleRedirect.read',
    scope: 'zone',
    request: (zone) => ruleset(zone, 'http_request_dynamic_redirect'),
  },
  {
    about: 'cache rules',
    key: 'cacheRules.read',
    scope: 'zone',
    request: (zone) => ruleset(zone, 'http_request_cache_settings'),
  },
  {
    about: 'bot settings',
    key: 'botManagement.read',
    scope: 'zone',
    request: (zone) => get(`/zones/${zone}/bot_management`),
  },
  {
    about: 'Worker routes',
    key: 'workersRoutes.read',
    scope: 'zone',
    request: (zone) => get(`/zones/${zone}/workers/routes`),
  },
  {
    about: 'visitor numbers',
    key: 'analytics.read',
    scope: 'zone',
    request: (zone) => ({ kind: 'graphql', query: analyticsQuery(zone) }),
  },
];

function analyticsQuery(zone: string): string {
  return `query { viewer { zones(filter: { zoneTag: "${zone}" }) { zoneTag } } }`;
}

const inZone = (about: string, key: PermissionKey, path: string): Family => ({
  about,
  key,
  scope: 'zone',
  request: (zone) => get(`/zones/${zone}${path}`),
});

const rulesOf = (about: string, key: PermissionKey, phase: string): Family => ({
  about,
  key,
  scope: 'zone',
  request: (zone) => ruleset(zone, phase),
});

const inAccount = (about: string, key: PermissionKey, path: string): Family => ({
  about,
  key,
  scope: 'account',
  request: (account) => get(`/accounts/${account}${path}`),
});

/**
 * What only a job of the owner's own reads. Products that come with a plan of their own are left out: without the plan
 * Cloudflare refuses even a token that has the right.
 */
export const rarerFamilies: readonly Family[] = [
  inZone('how DNS is set up', 'zoneDnsSettings.read', '/dns_settings'),
  inZone('page rules', 'pageRules.read', '/pagerules'),
  inZone('the firewall', 'firewallServices.read', '/firewall/access_rules/rules?per_page=5'),
  rulesOf('rules for settings', 'configRules.read', 'http_config_settings'),
  rulesOf('rules that rewrite addresses', 'transformRules.read', 'http_request_transform'),
  rulesOf('rules for servers', 'originRules.read', 'http_request_origin'),
  inZone('error pages', 'customPages.read', '/custom_pages'),
  inZone('certificates', 'ssl.read', '/ssl/certificate_packs'),
  inZone('mail rules', 'emailRoutingRules.read', '/email/routing/rules'),
  inAccount('stored values (KV)', 'workersKv.read', '/storage/kv/namespaces?per_page=5'),
  inAccount('databases (D1)', 'd1.read', '/d1/database?per_page=10'),
  inAccount('rules for all websites', 'accountRulesets.read', '/rulesets'),
  inAccount('lists for rules', 'accountRuleLists.read', '/rules/lists'),
  inAccount('tunnels', 'tunnel.read', '/cfd_tunnel?per_page=5'),
  inAccount('domains you bought', 'registrarDomains.read', '/registrar/domains'),
  inAccount('“are you human” checks', 'turnstile.read', '/challenges/widgets'),
  inAccount('mail addresses', 'emailRoutingAddresses.read', '/email/routing/addresses'),
  inAccount('notices', 'notifications.read', '/alerting/v3/policies'),
];
