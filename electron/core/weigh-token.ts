import {
  keysThatGrant,
  type PermissionKey,
  permissionGroup,
} from '../../shared/catalogue/permission-groups.ts';
import { permissionPhrase } from '../../shared/catalogue/permission-words.ts';
import type { GuidedPlace } from '../../shared/guided-request.ts';
import { dayMs } from '../../shared/instant.ts';
import { longestProofLine } from '../../shared/schemas/slip.ts';
import type { Until } from '../../shared/until.ts';
import { type Finding, type Verdict, verdictKind } from '../../shared/verdict.ts';
import type { ProbeOutcome, SeenZone, VerifiedToken } from './ports.ts';
import { canLine, type JobAtPlace, type Probe } from './proof-plan.ts';
import { permissionsOf } from './token-order.ts';

/** What the owner planned, as far as a token can be held against it. */
export type TokenPlan = {
  readonly permissions: readonly PermissionKey[];
  /** A website without an id is one that the token did not show. */
  readonly place: Pick<GuidedPlace, 'account' | 'reach'>;
  readonly until: Until;
  /** Completes "The agent can ...". */
  readonly may: string;
  readonly changes: boolean;
};

/** The websites that a token sees: a list, a refusal to list any, or null where Cloudflare gave no clear answer. */
export type SeenZones = readonly SeenZone[] | 'refused' | null;

/** The accounts that a token reaches: a list, none told where Cloudflare does not say, or null without a clear answer. */
export type SeenAccounts = readonly { readonly id: string; readonly name: string }[] | 'untold' | null;

/** What a token showed of itself. Null where Cloudflare gave no clear answer. */
export type Examined = {
  readonly verified: VerifiedToken;
  /** Left out where Cloudflare's own record of the token says what it reaches. */
  readonly zones?: SeenZones;
  readonly accounts: SeenAccounts;
  readonly tried: readonly { readonly probe: Probe; readonly outcome: ProbeOutcome }[];
};

/*
 * How far an end date may lie behind the planned one: the form knows whole days only, and should one count the chosen day
 * in, the token that the guide asks for lasts a day more. Milliseconds.
 */
const endSlack = 2 * dayMs;

/* The rights that a zone's own list names, by Cloudflare's words for them. The list is deprecated, so it only adds. */
const zoneRights: readonly { readonly word: string; readonly changing: PermissionKey }[] = [
  { word: 'zone', changing: 'zone.edit' },
  { word: 'dns_records', changing: 'dns.edit' },
  { word: 'zone_settings', changing: 'zoneSettings.edit' },
  { word: 'ssl', changing: 'ssl.edit' },
];

/** What a request plans for its token. */
export function tokenPlanOf(request: JobAtPlace, until: Until): TokenPlan {
  return {
    permissions: permissionsOf(request),
    place: request.place,
    until,
    may: canLine(request),
    changes: request.access === 'change',
  };
}

/** Weighs what a token showed against what was planned. */
export function weighToken(plan: TokenPlan, seen: Examined, now: Date): Verdict {
  const tooMuch = [...otherPlaces(plan, seen), ...otherRights(plan, seen), ...otherEnd(plan, seen.verified)];
  const unclear = unclearFindings(seen);
  const proof = {
    at: now.toISOString(),
    can: canLines(plan, seen),
    cannot: cannotLines(plan, seen),
    untested: untestedLines(plan, seen),
  };
  const found = { tooMuch: once(tooMuch), missing: once(missingRights(plan, seen)), unclear, proof };
  const kind = verdictKind(found);
  return { kind: kind === 'as-planned' && isOpen(seen) ? 'cannot-tell' : kind, ...found };
}

/*
 * Whether something that would have told of a token that is too wide was not answered. Nothing else tells that of a
 * token that somebody else made, so bad weather must not make it look narrow.
 */
function isOpen({ zones, accounts, tried }: Examined): boolean {
  if (zones === undefined) return false;
  return zones === null || accounts === null || tried.some(isUnanswered);
}

/* What a website's plan does not include stays without an answer, however often it is asked. */
function isUnanswered({ probe: { request }, outcome }: Examined['tried'][number]): boolean {
  if (outcome.kind !== 'unclear') return false;
  const { problem } = outcome;
  switch (problem.code) {
    case 'not-found':
      return false;
    case 'cloudflare-said-no':
      return problem.cloudflareCode === null;
    case 'malformed-answer':
      return request.kind === 'get';
    default:
      return true;
  }
}

