import { type Access, type Job, type JobChoice, type JobId, jobs, modeOf } from './catalogue/jobs.ts';
import { keysThatGrant, type PermissionKey } from './catalogue/permission-groups.ts';

/** What an agent's report of a refusal comes to. */
export type AnswerReading =
  /** The slip lacks a permission that other jobs have; the one with the fewest permissions comes first. */
  | { readonly kind: 'not-in-slip'; readonly permission: PermissionKey; readonly offers: readonly JobId[] }
  /** The slip has it; then the place, the end date or the token itself is the matter. */
  | { readonly kind: 'in-slip-all-the-same'; readonly permission: PermissionKey }
  /** No slip of this app ever gives it to an agent. */
  | { readonly kind: 'stays-outside'; readonly what: string }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'wrong-location' }
  | { readonly kind: 'too-many-requests' }
  | { readonly kind: 'not-understood' };

type Rule = {
  readonly path: RegExp;
  readonly read: PermissionKey | null;
  readonly change: PermissionKey | null;
};

/* Paths of Cloudflare's API and what they need; the first that fits counts. */
const rules: readonly Rule[] = [
  { path: /\/purge_cache\b/, read: 'cache.purge', change: 'cache.purge' },
  { path: /\/dns_records\b/, read: 'dns.read', change: 'dns.edit' },
  { path: /http_request_dynamic_redirect\b/, read: 'singleRedirect.read', change: 'singleRedirect.edit' },
  { path: /http_request_cache_settings\b/, read: 'cacheRules.read', change: 'cacheRules.edit' },
  { path: /http_request_firewall|\/firewall\/|\/waf\b/, read: 'zoneWaf.read', change: null },
  { path: /\/bot_management\b/, read: 'botManagement.read', change: 'botManagement.edit' },
  { path: /\/pages\/projects\b/, read: 'pages.read', change: 'pages.edit' },
  { path: /\/workers\/routes\b/, read: 'workersRoutes.read', change: 'workersRoutes.edit' },
  { path: /\/workers\/(scripts|services)\b/, read: 'workersScripts.read', change: 'workersScripts.edit' },
  { path: /\/graphql\b|\/analytics\b/, read: 'analytics.read', change: 'analytics.read' },
  { path: /\/zones\/[^/\s]+\/settings\b/, read: 'zoneSettings.read', change: 'zoneSettings.edit' },
  { path: /\/zones\b(\/[0-9a-f]+)?(?=$|[\s?"',.)])/, read: 'zone.read', change: 'zone.edit' },
];

const outside: readonly { readonly path: RegExp; readonly what: string }[] = [
  { path: /\/billing\b|\/subscriptions?\b/, what: 'billing' },
  { path: /\/members\b|\/invites?\b|\/roles\b/, what: 'the members of your account' },
  { path: /\/tokens\b(?!\/verify)/, what: 'making or changing tokens' },
  { path: /\/registrar\b|\/custom_ns\b|nameservers?\b/i, what: 'moving your domain' },
];

/** Reads what an agent reported about a refusal, for the slip that it works with. */
export function readAgentAnswer(
  text: string,
  slip: { readonly job: JobChoice; readonly access: Access },
): AnswerReading {
  if (/\b429\b|rate limit/i.test(text)) return { kind: 'too-many-requests' };
  if (/from location/i.test(text)) return { kind: 'wrong-location' };
  const beyond = outside.find(({ path }) => path.test(text));
  if (beyond !== undefined) return { kind: 'stays-outside', what: beyond.what };
  const rule = rules.find(({ path }) => path.test(text));
  if (rule !== undefined) return weigh(rule, text, slip);
  return /\b(1000|9106|6003)\b|invalid api token|\b401\b/i.test(text)
    ? { kind: 'token-refused' }
    : { kind: 'not-understood' };
}

function weigh(
  rule: Rule,
  text: string,
  slip: { readonly job: JobChoice; readonly access: Access },
): AnswerReading {
  const changes = /\b(POST|PUT|PATCH|DELETE)\b/i.test(text);
  const permission = changes ? rule.change : rule.read;
  if (permission === null) return { kind: 'stays-outside', what: 'broad firewall rules' };
  const has = (job: JobChoice, level: Access) => {
    const held = modeOf(job, level)?.permissions ?? [];
    return keysThatGrant(permission).some((key) => held.includes(key));
  };
  const rights = ({ modes }: Job) => (modes.read ?? modes.change)?.permissions.length ?? 0;
  if (has(slip.job, slip.access)) return { kind: 'in-slip-all-the-same', permission };
  const offers = Object.values(jobs)
    .filter(({ id }) => has(id, 'read') || has(id, 'change'))
    .sort((a, b) => rights(a) - rights(b))
    .map(({ id }) => id);
  return offers.length > 0
    ? { kind: 'not-in-slip', permission, offers }
    : { kind: 'stays-outside', what: 'something no job of this app needs' };
}
