import type { PermissionKey } from '../catalogue/permission-groups.ts';
import type { PolicyScope, Rule } from './policy.ts';
import { accountAnalytics, zoneAnalytics } from './rules/analytics.ts';
import { botChanges, botReads, firewallReads } from './rules/bots.ts';
import { dnsChanges, dnsExport, dnsReads } from './rules/dns.ts';
import { purgeRules } from './rules/purge.ts';
import {
  cachePhase,
  firewallPhases,
  type Phase,
  redirectPhase,
  rulesetChanges,
  rulesetReads,
} from './rules/rulesets.ts';
import { settingChanges, settingReads } from './rules/settings.ts';
import { workerRouteChanges, workerRouteReads } from './rules/worker-routes.ts';
import { workerChanges, workerReads } from './rules/workers.ts';
import { zoneReads } from './rules/zone-reads.ts';

/* The rules of each right, for jobs of the owner's own. The kinds of rulesets come by themselves, in one list. */
function rulesOf(key: PermissionKey, { hostname }: PolicyScope): readonly Rule[] | null {
  const wholeDns = hostname === null ? [dnsExport] : [];
  switch (key) {
    case 'zone.read':
      return zoneReads;
    case 'zoneSettings.read':
      return settingReads;
    case 'zoneSettings.edit':
      return [...settingReads, ...settingChanges];
    case 'dns.read':
      return [...dnsReads, ...wholeDns];
    case 'dns.edit':
      return [...dnsReads, ...wholeDns, ...dnsChanges];
    case 'cache.purge':
      return purgeRules;
    case 'analytics.read':
      return zoneAnalytics;
    case 'accountAnalytics.read':
      return accountAnalytics;
    case 'botManagement.read':
      return botReads;
    case 'botManagement.edit':
      return [...botReads, ...botChanges];
    case 'firewallServices.read':
      return firewallReads;
    case 'workersScripts.read':
      return workerReads;
    case 'workersScripts.edit':
      return [...workerReads, ...workerChanges];
    case 'workersRoutes.read':
      return workerRouteReads;
    case 'workersRoutes.edit':
      return [...workerRouteReads, ...workerRouteChanges];
    default:
      return phasesOf(key) === null ? null : [];
  }
}

function phasesOf(key: PermissionKey): readonly Phase[] | null {
  switch (key) {
    case 'cacheRules.read':
    case 'cacheRules.edit':
      return [cachePhase];
    case 'singleRedirect.read':
    case 'singleRedirect.edit':
      return [redirectPhase];
    case 'zoneWaf.read':
      return firewallPhases;
    default:
      return null;
  }
}

/** The rules for rights that an owner picked; null where one of them has none. */
export function rightsRules(keys: readonly PermissionKey[], scope: PolicyScope): readonly Rule[] | null {
  /* Both are asked by the same query: the wider takes in the narrower. */
  const held = keys.includes('accountAnalytics.read') ? keys.filter((key) => key !== 'analytics.read') : keys;
  const rules: Rule[] = [];
  for (const key of held) {
    const own = rulesOf(key, scope);
    if (own === null) return null;
    rules.push(...own);
  }
  const phases = held.flatMap((key) => phasesOf(key) ?? []);
  const changed = held.filter((key) => key.endsWith('.edit')).flatMap((key) => phasesOf(key) ?? []);
  const [only, ...more] = changed;
  /* Two kinds that may both be changed share their addresses, and no rule could tell them apart. */
  if (more.length > 0) return null;
  return [
    ...rules,
    ...(phases.length === 0 ? [] : rulesetReads(phases)),
    ...(only === undefined ? [] : rulesetChanges(only)),
  ];
}
