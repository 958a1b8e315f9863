import { jobs, modeOf } from '../../shared/catalogue/jobs.ts';
import { keysThatGrant, type PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import { type Place, zoneOf } from '../../shared/place.ts';
import type { Places } from '../../shared/places.ts';
import { placeText } from '../../shared/slip-paper.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import type { ProbeRequest } from './ports.ts';
import { permissionsOf } from './token-order.ts';

/** One harmless read, and what it should come to. */
export type Probe = {
  readonly expect: 'allowed' | 'refused';
  /** What the read is about, in the owner's words, to stand in "read ..." or "reach ...". */
  readonly about: string;
  readonly group: 'this-place' | 'account' | 'other-websites';
  readonly request: ProbeRequest;
};

/** The most requests a proof makes, the verify among them. */
const mostRequests = 12;

type Family = {
  readonly about: string;
  readonly key: PermissionKey;
  readonly scope: 'zone' | 'account';
  readonly request: (id: string, place: Place) => ProbeRequest;
};

const get = (path: string, missingMeans: 'allowed' | 'unclear' = 'unclear'): ProbeRequest => ({
  kind: 'get',
  path,
  missingMeans,
});

const ruleset = (zone: string, phase: string) =>
  get(`/zones/${zone}/rulesets/phases/${phase}/entrypoint`, 'allowed');

/* In the order in which they matter to an owner, since a proof stops at mostRequests. */
const families: readonly Family[] = [
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

/**
 * Plans a proof: each read that the job's permissions cover has to succeed, and as many others as fit have to be
 * refused. Every probe is a read.
 */
export function planProof(request: SlipRequest, places: Places | null): readonly Probe[] {
  const { place } = request;
  const zone = zoneOf(place) ?? (place.reach.kind === 'all-zones' ? firstZone(places, place) : null);
  const granted = new Set(permissionsOf(request));
  const isGranted = ({ key }: Family) => keysThatGrant(key).some((one) => granted.has(one));
  const probe = (family: Family): Probe | null => {
    const id = family.scope === 'zone' ? (zone?.id ?? null) : place.account.id;
    if (id === null) return null;
    return {
      expect: isGranted(family) ? 'allowed' : 'refused',
      about: family.about,
      group: family.scope === 'zone' ? 'this-place' : 'account',
      request: family.request(id, place),
    };
  };
  const planned = families.map(probe).filter((one) => one !== null);
  const allowed = planned.filter(({ expect }) => expect === 'allowed');
  const others = otherWebsites(request, places);
  const refused = planned.filter(({ expect }) => expect === 'refused');
  return [...allowed, ...others, ...refused].slice(0, mostRequests - 1);
}

/** What a slip may do, as a line of its proof. */
export function canLine(request: SlipRequest): string {
  const mode = modeOf(request.job, request.access);
  const may = mode?.may ?? jobs[request.job].title.toLowerCase();
  const { place } = request;
  return place.pagesProject === null ? `${may} on ${placeText(place)}` : `${may}: ${placeText(place)}`;
}

function otherWebsites({ place }: SlipRequest, places: Places | null): readonly Probe[] {
  if (place.reach.kind === 'all-zones') return [];
  const own = zoneOf(place)?.id;
  return (places?.zones ?? [])
    .filter(({ id }) => id !== own)
    .slice(0, 2)
    .map(({ id, name }) => ({
      expect: 'refused',
      about: name,
      group: 'other-websites',
      request: get(`/zones/${id}`),
    }));
}

function firstZone(places: Places | null, { account }: Place): { readonly id: string } | null {
  return places?.zones.find((zone) => zone.account.id === account.id) ?? null;
}
