import type { PermissionKey } from '../../../shared/catalogue/permission-groups.ts';
import { ok, paged } from '../answers.ts';
import { accountRoute, type Route, zoneRoute } from '../route.ts';
import { seededId } from '../token-values.ts';

/*
 * Products that no job of the catalogue works with. They can be read, and refused, so that it can be seen whether a
 * token reaches them; nothing can be changed in them.
 */
const emptyZoneLists: readonly (readonly [string, PermissionKey])[] = [
  ['/firewall/rules', 'firewallServices.read'],
  ['/firewall/lockdowns', 'firewallServices.read'],
  ['/pagerules', 'pageRules.read'],
  ['/custom_pages', 'customPages.read'],
  ['/custom_certificates', 'ssl.read'],
  ['/logpush/jobs', 'logs.read'],
  ['/snippets', 'snippets.read'],
  ['/healthchecks', 'healthChecks.read'],
  ['/load_balancers', 'loadBalancers.read'],
  ['/email/routing/rules', 'emailRoutingRules.read'],
];

const emptyAccountLists: readonly (readonly [string, PermissionKey])[] = [
  ['/storage/kv/namespaces', 'workersKv.read'],
  ['/d1/database', 'd1.read'],
  ['/logpush/jobs', 'accountLogs.read'],
  ['/rulesets', 'accountRulesets.read'],
  ['/rules/lists', 'accountRuleLists.read'],
  ['/cfd_tunnel', 'tunnel.read'],
  ['/registrar/domains', 'registrarDomains.read'],
  ['/challenges/widgets', 'turnstile.read'],
  ['/email/routing/addresses', 'emailRoutingAddresses.read'],
  ['/alerting/v3/policies', 'notifications.read'],
];

const accessRules = [
  { mode: 'block', target: 'ip', value: '203.0.113.99', notes: 'Kept filling in the order form' },
  { mode: 'whitelist', target: 'ip', value: '198.51.100.7', notes: 'The shop' },
  { mode: 'challenge', target: 'country', value: 'T1', notes: 'Tor' },
];

/** Reads of products that only matter for what a token reaches. */
export const otherReads: readonly Route[] = [
  ...emptyZoneLists.map(([path, key]) =>
    zoneRoute('GET', path, [key], (call) => paged([], call.query, String)),
  ),
  ...emptyAccountLists.map(([path, key]) =>
    accountRoute('GET', path, [key], (call) => paged([], call.query, String)),
  ),
  accountRoute('GET', '/r2/buckets', ['workersR2.read'], () => ok({ buckets: [] })),
  zoneRoute('GET', '/firewall/access_rules/rules', ['firewallServices.read'], (call, zone) =>
    paged(accessRules, call.query, ({ mode, target, value, notes }) => ({
      id: seededId(`access-rule:${zone.id}:${value}`),
      mode,
      notes,
      paused: false,
      allowed_modes: ['whitelist', 'block', 'challenge', 'js_challenge', 'managed_challenge'],
      configuration: { target, value },
      scope: { id: zone.id, name: zone.name, type: 'zone' },
      created_on: zone.createdOn,
      modified_on: zone.createdOn,
    })),
  ),
  zoneRoute('GET', '/firewall/ua_rules', ['firewallServices.read'], (call, zone) =>
    paged(['Bytespider'], call.query, (value) => ({
      id: seededId(`ua-rule:${zone.id}:${value}`),
      description: 'Scraper',
      mode: 'block',
      paused: false,
      configuration: { target: 'ua', value },
    })),
  ),
  zoneRoute('GET', '/ssl/certificate_packs', ['ssl.read'], (_call, zone) =>
    ok([
      {
        id: seededId(`certificate:${zone.id}`),
        type: 'universal',
        status: 'active',
        hosts: [zone.name, `*.${zone.name}`],
        certificate_authority: 'google',
        validity_days: 90,
      },
    ]),
  ),
  zoneRoute('GET', '/dns_settings', ['zoneDnsSettings.read'], () =>
    ok({ flatten_all_cnames: false, foundation_dns: false, multi_provider: false, zone_mode: 'standard' }),
  ),
];
