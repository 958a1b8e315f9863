import type { JobId } from '../catalogue/jobs.ts';
import { zoneOf } from '../place.ts';
import type { Slip } from '../slip.ts';
import type { Policy, PolicyScope, Rule } from './policy.ts';
import { dnsChanges, dnsExport, dnsReads } from './rules/dns.ts';
import { purgeRules } from './rules/purge.ts';
import { sideRequests } from './rules/side-requests.ts';
import { zoneReads } from './rules/zone-reads.ts';

type Place = Pick<Slip, 'job' | 'access' | 'place' | 'token'>;

/** What a slip allows at Cloudflare, request by request; null for a job that there are no rules for. */
export function policyOf(slip: Place): Policy | null {
  const scope = scopeOf(slip);
  const rules = typeof slip.job === 'string' ? rulesOf(slip.job, scope) : null;
  return rules === null ? null : { scope, rules: [...sideRequests(scope), ...rules] };
}

function scopeOf({ place, token }: Place): PolicyScope {
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

function rulesOf(job: JobId, scope: PolicyScope): readonly Rule[] | null {
  switch (job) {
    case 'purge-pages':
      return [...zoneReads, ...purgeRules];
    case 'change-dns':
      return [...zoneReads, ...dnsReads, ...wholeDns(scope), ...dnsChanges];
    default:
      return null;
  }
}

/* The export is one text with every record, so it is there only where the slip is for all of them. */
function wholeDns({ hostname }: PolicyScope): readonly Rule[] {
  return hostname === null ? [dnsExport] : [];
}
