import { places } from '../../electron/practice/seed/places.ts';

/** A request as bytes leave a client, apart from what names the server and the caller. */
export type FuzzRequest = {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body: string;
};

const { accounts, zones, projects } = places;
const record = 'c'.repeat(32);
const own = [accounts.bakery.id, zones.bakery.id, record, projects.bakerySite];
const foreign = [zones.cakeshop.id, zones.hillcoaching.id, accounts.hill.id, 'd'.repeat(32), 'other-project'];
const words = [
  'zones',
  'accounts',
  'dns_records',
  'purge_cache',
  'settings',
  'rulesets',
  'phases',
  'http_request_dynamic_redirect',
  'entrypoint',
  'pages',
  'projects',
  'deployments',
  'upload-token',
  'assets',
  'upload',
  'user',
  'tokens',
  'verify',
  'permission_groups',
  'memberships',
  'graphql',
  'bot_management',
  'workers',
  'scripts',
  'billing',
  'members',
  'batch',
  'export',
  'import',
  'firewall',
  'access_rules',
  'value',
];
const odd = [
  '..',
  '.',
  '%2e%2e',
  '%252e',
  '',
  '%2F',
  '%5c',
  '\\',
  ';a=b',
  '%00',
  '%ff',
  '*',
  '{zone}',
  '__proto__',
  'é',
  '%c3%a9',
];
const methods = [
  'GET',
  'GET',
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PURGE',
  'get',
];
const bodies = [
  '{}',
  '[]',
  'null',
  '{"purge_everything":true}',
  '{"files":["https://bakery.example/a"]}',
  '{"files":["https://cakeshop.example/a"]}',
  '{"files":["https://bakery.example.evil.example/"]}',
  '{"files":["https://bakery.example@evil.example/"]}',
  '{"hosts":["bakery.example"]}',
  '{"tags":["a"]}',
  '{"type":"A","name":"www.bakery.example","content":"203.0.113.7","ttl":300}',
  '{"type":"NS","name":"bakery.example","content":"ns.evil.example"}',
  '{"type":"TXT","name":"bakery.example","content":"x","type":"NS"}',
  '{"Type":"NS","type":"A"}',
  '{"deletes":[{"id":"dddddddddddddddddddddddddddddddd"}]}',
  '{"__proto__":{"a":1}}',
  `{"query":"{viewer{zones(filter:{zoneTag:\\"${zones.cakeshop.id}\\"}){zoneTag}}}"}`,
  `{"query":"{viewer{zones(filter:{zoneTag:\\"${zones.bakery.id}\\"}){zoneTag}}}"}`,
  '{"query":"mutation{a}"}',
  `${'['.repeat(200)}${']'.repeat(200)}`,
  '{"a":1e999}',
  '"\\ud800"',
  'hello',
];
const headers = [
  'X-HTTP-Method-Override: DELETE',
  'Origin: https://evil.example',
  'Sec-Fetch-Site: cross-site',
  'Upgrade: h2c',
  'Expect: 100-continue',
  'Content-Encoding: gzip',
  'Cookie: a=b',
  'X-Auth-Key: k',
  'Accept: */*',
  'Range: bytes=0-1',
  'Forwarded: for=1',
  'X-Original-URL: /client/v4/user',
  'Connection: keep-alive, Authorization',
];
const queries = [
  'per_page=5',
  'page=2',
  'name=bakery.example',
  'name=a&name=b',
  'a[]=1',
  'a=%00',
  'a',
  'x=1;y=2',
  'account.id=1',
  '__proto__=1',
];

/** A request made up from what a slip allows, what it does not, and what no client would send. */
export function anyRequest(random: () => number): FuzzRequest {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] ?? (all[0] as T);
  const step = () => {
    const chance = random();
    if (chance < 0.45) return pick(words);
    if (chance < 0.75) return pick(own);
    return chance < 0.92 ? pick(foreign) : pick(odd);
  };
  const shapes = [
    () => ['zones', pick([...own, ...foreign]), ...some(2, step)],
    () => ['accounts', pick([...own, ...foreign]), ...some(4, step)],
    () => ['zones', zones.bakery.id, 'dns_records', ...some(1, () => pick([record, ...odd]))],
    () => ['zones', pick([zones.bakery.id, ...foreign]), pick(['purge_cache', 'dns_records', 'settings'])],
    () => ['zones', zones.bakery.id],
    () => some(5, step),
  ];
  const some = (most: number, one: () => string) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, one);
  const base =
    random() < 0.96
      ? '/client/v4/'
      : pick(['/', '/client/v4//', '//client/v4/', '/client/v5/', 'http://api.cloudflare.com/client/v4/']);
  const query = random() < 0.25 ? `?${some(2, () => pick(queries)).join('&')}` : '';
  const path = pick(shapes)().join(random() < 0.97 ? '/' : '//');
  const method = pick(methods);
  return {
    method,
    target: base + path + query,
    headers: random() < 0.15 ? [pick(headers)] : [],
    body: ['GET', 'HEAD', 'get'].includes(method) && random() < 0.95 ? '' : pick(bodies),
  };
}

/* Each of these is written down here by hand, and not read from the rules that are under test. */
const dnsRecords = `/client/v4/zones/${zones.bakery.id}/dns_records`;
const allowed: Readonly<Record<string, readonly RegExp[]>> = {
  'change-dns': [
    new RegExp(`^GET /client/v4/zones/${zones.bakery.id}(?:\\?|$)`),
    new RegExp(`^GET ${dnsRecords}(?:/[0-9a-f]{32}|/export)?(?:\\?|$)`),
    new RegExp(`^POST ${dnsRecords}(?:/batch)?$`),
    new RegExp(`^(?:PUT|PATCH|DELETE) ${dnsRecords}/[0-9a-f]{32}$`),
    new RegExp(`^GET /client/v4/(?:accounts/${accounts.bakery.id}|user)/tokens/verify$`),
  ],
  'purge-pages': [
    new RegExp(`^GET /client/v4/zones/${zones.bakery.id}(?:\\?|$)`),
    new RegExp(`^POST /client/v4/zones/${zones.bakery.id}/purge_cache$`),
    new RegExp(`^GET /client/v4/(?:accounts/${accounts.bakery.id}|user)/tokens/verify$`),
  ],
};

/** Why what reached Cloudflare should not have, by a list that was made without the rules; null where it may. */
export function wrongAt(job: string, method: string, path: string, body: string): string | null {
  const line = `${method} ${path}`;
  if (!(allowed[job] ?? []).some((one) => one.test(line))) return line;
  if (foreign.some((one) => path.includes(one) && one.length > 20 && one !== 'd'.repeat(32))) return line;
  if (/purge_everything|"(?:hosts|prefixes)"|evil|cakeshop|"NS"|__proto__/.test(body))
    return `${line} ${body}`;
  /* A DNS record may have tags of its owner's; a purge by them reaches what nobody listed. */
  if (job === 'purge-pages' && /"tags"/.test(body)) return `${line} ${body}`;
  return null;
}
