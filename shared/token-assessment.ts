import { type AccountToken, isReading, type TokenGroup, type TokenRule } from './account-token.ts';
import { permissionGroupById } from './catalogue/permission-groups.ts';
import { permissionCare } from './catalogue/permission-words.ts';
import { dayMs } from './instant.ts';

/** What can be wrong with a token that is already in an account. */
export type TokenFault = 'too-wide' | 'no-end' | 'unused' | 'old' | 'ended' | 'disabled';

/** One fault, in the owner's words. */
export type TokenFinding = { readonly fault: TokenFault; readonly text: string };

const oldDays = 365;
const unusedDays = 90;
/** A new token may wait some days for its first use. */
const neverUsedDays = 30;
/** No job of the catalogue needs as many different rights to change. */
const mostChanges = 5;
const mostWebsites = 3;

/** What is wrong with a token at a moment, the most pressing first. Empty where nothing is. */
export function assessToken(token: AccountToken, now: Date): readonly TokenFinding[] {
  if (hasEnded(token, now)) return [{ fault: 'ended', text: 'It has ended, so it opens nothing.' }];
  if (token.status === 'disabled') {
    return [{ fault: 'disabled', text: 'It is switched off. Somebody can switch it on again.' }];
  }
  const wide = tooWide(token);
  return [
    ...(wide === null ? [] : [{ fault: 'too-wide', text: wide } as const]),
    ...(token.endsAt === null ? [{ fault: 'no-end', text: 'It has no end date.' } as const] : []),
    ...unused(token, now),
    ...old(token, now),
  ];
}

/** Whether a token opens nothing any more, by Cloudflare's word or by its date. */
export function hasEnded({ status, endsAt }: Pick<AccountToken, 'status' | 'endsAt'>, now: Date): boolean {
  return status === 'expired' || (endsAt !== null && Date.parse(endsAt) <= now.getTime());
}

/** How much a token needs a look: a wide one before one without an end, and so on. */
export function urgencyOf(findings: readonly TokenFinding[]): number {
  const weights: Readonly<Record<TokenFault, number>> = {
    'too-wide': 16,
    'no-end': 8,
    unused: 4,
    old: 2,
    disabled: 1,
    ended: 1,
  };
  return findings.reduce((sum, { fault }) => sum + weights[fault], 0);
}

function unused({ lastUsedAt, createdAt }: AccountToken, now: Date): readonly TokenFinding[] {
  const since = daysSince(lastUsedAt ?? createdAt, now);
  if (since === null) return [];
  if (lastUsedAt === null) {
    return since < neverUsedDays
      ? []
      : [{ fault: 'unused', text: `Cloudflare knows of no use in ${since} days.` }];
  }
  return since < unusedDays ? [] : [{ fault: 'unused', text: `It was not used for ${since} days.` }];
}

function old({ createdAt }: AccountToken, now: Date): readonly TokenFinding[] {
  const age = daysSince(createdAt, now);
  if (age === null || age < oldDays) return [];
  const years = Math.floor(age / oldDays);
  return [{ fault: 'old', text: `It is more than ${years === 1 ? 'a year' : `${years} years`} old.` }];
}

function daysSince(at: string | null, now: Date): number | null {
  const days = at === null ? Number.NaN : Math.floor((now.getTime() - Date.parse(at)) / dayMs);
  return Number.isFinite(days) && days >= 0 ? days : null;
}

/* Only the gravest reason is told: more would not be read, and the remedy is the same. */
function tooWide({ rules }: AccountToken): string | null {
  const allowing = rules.filter(({ effect }) => effect === 'allow');
  const groups = distinct(allowing.flatMap((rule) => rule.groups));
  const dangers = groups.flatMap(dangerOf);
  const [danger] = dangers;
  if (danger !== undefined) return danger;
  const changing = allowing.filter((rule) => rule.groups.some((group) => !isReading(group)));
  if (changing.some(reachesAll)) return 'It can change things on all your websites.';
  const websites = new Set(
    changing.flatMap(({ on }) => on.flatMap((reach) => (reach.kind === 'zone' ? [reach.id] : []))),
  );
  if (websites.size > mostWebsites) return `It can change things on ${websites.size} websites.`;
  const changes = groups.filter((group) => !isReading(group)).length;
  return changes > mostChanges ? `It can change ${changes} different kinds of things.` : null;
}

function dangerOf(group: TokenGroup): readonly string[] {
  const known = permissionGroupById(group.id);
  if (known === undefined) return [];
  const care = permissionCare(known);
  return care.kind === 'dangerous' ? [care.why] : [];
}

/* A right of the account itself has no narrower place; one that is about websites has. */
function reachesAll({ on, groups }: TokenRule): boolean {
  const isAboutSites = groups.some((group) => {
    const scope = permissionGroupById(group.id)?.scope;
    return !isReading(group) && (scope === undefined || scope === 'zone');
  });
  return on.some(
    ({ kind }) =>
      kind === 'all-accounts' || (isAboutSites && (kind === 'all-zones' || kind === 'zones-of-account')),
  );
}

function distinct(groups: readonly TokenGroup[]): readonly TokenGroup[] {
  return [...new Map(groups.map((group) => [group.id, group])).values()];
}