function unclearFindings({ zones, accounts, tried }: Examined): readonly Finding[] {
  return [
    ...(zones === null ? ['the websites that it sees'] : []),
    ...(accounts === null ? ['the accounts that it reaches'] : []),
    ...tried.filter(({ outcome }) => outcome.kind === 'unclear').map(({ probe }) => probe.about),
  ].map((what) => ({ what, mend: null }));
}

function otherPlaces({ place }: TokenPlan, { zones, accounts, tried }: Examined): readonly Finding[] {
  const foreign = [
    ...listOf(zones)
      .filter((zone) => !isInside(zone, place))
      .map(({ name }) => name),
    ...tried
      .filter(({ probe, outcome }) => probe.group === 'other-websites' && outcome.kind === 'allowed')
      .map(({ probe }) => probe.about),
  ];
  const otherAccounts = (accounts === null || accounts === 'untold' ? [] : accounts)
    .filter(({ id }) => place.account !== null && id !== place.account.id)
    .map(({ name }) => name);
  return [
    ...foreign.map((name): Finding => ({ what: `reach ${name}`, mend: 'place' })),
    ...otherAccounts.map((name): Finding => ({ what: `reach the account ${name}`, mend: 'place' })),
  ];
}

function isInside(zone: SeenZone, { account, reach }: TokenPlan['place']): boolean {
  if (account === null || zone.account.id !== account.id) return false;
  return reach.kind === 'all-zones' || (reach.kind === 'one-zone' && zone.id === reach.zone.id);
}

function otherRights(plan: TokenPlan, seen: Examined): readonly Finding[] {
  const reads = seen.tried
    .filter(
      ({ probe, outcome }) =>
        probe.expect === 'refused' && probe.group !== 'other-websites' && outcome.kind === 'allowed',
    )
    .map(({ probe }): Finding => ({ what: `read ${probe.about}`, mend: 'right' }));
  const named = namedRights(plan, seen);
  const changes = zoneRights
    .filter(({ word, changing }) => named.includes(`#${word}:edit`) && !isPlanned(plan, changing))
    .map(({ changing }): Finding => ({ what: rightInWords(changing), mend: 'right' }));
  return [...reads, ...changes];
}

/* What Cloudflare's list says of the first website that the slip is for. */
function namedRights({ place }: TokenPlan, { zones }: Examined): readonly string[] {
  return listOf(zones).find((zone) => isInside(zone, place))?.permissions ?? [];
}

function otherEnd({ until }: TokenPlan, { expiresOn }: VerifiedToken): readonly Finding[] {
  if (until.kind === 'never') return [];
  if (expiresOn === null) return [{ what: 'work for ever: it has no end date', mend: 'end-date' }];
  const late = Date.parse(expiresOn) - Date.parse(until.at) > endSlack;
  return late
    ? [{ what: `work until ${expiresOn.slice(0, 10)}, longer than you planned`, mend: 'end-date' }]
    : [];
}

function missingRights(plan: TokenPlan, seen: Examined): readonly Finding[] {
  const refused = seen.tried.filter(
    ({ probe, outcome }) => probe.expect === 'allowed' && outcome.kind === 'refused',
  );
  const named = namedRights(plan, seen);
  const changes = zoneRights.filter(
    ({ word, changing }) =>
      plan.permissions.includes(changing) &&
      named.includes(`#${word}:read`) &&
      !named.includes(`#${word}:edit`),
  );
  return [
    ...missingPlace(plan, seen),
    ...refused.map(({ probe }): Finding => ({ what: `read ${probe.about}`, mend: 'right' })),
    ...changes.map(({ changing }): Finding => ({ what: rightInWords(changing), mend: 'right' })),
  ];
}

function missingPlace({ place: { reach } }: TokenPlan, { zones }: Examined): readonly Finding[] {
  if (reach.kind !== 'one-zone' || zones === undefined || zones === null) return [];
  const { id, name } = reach.zone;
  if (zones === 'refused') return id === null ? [{ what: `read the website ${name}`, mend: 'right' }] : [];
  return zones.some((zone) => zone.id === id) ? [] : [{ what: `reach ${name}`, mend: 'place' }];
}

function canLines({ may }: TokenPlan, { tried }: Examined): Verdict['proof']['can'] {
  const allowed = tried.filter(
    ({ probe, outcome }) => probe.expect === 'allowed' && outcome.kind === 'allowed',
  ).length;
  return allowed === 0 ? [] : [{ what: fitting(may), requests: allowed }];
}

