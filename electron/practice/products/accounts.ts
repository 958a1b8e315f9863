import { z } from 'zod';
import type { PermissionKey } from '../../../shared/catalogue/permission-groups.ts';
import { ok, paged, refusal } from '../answers.ts';
import { accountRoute, type Call, type Route, userRoute, zoneRoute } from '../route.ts';
import type { Account, PracticeState, Zone } from '../state.ts';
import { seededId } from '../token-values.ts';

const renderAccount = (account: Account) => ({
  id: account.id,
  name: account.name,
  type: 'standard',
  settings: account.settings,
  created_on: account.createdOn,
});

function renderUser({ state }: Call) {
  return ok({
    id: state.user.id,
    email: state.user.email,
    first_name: state.user.firstName,
    last_name: state.user.lastName,
    username: seededId('username'),
    telephone: null,
    country: null,
    zipcode: null,
    two_factor_authentication_enabled: true,
    two_factor_authentication_locked: false,
    created_on: state.user.createdOn,
    modified_on: state.user.createdOn,
    organizations: [],
    has_pro_zones: true,
    has_business_zones: false,
    has_enterprise_zones: false,
    suspended: false,
    betas: [],
  });
}

function memberships({ state, query }: Call) {
  const wanted = query.get('account.name') ?? query.get('name');
  const rows = state.memberships.flatMap((membership) => {
    const account = state.accounts.find((candidate) => candidate.id === membership.accountId);
    if (account === undefined || (wanted !== null && account.name !== wanted)) return [];
    return [{ membership, account }];
  });
  return paged(rows, query, ({ membership, account }) => ({
    id: membership.id,
    status: 'accepted',
    account: renderAccount(account),
    api_access_enabled: true,
    code: '',
    roles: [membership.role],
    permissions: {
      analytics: { read: true, write: true },
      zones: { read: true, write: true },
      billing: { read: true, write: membership.role !== 'Administrator' },
    },
  }));
}

function members(call: Call, account: Account) {
  const mine = call.state.memberships.find((membership) => membership.accountId === account.id);
  const list = [
    { email: call.state.user.email, role: mine?.role ?? 'Administrator' },
    {
      email: `accounts@${account.id === seededId('account:bakery') ? 'bakery' : 'hillcoaching'}.example`,
      role: 'Billing',
    },
  ];
  return paged(list, call.query, (member) => ({
    id: seededId(`member:${account.id}:${member.email}`),
    status: 'accepted',
    user: {
      id: seededId(`user:${member.email}`),
      email: member.email,
      two_factor_authentication_enabled: true,
    },
    roles: [{ id: seededId(`role:${member.role}`), name: member.role, description: '', permissions: {} }],
  }));
}

const accountChange = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  settings: z.record(z.string(), z.json()).optional(),
});

function changeAccount(call: Call, account: Account) {
  const change = accountChange.safeParse(call.body);
  if (!change.success) throw refusal(400, 1001, 'Invalid account');
  account.name = change.data.name ?? account.name;
  account.settings = { ...account.settings, ...change.data.settings };
  return ok(renderAccount(account));
}

function billing(_call: Call, account: Account) {
  return ok({
    id: seededId(`billing:${account.id}`),
    first_name: 'Robin',
    last_name: 'Miller',
    company: account.name,
    payment_gateway: 'practice',
    card_number: '************0000',
    balance: '0.00',
    currency: 'USD',
  });
}

/** What the API says of a zone, with the rights that this very token has on it. */
function renderZone(call: Call, zone: Zone) {
  const account = call.state.accounts.find((candidate) => candidate.id === zone.accountId);
  return {
    id: zone.id,
    name: zone.name,
    status: zone.status,
    paused: zone.paused,
    type: 'full',
    development_mode: 0,
    name_servers: ['ada.ns.practice.example', 'ben.ns.practice.example'],
    original_name_servers: ['ns1.oldhost.example', 'ns2.oldhost.example'],
    original_registrar: null,
    original_dnshost: null,
    created_on: zone.createdOn,
    modified_on: zone.modifiedOn,
    activated_on: zone.status === 'active' ? zone.createdOn : null,
    meta: {
      step: 2,
      custom_certificate_quota: 0,
      page_rule_quota: zone.plan === 'pro' ? 20 : 3,
      phishing_detected: false,
    },
    owner: { id: null, type: 'user', email: null },
    account: { id: zone.accountId, name: account?.name ?? '' },
    tenant: { id: null, name: null },
    tenant_unit: { id: null },
    permissions: zonePermissions(call, zone),
    plan: {
      id: seededId(`plan:${zone.plan}`),
      name: zone.plan === 'pro' ? 'Pro Website' : 'Free Website',
      price: zone.plan === 'pro' ? 20 : 0,
      currency: 'USD',
      frequency: zone.plan === 'pro' ? 'monthly' : '',
      is_subscribed: zone.plan === 'pro',
      can_subscribe: false,
      legacy_id: zone.plan,
      legacy_discount: false,
      externally_managed: false,
    },
  };
}

