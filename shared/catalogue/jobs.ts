import type { OwnJob } from './own-job.ts';
import { ownJobAsJob } from './own-job-words.ts';
import type { PermissionKey } from './permission-groups.ts';

export const jobIds = [
  'purge-pages',
  'change-dns',
  'audit',
  'pages-project',
  'pages-domain',
  'analytics',
  'cache-rules',
  'bots',
  'redirects',
  'deploy-worker',
] as const;
export type JobId = (typeof jobIds)[number];

export const accesses = ['read', 'change'] as const;
/** Whether an agent may only look, or also change things. */
export type Access = (typeof accesses)[number];

/** What a job means at one level of access. */
export type JobMode = {
  /** Completes the slip's line "May: ...". */
  readonly may: string;
  /** The smallest set of permissions that does it, always sent by id. */
  readonly permissions: readonly PermissionKey[];
  /** What the agent may do, one line each, for the prompt. */
  readonly allowed: readonly string[];
};

/** A job: what the agent is to do. It decides the permissions. */
export type Job = {
  readonly id: JobId | OwnJob['id'];
  readonly title: string;
  readonly summary: string;
  readonly modes: Readonly<Partial<Record<Access, JobMode>>>;
  /** Completes the slip's line "May not: ...". */
  readonly mayNot: string;
  /** What the owner should know before saying yes; shown on the slip beside what the agent may do. */
  readonly caution?: string;
  /** For the prompt: what stays out, beyond what no slip ever allows. */
  readonly notAllowed: readonly string[];
  /** Whether the job happens on one website, and whether it is about a Pages project. */
  readonly needsZone: boolean;
  readonly pagesProject: 'none' | 'needed';
  /** Reading jobs can be widened to all websites of the account, with a reason. */
  readonly mayReadAllZones: boolean;
  /** Whether a hostname or path narrows the task. */
  readonly narrowsTo: 'nothing' | 'hostname' | 'hostname-and-path';
  /** Set where a part of the job holds for the whole account. */
  readonly wholeAccount?: true;
  readonly defaultDays: 1 | 7 | 30 | 90;
  /** Sentences the owner can start from; {site} is the place. */
  readonly examples: readonly string[];
};

/** A job of the catalogue. */
export type CatalogueJob = Job & { readonly id: JobId };

/** A job of the catalogue, by its id, or one that the owner built. */
export type JobChoice = JobId | OwnJob;

