import { z } from 'zod';

/*
 * The whole practice account as plain JSON, so that the app can keep it across restarts. Of a token it holds the
 * SHA-256 of the value and never the value.
 */

const id = z.string().regex(/^[0-9a-f]{32}$/);
const time = z.string();
const json = z.json();
const jsonObject = z.record(z.string(), json);

const permission = z.object({ id: z.string(), name: z.string().optional() });
const storedPolicy = z.object({
  id,
  effect: z.enum(['allow', 'deny']),
  resources: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
  permission_groups: z.array(permission),
});
export type StoredPolicy = z.infer<typeof storedPolicy>;

export const tokenCondition = z.object({
  request_ip: z
    .object({ in: z.array(z.string()).optional(), not_in: z.array(z.string()).optional() })
    .optional(),
});

const token = z.object({
  id,
  owner: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('user'), userId: id }),
    z.object({ kind: z.literal('account'), accountId: id }),
  ]),
  /** Only what a person makes in the dashboard may manage other tokens. */
  madeBy: z.enum(['dashboard', 'api']),
  /** Which of the ready-made tokens this is, if any. */
  readyMade: z.string().nullable(),
  name: z.string(),
  status: z.enum(['active', 'disabled']),
  issuedOn: time,
  modifiedOn: time,
  lastUsedOn: time.nullable(),
  notBefore: time.nullable(),
  expiresOn: time.nullable(),
  policies: z.array(storedPolicy),
  condition: tokenCondition,
  valueHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type StoredToken = z.infer<typeof token>;

const account = z.object({
  id,
  name: z.string(),
  createdOn: time,
  settings: jsonObject,
  workersSubdomain: z.string(),
});
export type Account = z.infer<typeof account>;

const zone = z.object({
  id,
  accountId: id,
  name: z.string(),
  status: z.enum(['active', 'pending']),
  paused: z.boolean(),
  plan: z.enum(['free', 'pro']),
  createdOn: time,
  modifiedOn: time,
});
export type Zone = z.infer<typeof zone>;

const dnsRecord = z.object({
  id,
  zoneId: id,
  type: z.string(),
  name: z.string(),
  content: z.string(),
  ttl: z.number(),
  proxied: z.boolean(),
  priority: z.number().nullable(),
  data: jsonObject.nullable(),
  comment: z.string().nullable(),
  tags: z.array(z.string()),
  createdOn: time,
  modifiedOn: time,
});
export type DnsRecord = z.infer<typeof dnsRecord>;

const purge = z.object({ zoneId: id, at: time, what: z.record(z.string(), json) });

const setting = z.object({ value: json, modifiedOn: time.nullable(), editable: z.boolean() });

const deployment = z.object({
  id: z.string(),
  environment: z.enum(['production', 'preview']),
  branch: z.string(),
  commit: z.string(),
  message: z.string(),
  trigger: z.enum(['github:push', 'ad_hoc']),
  status: z.enum(['success', 'failure']),
  files: z.number(),
  createdOn: time,
});
export type Deployment = z.infer<typeof deployment>;

const customDomain = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['active', 'pending', 'error']),
  createdOn: time,
});
export type CustomDomain = z.infer<typeof customDomain>;

const project = z.object({
  id: z.string(),
  accountId: id,
  name: z.string(),
  /** Its own address, where another's project had the name first: `shop-7kq.pages.dev`. */
  subdomain: z.string().optional(),
  productionBranch: z.string(),
  repository: z.string().nullable(),
  canonicalDeploymentId: z.string().nullable(),
  createdOn: time,
  domains: z.array(customDomain),
  deployments: z.array(deployment),
});
export type Project = z.infer<typeof project>;

/** Where a project is found. */
export function addressOf({ name, subdomain }: Project): string {
  return subdomain ?? `${name}.pages.dev`;
}

const rule = z.looseObject({ id, version: z.string(), last_updated: time });
const ruleset = z.object({
  id,
  zoneId: id,
  phase: z.string(),
  name: z.string(),
  version: z.number(),
  lastUpdated: time,
  rules: z.array(rule),
});
export type Ruleset = z.infer<typeof ruleset>;
export type Rule = z.infer<typeof rule>;

const worker = z.object({
  accountId: id,
  name: z.string(),
  createdOn: time,
  modifiedOn: time,
  /** The version that is live; also its id. */
  liveVersion: z.string(),
  versions: z
    .array(z.object({ id: z.string(), etag: z.string(), source: z.string(), createdOn: time }))
    .min(1),
});
export type Worker = z.infer<typeof worker>;
const workerRoute = z.object({ id, zoneId: id, pattern: z.string(), script: z.string().nullable() });

/** One kind of request that visitors make to a zone again and again. */
const traffic = z.object({
  host: z.string(),
  path: z.string(),
  status: z.number(),
  cache: z.enum(['hit', 'miss', 'dynamic', 'bypass', 'expired', 'none']),
  perDay: z.number(),
  bytes: z.number(),
  country: z.string(),
  agent: z.string(),
  method: z.string(),
  referer: z.string(),
  /** Set where a security rule stopped the request. */
  blocked: z.object({ action: z.string(), source: z.string(), ruleId: z.string() }).nullable(),
});
export type Traffic = z.infer<typeof traffic>;

const robots = z.object({
  status: z.number(),
  sitemaps: z.array(z.string()),
  userAgents: z.record(z.string(), z.object({ allow: z.array(z.string()), disallow: z.array(z.string()) })),
});

/** What the practice Cloudflare remembers; JSON-safe, and without any token's value. */
export const practiceState = z.object({
  version: z.literal(1),
  user: z.object({
    id,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    createdOn: time,
  }),
  memberships: z.array(
    z.object({ id, accountId: id, role: z.enum(['Super Administrator - All Privileges', 'Administrator']) }),
  ),
  accounts: z.array(account),
  zones: z.array(zone),
  tokens: z.array(token),
  dnsRecords: z.array(dnsRecord),
  purges: z.array(purge),
  zoneSettings: z.record(id, z.record(z.string(), setting)),
  bots: z.record(id, jsonObject),
  robots: z.record(id, z.record(z.string(), robots)),
  rulesets: z.array(ruleset),
  projects: z.array(project),
  workers: z.array(worker),
  workerRoutes: z.array(workerRoute),
  traffic: z.record(id, z.array(traffic)),
});
export type PracticeState = z.infer<typeof practiceState>;