function cannotLines(plan: TokenPlan, { zones, tried }: Examined): Verdict['proof']['cannot'] {
  const { place } = plan;
  const websites = place.reach.kind === 'no-zone' ? 'your websites' : 'your other websites';
  const words: Record<Probe['group'], (abouts: string) => string> = {
    'this-place': (abouts) => `read ${abouts} of this website`,
    account: (abouts) => `read ${abouts} of your account`,
    profile: (abouts) => `read ${abouts}`,
    'other-websites': (abouts) => `reach ${websites}, such as ${abouts}`,
  };
  const probed = (['this-place', 'account', 'profile', 'other-websites'] as const).flatMap((group) => {
    const abouts = tried
      .filter(
        ({ probe, outcome }) =>
          probe.group === group && probe.expect === 'refused' && outcome.kind === 'refused',
      )
      .map(({ probe }) => probe.about);
    return abouts.length === 0
      ? []
      : [{ what: fitting(words[group](inWords(abouts))), requests: abouts.length }];
  });
  const alone = unseenWebsites(place, zones);
  return alone === null ? probed : [...probed, { what: fitting(alone), requests: 1 }];
}

/* The list of websites that was asked for with the token is one request, and a telling one. */
function unseenWebsites(place: TokenPlan['place'], zones: SeenZones | undefined): string | null {
  if (zones === undefined || zones === null) return null;
  const seen = listOf(zones);
  if (seen.length === 0) return 'see any of your websites';
  const [own, ...others] = seen;
  return place.reach.kind === 'one-zone' && others.length === 0 && own !== undefined && isInside(own, place)
    ? `see any website but ${own.name}`
    : null;
}

function untestedLines(plan: TokenPlan, seen: Examined): readonly string[] {
  const unclear = unclearFindings(seen);
  return [
    ...(plan.changes ? ['Changes were not tried, so that nothing on your website changes.'] : []),
    ...(!plan.changes && seen.zones !== undefined && !showsAllRights(plan, seen)
      ? ['We did not try if it can also change things, since that would take a change.']
      : []),
    ...(seen.zones !== undefined && !seen.tried.some(({ probe }) => probe.expect === 'allowed')
      ? ['We could try nothing of what this job needs.']
      : []),
    ...(seen.zones === undefined
      ? []
      : ['Cloudflare has rarer permissions, too. We can’t see if it has one of those.']),
    ...(unclear.length === 0
      ? []
      : [fitting(`Cloudflare gave no clear answer about ${inWords(unclear.map(({ what }) => what))}.`)]),
    ...causes(seen),
  ];
}

/* What stood in the way of a clear answer, where the owner can do something about it. */
function causes({ tried }: Examined): readonly string[] {
  const codes = tried.map(({ outcome }) => (outcome.kind === 'unclear' ? outcome.problem.code : null));
  const hasAny = (...wanted: readonly (typeof codes)[number][]) =>
    codes.some((code) => wanted.includes(code));
  return [
    ...(hasAny('rate-limited') ? ['Cloudflare asked us to wait a few minutes.'] : []),
    ...(hasAny('offline', 'timed-out') ? ['The line to Cloudflare broke off in between.'] : []),
    ...(hasAny('cloudflare-down') ? ['Cloudflare has a problem of its own.'] : []),
  ];
}

/* Whether Cloudflare's own list named each planned right, and so would have named a greater one. */
function showsAllRights(plan: TokenPlan, seen: Examined): boolean {
  const named = namedRights(plan, seen);
  return plan.permissions.every((key) =>
    zoneRights.some(
      ({ word, changing }) => keysThatGrant(key).includes(changing) && named.includes(`#${word}:read`),
    ),
  );
}

function isPlanned({ permissions }: TokenPlan, key: PermissionKey): boolean {
  return keysThatGrant(key).some((one) => permissions.includes(one));
}

function rightInWords(key: PermissionKey): string {
  return permissionPhrase(permissionGroup(key));
}

function once(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [finding.what, finding])).values()];
}

/* The book takes no longer line, and a slip that can't be written down can't be made. */
function fitting(line: string): string {
  return line.length <= longestProofLine ? line : `${line.slice(0, longestProofLine - 1)}…`;
}

function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}

function listOf(zones: SeenZones | undefined): readonly SeenZone[] {
  return zones === undefined || zones === null || zones === 'refused' ? [] : zones;
}