/** The job catalogue, in the order in which it is shown. The six first are the common ones. */
export const jobs: Readonly<Record<JobId, CatalogueJob>> = {
  'purge-pages': {
    id: 'purge-pages',
    title: 'Show visitors the new page',
    summary: 'Clear saved copies of single pages after an update',
    modes: {
      change: {
        may: 'clear saved copies of single pages',
        permissions: ['cache.purge', 'zone.read'],
        allowed: [
          'Read the zone, to check that the token works.',
          'Purge single page addresses (the "files" list of the purge call).',
        ],
      },
    },
    mayNot: 'clear everything, change DNS, see billing, make tokens, touch other websites',
    caution:
      'Cloudflare cannot limit this to single pages. This app does, as long as your agent works through it.',
    notAllowed: ['Purging everything, or by tag, host or prefix.', 'Any DNS, rule or setting.'],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: false,
    narrowsTo: 'hostname-and-path',
    defaultDays: 30,
    examples: [
      'After I publish a change, clear the saved copy of that page on {site}.',
      'Clear the saved copy of the price list on {site} so that visitors see the new prices.',
    ],
  },
  'change-dns': {
    id: 'change-dns',
    title: 'Change where your domain points',
    summary: 'Add or edit DNS records of one website',
    modes: {
      change: {
        may: 'add, change and remove DNS records',
        permissions: ['dns.edit', 'zone.read'],
        allowed: [
          'Read the zone and its DNS records.',
          'Add, change or remove the DNS records that the task names.',
        ],
      },
    },
    mayNot: 'give the domain to somebody else, see billing, make tokens, touch other websites',
    caution: 'DNS also carries your e-mail. Your agent is told to leave that alone.',
    notAllowed: [
      'Records that carry e-mail (MX, and TXT for SPF, DKIM and DMARC), unless the task names them.',
      'The TTL and the proxy status of a record, unless the task names them.',
    ],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: false,
    narrowsTo: 'hostname',
    defaultDays: 7,
    examples: [
      'Point www.{site} to our new host, new-host.example.net.',
      'Add the TXT record that our newsletter service asks for on {site}.',
    ],
  },
  audit: {
    id: 'audit',
    title: "Look, don't touch",
    summary: 'Read settings and report what is wrong',
    modes: {
      read: {
        may: 'read the settings and DNS records',
        permissions: ['zone.read', 'zoneSettings.read', 'dns.read'],
        allowed: ['Read the zone, its settings and its DNS records.'],
      },
    },
    mayNot: 'change anything at all, see billing, make tokens',
    notAllowed: ['Any change of any kind.'],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: true,
    narrowsTo: 'nothing',
    defaultDays: 7,
    examples: [
      'Read the settings of {site} and list what is unsafe or out of date.',
      'Check the DNS records of {site} and tell me which ones nobody needs.',
    ],
  },
  'pages-project': {
    id: 'pages-project',
    title: 'Publish a website',
    summary: 'Deploy or inspect a Cloudflare Pages project',
    modes: {
      read: {
        may: 'look at a Pages project and its past deployments',
        permissions: ['pages.read'],
        allowed: ['Read the Pages project, its deployments and their logs.'],
      },
      change: {
        may: 'publish a Pages project',
        permissions: ['pages.edit'],
        allowed: [
          'Read the Pages project, its deployments and their logs.',
          'Deploy the project, retry a deployment, or go back to an earlier one.',
        ],
      },
    },
    mayNot: 'change Workers or DNS, see billing, make tokens',
    notAllowed: [
      'Other Pages projects, even where the token could reach them.',
      'Deleting the project or a deployment.',
      'Workers and DNS.',
    ],
    needsZone: false,
    pagesProject: 'needed',
    mayReadAllZones: false,
    narrowsTo: 'nothing',
    defaultDays: 30,
    examples: [
      'Publish the new version of {site} when I say that it is ready.',
      'Find out why the last deployment of {site} failed.',
    ],
  },
  analytics: {
    id: 'analytics',
    title: 'Find out what visitors hit',
    summary: 'Missing pages, slow pages, visits',
    modes: {
      read: {
        may: 'read visits, missing pages and cache misses',
        permissions: ['analytics.read', 'zone.read'],
        allowed: ['Read the zone and its analytics (GraphQL).'],
      },
    },
    mayNot: 'change anything at all, see billing, make tokens',
    notAllowed: ['Any change of any kind.'],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: true,
    narrowsTo: 'hostname',
    defaultDays: 30,
    examples: [
      'List the missing pages (404) that visitors of {site} hit most in the last week.',
      'Tell me which pages of {site} are not served from the cache, and why.',
    ],
  },
  bots: {
    id: 'bots',
    title: 'See which bots are blocked',
    summary: 'Search engines and AI crawlers, robots.txt',
    modes: {
      read: {
        may: 'find out which bots and crawlers are blocked',
        permissions: ['botManagement.read', 'firewallServices.read', 'zoneWaf.read', 'zone.read'],
        allowed: [
          'Read the zone, its bot settings, firewall rules and firewall events.',
          'Fetch robots.txt, llms.txt and sitemap.xml from the live website.',
        ],
      },
    },
    mayNot: 'change anything at all, see billing, make tokens',
    notAllowed: ['Any change of any kind.'],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: true,
    narrowsTo: 'hostname',
    defaultDays: 7,
    examples: [
      'Find out if Google or AI crawlers are blocked on {site}, and by which rule.',
      'Check that robots.txt and sitemap.xml of {site} can be read by crawlers.',
    ],
  },
  'pages-domain': {
    id: 'pages-domain',
    title: 'Put your domain on a Pages website',
    summary: 'Connect a domain to a Pages project',
    modes: {
      change: {
        may: 'connect a domain to a Pages project, and set its DNS record',
        permissions: ['pages.edit', 'dns.edit', 'zone.read'],
        allowed: [
          'Read the Pages project, the zone and its DNS records.',
          'Add the domain to the Pages project.',
          'Add or change the one DNS record that this needs.',
        ],
      },
    },
    mayNot: "change other websites' DNS, see billing, make tokens",
    notAllowed: [
      'Other Pages projects, even where the token could reach them.',
      'Deployments.',
      'NS records, and DNS records that this domain does not need.',
    ],
    needsZone: true,
    pagesProject: 'needed',
    mayReadAllZones: false,
    narrowsTo: 'hostname',
    defaultDays: 7,
    examples: [
      'Make {site} show our Pages project.',
      'Move www.{site} to our Pages project and check that it loads.',
    ],
  },
  'cache-rules': {
    id: 'cache-rules',
    title: 'Look after cache rules',
    summary: 'Review or change what is kept ready for visitors',
    modes: {
      read: {
        may: 'read the cache rules',
        permissions: ['cacheRules.read', 'zone.read'],
        allowed: ['Read the zone and its cache rules.'],
      },
      change: {
        may: 'change the cache rules',
        permissions: ['cacheRules.edit', 'zone.read'],
        allowed: [
          'Read the zone and its cache rules.',
          'Add, change or remove the cache rules that the task names.',
        ],
      },
    },
    mayNot: 'change other settings, touch DNS, see billing, make tokens, touch other websites',
    notAllowed: ['Other kinds of rules, and settings of the whole zone.', 'Purging.'],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: false,
    narrowsTo: 'hostname',
    defaultDays: 7,
    examples: [
      'Review the cache rules of {site} and tell me which ones slow it down.',
      'Keep the images of {site} in the cache for a month.',
    ],
  },
  redirects: {
    id: 'redirects',
    title: 'Fix redirects',
    summary: 'Send old page addresses to the right new ones',
    modes: {
      change: {
        may: 'add, change and remove redirects',
        permissions: ['singleRedirect.edit', 'zone.read'],
        allowed: [
          'Read the zone and its single redirects.',
          'Add, change or remove the redirects that the task names.',
        ],
      },
    },
    mayNot: 'change the firewall, touch DNS, see billing, make tokens, touch other websites',
    notAllowed: ['WAF rules and every other kind of rule.', 'Bulk redirects.'],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: false,
    narrowsTo: 'hostname',
    defaultDays: 7,
    examples: [
      'Send the old shop address on {site} to the new one.',
      'Find redirects on {site} that go in a circle and mend them.',
    ],
  },
  'deploy-worker': {
    id: 'deploy-worker',
    title: 'Publish a Worker',
    summary: 'Deploy a small program that runs at Cloudflare',
    modes: {
      change: {
        may: 'publish a Worker and its routes',
        permissions: ['workersScripts.edit', 'workersRoutes.edit', 'zone.read'],
        allowed: [
          'Read the zone, the Worker and its routes.',
          'Deploy the Worker that the task names. If Cloudflare refuses one that is new, stop and tell me.',
          'Add or change the route that the task names.',
        ],
      },
    },
    mayNot: 'change Pages or DNS, see billing, make tokens',
    notAllowed: [
      'Other Workers, even where the token could reach them.',
      'Deleting a Worker.',
      'Pages and DNS.',
    ],
    needsZone: true,
    pagesProject: 'none',
    mayReadAllZones: false,
    narrowsTo: 'hostname',
    defaultDays: 30,
    examples: [
      'Publish the new version of our order form Worker on {site}.',
      'Put the Worker that shows opening hours on {site}.',
    ],
  },
};

/** The narrowest access a job has: reading where it can be done by reading. */
export function narrowestAccess(job: Job): Access {
  return job.modes.read === undefined ? 'change' : 'read';
}

/** The job that was chosen, of the catalogue or the owner's own. */
export function jobOf(choice: JobChoice): Job {
  return typeof choice === 'string' ? jobs[choice] : ownJobAsJob(choice);
}

/** What a job means at a level of access; null where the job has no such level. */
export function modeOf(choice: JobChoice, level: Access): JobMode | null {
  return jobOf(choice).modes[level] ?? null;
}

/** A job in a few characters, for the name of a token at Cloudflare. */
export function jobLabel(choice: JobChoice): string {
  return typeof choice === 'string' ? choice : 'own job';
}
