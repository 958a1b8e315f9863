import { robotsFile } from './products/bots.ts';
import { addressOf, type PracticeState, type Rule, type Traffic, type Zone } from './state.ts';

/** A page of a made-up website, as a visitor gets it. */
export type LivePage = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** How long a page counts as just purged, in milliseconds. */
const freshMs = 60_000;

/** The page that a practice website shows at an address; null where its name leads nowhere. */
export function livePage(state: PracticeState, now: Date, host: string, path: string): LivePage | null {
  const zone = state.zones.find(({ name }) => host === name || host.endsWith(`.${name}`));
  if (zone === undefined) return projectPage(state, host, path);
  const records = state.dnsRecords.filter(
    (record) =>
      record.zoneId === zone.id && record.name === host && ['A', 'AAAA', 'CNAME'].includes(record.type),
  );
  if (records.length === 0) return null;
  const bare = path.split('?')[0] ?? '/';
  if (!records.some(({ proxied }) => proxied)) return plain(200, { server: 'nginx' });
  const target = redirectOf(state, zone, host, bare);
  if (target !== null) return atCloudflare(301, { location: target });
  if (bare === '/robots.txt') return robotsPage(state, zone, host);
  return sitePage(state, now, zone, { host, path, bare });
}

function projectPage(state: PracticeState, host: string, path: string): LivePage | null {
  const isThere = state.projects.some((project) => {
    const address = addressOf(project);
    return host === address || host.endsWith(`.${address}`);
  });
  if (!isThere) return null;
  return path === '/' ? atCloudflare(200, { 'cf-cache-status': 'DYNAMIC' }) : atCloudflare(404, {});
}

function sitePage(
  state: PracticeState,
  now: Date,
  zone: Zone,
  { host, path, bare }: { readonly host: string; readonly path: string; readonly bare: string },
): LivePage {
  const visits = state.traffic[zone.id] ?? [];
  const known = visits.find((one) => one.host === host && one.path === bare && one.blocked === null);
  if (known === undefined) return atCloudflare(bare === '/' ? 200 : 404, { 'cf-cache-status': 'DYNAMIC' });
  if (known.cache === 'hit' && isFresh(state, now, zone, host, path)) {
    return atCloudflare(known.status, { 'cf-cache-status': 'MISS' });
  }
  return atCloudflare(known.status, cacheHeaders(known));
}

function cacheHeaders({ cache }: Traffic): Record<string, string> {
  if (cache === 'none') return {};
  return { 'cf-cache-status': cache.toUpperCase(), ...(cache === 'hit' ? { age: '5400' } : {}) };
}

function isFresh({ purges }: PracticeState, now: Date, zone: Zone, host: string, path: string): boolean {
  return purges.some(
    ({ zoneId, at, what }) =>
      zoneId === zone.id && now.getTime() - Date.parse(at) <= freshMs && isPurged(what, host, path),
  );
}

/* No page of the practice account has a tag. */
function isPurged(
  { purge_everything: all, files, hosts, prefixes }: PracticeState['purges'][number]['what'],
  host: string,
  path: string,
) {
  return (
    all === true ||
    JSON.stringify(files ?? []).includes(JSON.stringify(`https://${host}${path}`)) ||
    listOf(hosts).some((one) => one.toLowerCase() === host) ||
    listOf(prefixes).some((one) => `${host}${path}`.startsWith(one))
  );
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function robotsPage(state: PracticeState, zone: Zone, host: string): LivePage {
  const file = robotsFile(state, zone, host);
  if (file.status !== 200) return atCloudflare(file.status, {});
  const groups = Object.entries(file.userAgents).map(([name, { allow, disallow }]) =>
    [
      `User-agent: ${name}`,
      ...allow.map((path) => `Allow: ${path}`),
      ...disallow.map((path) => `Disallow: ${path}`),
    ].join('\n'),
  );
  const text = [...groups, ...file.sitemaps.map((map) => `Sitemap: ${map}`)].join('\n\n');
  return atCloudflare(200, { 'content-type': 'text/plain; charset=utf-8' }, `${text}\n`);
}

/* Of the rules' language what the practice account's own rules use: the host and the path, joined by "and". */
function redirectOf(state: PracticeState, zone: Zone, host: string, path: string): string | null {
  const set = state.rulesets.find(
    ({ zoneId, phase }) => zoneId === zone.id && phase === 'http_request_dynamic_redirect',
  );
  const rule = set?.rules.find((one) => one.enabled !== false && isMet(one, host, path));
  return rule === undefined ? null : targetOf(rule, path);
}

function isMet({ expression }: Rule, host: string, path: string): boolean {
  if (typeof expression !== 'string') return false;
  const terms = expression.replace(/^\((.*)\)$/, '$1').split(' and ');
  return terms.every((term) => {
    const [, field, value] = /^(http\.host|http\.request\.uri\.path) eq "([^"]*)"$/.exec(term.trim()) ?? [];
    return value !== undefined && (field === 'http.host' ? host : path) === value;
  });
}

function targetOf({ action_parameters: parameters }: Rule, path: string): string | null {
  const text = JSON.stringify(parameters ?? null);
  const [, whole] = /"value":"(https:[^"\\]*)"/.exec(text) ?? [];
  if (whole !== undefined) return whole;
  const [, start] = /concat\(\\"(https:[^"\\]*)\\", http\.request\.uri\.path\)/.exec(text) ?? [];
  return start === undefined ? null : start + path;
}

function atCloudflare(status: number, headers: Record<string, string>, text = ''): LivePage {
  return plain(status, { server: 'cloudflare', ...headers }, text);
}

function plain(status: number, headers: Record<string, string>, text = ''): LivePage {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, text };
}
