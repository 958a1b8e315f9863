import { firstVersion } from '../products/worker-versions.ts';
import type { Account, PracticeState, Zone } from '../state.ts';
import { seededId } from '../token-values.ts';
import { seedDns } from './dns.ts';
import { seedProjects } from './pages.ts';
import { daysBefore, places } from './places.ts';
import { seedBots, seedRobots, seedRulesets } from './rules.ts';
import { seedTraffic } from './traffic.ts';

function accounts(now: Date): Account[] {
  const account = (place: { id: string; name: string }, workersSubdomain: string, days: number): Account => ({
    ...place,
    createdOn: daysBefore(now, days),
    settings: { enforce_twofactor: false, abuse_contact_email: null },
    workersSubdomain,
  });
  return [account(places.accounts.bakery, 'bakery', 900), account(places.accounts.hill, 'hillcoaching', 500)];
}

function zones(now: Date): Zone[] {
  const { bakery, hill } = places.accounts;
  const zone = (place: { id: string; name: string }, accountId: string, plan: Zone['plan']): Zone => ({
    ...place,
    accountId,
    status: 'active',
    paused: false,
    plan,
    createdOn: daysBefore(now, 420),
    modifiedOn: daysBefore(now, 40),
  });
  return [
    zone(places.zones.bakery, bakery.id, 'pro'),
    zone(places.zones.cakeshop, bakery.id, 'free'),
    zone(places.zones.oldBakery, bakery.id, 'free'),
    zone(places.zones.hillcoaching, hill.id, 'free'),
  ];
}

const ordinarySettings = {
  '0rtt': 'off',
  always_online: 'off',
  always_use_https: 'on',
  automatic_https_rewrites: 'on',
  brotli: 'on',
  browser_cache_ttl: 14_400,
  browser_check: 'on',
  cache_level: 'aggressive',
  challenge_ttl: 1800,
  development_mode: 'off',
  early_hints: 'off',
  email_obfuscation: 'on',
  hotlink_protection: 'off',
  http3: 'on',
  ip_geolocation: 'on',
  ipv6: 'on',
  min_tls_version: '1.2',
  opportunistic_encryption: 'on',
  rocket_loader: 'off',
  security_level: 'medium',
  ssl: 'strict',
  tls_1_3: 'on',
  websockets: 'on',
} as const;

/* Things for an audit to find: old TLS, "flexible" encryption, no move to https. */
const oddSettings: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  [places.zones.bakery.id]: { browser_cache_ttl: 0 },
  [places.zones.cakeshop.id]: { ssl: 'flexible', always_use_https: 'off', min_tls_version: '1.0' },
  [places.zones.oldBakery.id]: { development_mode: 'on', security_level: 'essentially_off' },
  [places.zones.hillcoaching.id]: {},
};

function zoneSettings(): PracticeState['zoneSettings'] {
  return Object.fromEntries(
    Object.entries(oddSettings).map(([zoneId, odd]) => [
      zoneId,
      Object.fromEntries(
        Object.entries({ ...ordinarySettings, ...odd }).map(([id, value]) => [
          id,
          { value, modifiedOn: null, editable: true },
        ]),
      ),
    ]),
  );
}

const workerSource = `export default {
  fetch() {
    return new Response('The oven is warm.');
  },
};
`;

/** The practice account as it is at the very first start, without tokens. */
export function seedState(now: Date): PracticeState {
  const { bakery, hill } = places.accounts;
  return {
    version: 1,
    user: {
      id: places.userId,
      email: 'owner@bakery.example',
      firstName: 'Robin',
      lastName: 'Miller',
      createdOn: daysBefore(now, 900),
    },
    memberships: [
      {
        id: seededId('membership:bakery'),
        accountId: bakery.id,
        role: 'Super Administrator - All Privileges',
      },
      { id: seededId('membership:hill'), accountId: hill.id, role: 'Administrator' },
    ],
    accounts: accounts(now),
    zones: zones(now),
    tokens: [],
    dnsRecords: seedDns(now),
    purges: [],
    zoneSettings: zoneSettings(),
    bots: seedBots(),
    robots: seedRobots(),
    rulesets: seedRulesets(now),
    projects: seedProjects(now),
    workers: [
      {
        accountId: bakery.id,
        name: 'opening-hours',
        createdOn: daysBefore(now, 120),
        modifiedOn: daysBefore(now, 15),
        ...firstVersion(workerSource, daysBefore(now, 120)),
      },
    ],
    workerRoutes: [
      {
        id: seededId('route:api-hours'),
        zoneId: places.zones.bakery.id,
        pattern: 'bakery.example/api/hours*',
        script: 'opening-hours',
      },
    ],
    traffic: seedTraffic(),
  };
}