/* Only these families were measured to follow the token; the field is marked as deprecated by Cloudflare. */
const permissionWords: readonly (readonly [PermissionKey, string])[] = [
  ['dns.read', '#dns_records:read'],
  ['dns.edit', '#dns_records:edit'],
  ['zone.read', '#zone:read'],
  ['zone.edit', '#zone:edit'],
  ['zoneSettings.read', '#zone_settings:read'],
  ['zoneSettings.edit', '#zone_settings:edit'],
  ['ssl.read', '#ssl:read'],
  ['ssl.edit', '#ssl:edit'],
];

function zonePermissions(call: Call, zone: Zone): string[] {
  return permissionWords.flatMap(([key, word]) => (call.may(key, { zone }) ? [word] : []));
}

function listZones(call: Call, zones: readonly Zone[]) {
  const { query } = call;
  const name = query.get('name');
  const accountId = query.get('account.id');
  const accountName = query.get('account.name');
  const status = query.get('status');
  const shown = zones
    .filter((zone) => name === null || nameFits(zone.name, name))
    .filter((zone) => accountId === null || zone.accountId === accountId)
    .filter((zone) => accountName === null || accountNamed(call.state, zone) === accountName)
    .filter((zone) => status === null || zone.status === status)
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const ordered = query.get('direction') === 'desc' ? shown.toReversed() : shown;
  return paged(ordered, query, (zone) => renderZone(call, zone), { defaultSize: 20, maxSize: 50 });
}

const accountNamed = (state: PracticeState, zone: Zone) =>
  state.accounts.find((account) => account.id === zone.accountId)?.name;

function nameFits(name: string, filter: string): boolean {
  const wanted = filter.toLowerCase();
  if (wanted.startsWith('contains:')) return name.includes(wanted.slice('contains:'.length));
  if (wanted.startsWith('starts_with:')) return name.startsWith(wanted.slice('starts_with:'.length));
  return name === wanted;
}

function changeZone(call: Call, zone: Zone) {
  const change = z.object({ paused: z.boolean() }).safeParse(call.body);
  if (!change.success) throw refusal(400, 1006, 'Only pausing can be changed here');
  zone.paused = change.data.paused;
  zone.modifiedOn = call.now.toISOString();
  return ok(renderZone(call, zone));
}

/** The user, the accounts with their billing and members, and the zones. */
export const accountRoutes: readonly Route[] = [
  userRoute('GET', '/user', ['userDetails.read'], renderUser),
  // Clients such as wrangler know this refusal by the code 10000.
  userRoute('GET', '/memberships', ['memberships.read'], memberships, 'product'),
  {
    method: 'GET',
    path: '/accounts',
    need: { on: 'accounts' },
    refusal: 'core',
    handle: (call, { accounts }) =>
      paged(
        accounts.filter((account) => (call.query.get('name') ?? account.name) === account.name),
        call.query,
        renderAccount,
      ),
  },
  accountRoute('GET', '', ['accountSettings.read'], (_call, account) => ok(renderAccount(account)), 'core'),
  accountRoute('PUT', '', ['accountSettings.edit'], changeAccount, 'core'),
  accountRoute('GET', '/members', ['accountSettings.read'], members),
  accountRoute('GET', '/roles', ['accountSettings.read'], (call) =>
    paged(['Super Administrator - All Privileges', 'Administrator', 'Billing'], call.query, (name) => ({
      id: seededId(`role:${name}`),
      name,
      description: name,
      permissions: {},
    })),
  ),
  accountRoute('GET', '/billing/profile', ['billing.read'], billing),
  accountRoute('GET', '/subscriptions', ['billing.read'], () => ok([])),
  {
    method: 'GET',
    path: '/zones',
    need: { on: 'zones', anyOf: ['zone.read'] },
    refusal: 'core',
    handle: (call, { zones }) => listZones(call, zones),
  },
  zoneRoute('GET', '', ['zone.read'], (call, zone) => ok(renderZone(call, zone)), 'core'),
  zoneRoute('PATCH', '', ['zone.edit'], changeZone, 'core'),
];
