import { type Access, type JobChoice, type JobId, modeOf } from '../catalogue/jobs.ts';
import type { PermissionKey } from '../catalogue/permission-groups.ts';
import { zoneOf } from '../place.ts';
import type { Slip } from '../slip.ts';
import { rightsRules } from './own-rights.ts';
import type { Policy, PolicyScope, Rule } from './policy.ts';
import { zoneAnalytics } from './rules/analytics.ts';
import { botReads, firewallReads } from './rules/bots.ts';
import { dnsChanges, dnsExport, dnsReads } from './rules/dns.ts';
import { deploymentChanges, deploymentReads, projectReads } from './rules/pages.ts';
import { pagesDomainChanges, pagesDomainReads } from './rules/pages-domains.ts';
import { purgeRules } from './rules/purge.ts';
import { cachePhase, firewallPhases, redirectPhase, rulesetChanges, rulesetReads } from './rules/rulesets.ts';
import { settingReads } from './rules/settings.ts';
import { sideRequests } from './rules/side-requests.ts';
import { workerRouteChanges, workerRouteReads } from './rules/worker-routes.ts';
import { workerChanges, workerReads } from './rules/workers.ts';
import { zoneReads } from './rules/zone-reads.ts';

/** What of a slip decides its policy. */
export type PolicySlip = Pick<Slip, 'job' | 'access' | 'place' | 'token'>;

/**
 * What a slip allows at Cloudflare, request by request; null where there are no rules for it: for a job of the owner's own
 * with a right that no rule is written for.
 */
export function policyOf(slip: PolicySlip): Policy | null {
  const scope = scopeOf(slip);
  const rules = rulesFor(slip.job, slip.access, scope);
  return rules === null ? null : { scope, rules: [...sideRequests(scope), ...rules] };
}

function scopeOf({ place, token }: PolicySlip): PolicyScope {
  return {
    account: place.account.id,
    accountName: place.account.name,
    token: { id: token.id, owner: token.owner.kind },
    zone: zoneOf(place),
    allZones: place.reach.kind === 'all-zones',
    project: place.pagesProject,
    hostname: place.hostname,
    path: place.path,
  };
}

function rulesFor(job: JobChoice, access: Access, scope: PolicyScope): readonly Rule[] | null {
  const mode = modeOf(job, access);
  if (mode === null) return null;
  if (typeof job === 'string') return rulesOfJob(job, access, scope);
  const keys: readonly PermissionKey[] = mode.permissions;
  return rightsRules(keys, scope);
}

function rulesOfJob(job: JobId, access: Access, scope: PolicyScope): readonly Rule[] {
  const changes = access === 'change';
  switch (job) {
    case 'purge-pages':
      return [...zoneReads, ...purgeRules];
    case 'change-dns':
      return [...zoneReads, ...dnsReads, ...wholeDns(scope), ...dnsChanges];
    case 'audit':
      return [...zoneReads, ...settingReads, ...dnsReads, dnsExport];
    case 'pages-project':
      return [
        ...projectReads,
        ...deploymentReads,
        ...pagesDomainReads,
        ...(changes ? deploymentChanges : []),
      ];
    case 'pages-domain':
      return [...zoneReads, ...dnsReads, ...projectReads, ...pagesDomainReads, ...pagesDomainChanges];
    case 'analytics':
      return [...zoneReads, ...zoneAnalytics];
    case 'bots':
      return [...zoneReads, ...botReads, ...firewallReads, ...rulesetReads(firewallPhases), ...zoneAnalytics];
    case 'cache-rules':
      return [...zoneReads, ...rulesetReads([cachePhase]), ...(changes ? rulesetChanges(cachePhase) : [])];
    case 'redirects':
      return [...zoneReads, ...rulesetReads([redirectPhase]), ...rulesetChanges(redirectPhase)];
    case 'deploy-worker':
      return [...zoneReads, ...workerReads, ...workerChanges, ...workerRouteReads, ...workerRouteChanges];
  }
}

/* The export is one text with every record, so it is there only where the slip is for all of them. */
function wholeDns({ hostname }: PolicyScope): readonly Rule[] {
  return hostname === null ? [dnsExport] : [];
}
