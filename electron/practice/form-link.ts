import {
  type PermissionKey,
  permissionGroup,
  permissionGroups,
} from '../../shared/catalogue/permission-groups.ts';
import type { PracticeStart, TokenFormLink } from '../../shared/ipc/practice-contract.ts';

/** The page of the practice dashboard that stands in for the one at Cloudflare that an address leads to. */
export function startAt(address: string): PracticeStart {
  const link = readFormLink(address);
  if (link !== null) return { page: 'form', link };
  if (!URL.canParse(address)) return { page: 'home' };
  const { pathname, searchParams } = new URL(address);
  if (pathname === '/profile/api-tokens') return { page: 'tokens', form: 'user', account: null };
  const account = accountIn(searchParams);
  return account === null ? { page: 'home' } : { page: 'tokens', form: 'account', account: idOf(account) };
}

/**
 * Reads an address as Cloudflare's form does when it is opened by it; null for an address that opens no form filled in.
 * The rules are those of prefilled-link.ts, from the other side: a permission that is not known is dropped in silence,
 * and an account's next to a domain's, too.
 */
function readFormLink(address: string): TokenFormLink | null {
  if (!URL.canParse(address)) return null;
  const { hostname, pathname, searchParams } = new URL(address);
  if (hostname !== 'dash.cloudflare.com') return null;
  const wanted = readKeys(searchParams.get('permissionGroupKeys'));
  if (wanted === null) return null;
  const name = searchParams.get('name');
  const account = accountIn(searchParams);
  if (pathname === '/' && account !== null) {
    return {
      form: 'account',
      account: idOf(account),
      name,
      permissions: onePolicy(wanted).filter((key) => permissionGroup(key).accountTokens),
      zone: null,
    };
  }
  if (pathname !== '/profile/api-tokens') return null;
  return { form: 'user', account: null, name, permissions: wanted, zone: idOf(searchParams.get('zoneId')) };
}

/* What stands for the account in an address of its tokens: an id, or the word that lets the person choose. */
const accountIn = (params: URLSearchParams) =>
  /^\/([^/]+)\/api-tokens$/.exec(params.get('to') ?? '')?.[1] ?? null;

const idOf = (text: string | null) => (text !== null && /^[0-9a-f]{32}$/.test(text) ? text : null);

/* The first policy is the only one that a link fills, and domains win. */
function onePolicy(keys: readonly PermissionKey[]): readonly PermissionKey[] {
  const zones = keys.filter((key) => permissionGroup(key).scope === 'zone');
  return zones.length > 0 ? zones : keys.filter((key) => permissionGroup(key).scope === 'account');
}

function readKeys(text: string | null): readonly PermissionKey[] | null {
  if (text === null) return null;
  const asked = parsed(text);
  if (!Array.isArray(asked)) return [];
  const labels = asked.map(labelOf).filter((label) => label !== null);
  return permissionGroups
    .filter(({ label }) => label !== undefined && labels.includes(label))
    .map(({ key }) => key);
}

const endings: Readonly<Record<string, string>> = { read: 'read', edit: 'write', purge: 'purge' };

function labelOf(one: unknown): string | null {
  if (typeof one !== 'object' || one === null || !('key' in one) || !('type' in one)) return null;
  const ending = typeof one.type === 'string' ? endings[one.type] : undefined;
  return typeof one.key === 'string' && ending !== undefined ? `${one.key}_${ending}` : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
