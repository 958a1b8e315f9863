import { type Access, type JobChoice, jobLabel, modeOf } from '../catalogue/jobs.ts';
import {
  type PermissionCategory,
  type PermissionGroup,
  type PermissionKey,
  permissionGroup,
  permissionGroups,
} from '../catalogue/permission-groups.ts';
import { dayMs } from '../instant.ts';
import type { Slip } from '../slip.ts';
import { categoryNames } from './categories.ts';

/** The two forms of the path: a token that the account owns, or one that the person owns. */
export type GuideForm = 'account' | 'user';

/** One row of Cloudflare's form to tick, with the one box in it. */
export type PermissionRow = {
  readonly key: PermissionKey;
  readonly category: PermissionCategory;
  readonly row: string;
  readonly box: 'Read' | 'Edit' | 'Purge' | 'Admin';
};

/** One policy: where, and which rows. Cloudflare takes account rows and domain rows in policies of their own. */
export type PolicyPlan = { readonly scope: 'account' | 'domains'; readonly rows: readonly PermissionRow[] };

/** What the owner is to do in Cloudflare's form for this very slip. */
export type GuidePlan = {
  readonly form: GuideForm;
  /** As the owner knows it; null where the app does not know it yet. */
  readonly accountName: string | null;
  /** The one domain; null for a slip without a domain, or for all of them. */
  readonly domain: string | null;
  readonly allDomains: boolean;
  readonly policies: readonly PolicyPlan[];
  readonly tokenName: string;
  /**
   * The day for Cloudflare's form, as YYYY-MM-DD, with whose beginning in UTC the token ends; the day in UTC on which it ends
   * where it is there already. Null for no end.
   */
  readonly endDay: string | null;
  /** The lines that Cloudflare's summary should show. */
  readonly summary: readonly string[];
};

/** What a plan is made from. */
export type GuideRequest = {
  readonly job: JobChoice;
  readonly access: Access;
  readonly accountName: string | null;
  readonly domain: string | null;
  readonly allDomains: boolean;
  readonly pagesProject: string | null;
  readonly endsAt: string | null;
  /** Which token of its slip it will be; the first if not given. */
  readonly version?: number;
};

/** Plans the clicks for a slip. */
export function planGuide(request: GuideRequest, form: GuideForm): GuidePlan {
  const permissions = modeOf(request.job, request.access)?.permissions ?? [];
  const policies = policiesOf(permissions);
  const { accountName, domain, allDomains } = request;
  return {
    form,
    accountName,
    domain,
    allDomains,
    policies,
    tokenName: guideTokenName(request.job, domain ?? request.pagesProject, request.version),
    endDay: request.endsAt === null ? null : endDayFor(request.endsAt),
    summary: policies.map((policy) => summaryLine(policy, request)),
  };
}

/** Plans the clicks to a token that a slip has already, in Cloudflare's list of tokens. */
export function planForToken({ place, token, until }: Pick<Slip, 'place' | 'token' | 'until'>): GuidePlan {
  return {
    form: token.owner.kind,
    accountName: place.account.name,
    domain: place.reach.kind === 'one-zone' ? place.reach.zone.name : null,
    allDomains: place.reach.kind === 'all-zones',
    policies: [],
    tokenName: token.name,
    endDay: until.kind === 'at' ? dayOf(until.at) : null,
    summary: [],
  };
}

/** The name that a token made by hand is given, so that it is found again in Cloudflare's list. */
export function guideTokenName(job: JobChoice, where: string | null, version = 1): string {
  /* The old token has the same name, and must not be mistaken for the new one when it is deleted. */
  const again = version === 1 ? '' : ` (${version})`;
  const name = `Permission Slip, ${jobLabel(job)}${where === null ? '' : `, ${where}`}`;
  /* Half a character can't stand in an address. */
  return name
    .toWellFormed()
    .slice(0, 100 - again.length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .concat(again);
}

/** Which form a set of permissions allows: some products can't be done with a token that the account owns. */
export function formsFor(permissions: readonly PermissionKey[]): readonly GuideForm[] {
  return permissions.every((key) => permissionGroup(key).accountTokens) ? ['account', 'user'] : ['user'];
}

/** A permission as the row and box that Cloudflare's form shows. */
export function rowOf(key: PermissionKey): PermissionRow {
  const group = permissionGroup(key);
  return { key, category: group.category, row: group.row, box: boxNames[group.level] };
}

/** How Cloudflare's form names the box of each level. */
export const boxNames: Readonly<Record<PermissionGroup['level'], PermissionRow['box']>> = {
  read: 'Read',
  edit: 'Edit',
  purge: 'Purge',
  admin: 'Admin',
};

/** The day of an instant in UTC, as YYYY-MM-DD. */
export function dayOf(at: string): string {
  return new Date(at).toISOString().slice(0, 10);
}

/* The first day that begins no sooner than the slip is to end: the one before would end the token hours too early. */
function endDayFor(endsAt: string): string {
  return new Date(Math.ceil(Date.parse(endsAt) / dayMs) * dayMs).toISOString().slice(0, 10);
}

function policiesOf(permissions: readonly PermissionKey[]): readonly PolicyPlan[] {
  const rows = (scope: 'zone' | 'account') =>
    inFormOrder(permissions.filter((key) => permissionGroup(key).scope === scope)).map(rowOf);
  return (
    [
      { scope: 'domains', rows: rows('zone') },
      { scope: 'account', rows: rows('account') },
    ] as const
  ).filter((policy) => policy.rows.length > 0);
}

/* From the top of Cloudflare's list to its end, so that the owner goes through it once. */
function inFormOrder(keys: readonly PermissionKey[]): readonly PermissionKey[] {
  const categories = Object.keys(categoryNames);
  const places = new Map(permissionGroups.map(({ key, category }, index) => [key, { category, index }]));
  const place = (key: PermissionKey) => {
    const { category, index } = places.get(key) ?? { category: 'other', index: 0 };
    return categories.indexOf(category) * permissionGroups.length + index;
  };
  return keys.toSorted((one, other) => place(one) - place(other));
}

function summaryLine({ scope, rows }: PolicyPlan, { domain, allDomains, accountName }: GuideRequest): string {
  const account = accountName ?? 'your account';
  const where =
    scope === 'account' ? account : allDomains || domain === null ? `All domains in ${account}` : domain;
  return `${where}: ${rows.map(rowWords).join(', ')}`;
}

/** A row and its box as Cloudflare's summary names them. */
export function rowWords({ row, box }: Pick<PermissionRow, 'row' | 'box'>): string {
  return row.endsWith(box) ? row : `${row} ${box}`;
}
