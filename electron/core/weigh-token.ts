import {
  keysThatGrant,
  type PermissionKey,
  permissionGroup,
} from '../../shared/catalogue/permission-groups.ts';
import { permissionPhrase } from '../../shared/catalogue/permission-words.ts';
import { type Place, zoneOf } from '../../shared/place.ts';
import { longestProofLine } from '../../shared/schemas/slip.ts';
import type { Until } from '../../shared/until.ts';
import { type Finding, type Verdict, verdictKind } from '../../shared/verdict.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import type { ProbeOutcome, SeenZone, VerifiedToken } from './ports.ts';
import { canLine, type Probe } from './proof-plan.ts';
import { permissionsOf } from './token-order.ts';

/** What the owner planned, as far as a token can be held against it. */
export type TokenPlan = {
  readonly permissions: readonly PermissionKey[];
  readonly place: Place;
  readonly until: Until;
  /** Completes "The agent can ...". */
  readonly may: string;
  readonly changes: boolean;
};

/** What a token showed of itself. Null where Cloudflare gave no clear answer. */
export type Examined = {
  readonly verified: VerifiedToken;
  readonly zones: readonly SeenZone[] | null;
  readonly accounts: readonly { readonly id: string; readonly name: string }[] | null;
  readonly tried: readonly { readonly probe: Probe; readonly outcome: ProbeOutcome }[];
};

/* How far an end date may lie behind the planned one: the form knows whole days only. Milliseconds. */
const endSlack = 36 * 3_600_000;

/* The rights that a zone's own list names, by Cloudflare's words for them. The list is deprecated, so it only adds. */
const zoneRights: readonly { readonly word: string; readonly changing: PermissionKey }[] = [
  { word: 'zone', changing: 'zone.edit' },
  { word: 'dns_records', changing: 'dns.edit' },
  { word: 'zone_settings', changing: 'zoneSettings.edit' },
  { word: 'ssl', changing: 'ssl.edit' },
];

/** What a request plans for its token. */
export function tokenPlanOf(request: SlipRequest, until: Until): TokenPlan {
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
  const missing = missingRights(plan, seen);
  const unclear = seen.tried
    .filter(({ outcome }) => outcome.kind === 'unclear')
    .map(({ probe }): Finding => ({ what: probe.about, mend: null }));
  const proof = {
    at: now.toISOString(),
    can: canLines(plan, seen),
    cannot: cannotLines(plan, seen),
    untested: untestedLines(plan, unclear),
  };
  const found = { tooMuch: once(tooMuch), missing: once(missing), unclear, proof };
  return { kind: verdictKind(found), ...found };
}

function otherPlaces({ place }: TokenPlan, { zones, accounts, tried }: Examined): readonly Finding[] {
  const own = zoneOf(place);
  const inside = (zone: SeenZone) =>
    zone.account.id === place.account.id && (place.reach.kind === 'all-zones' || zone.id === own?.id);
  const foreign = [
    ...(zones ?? []).filter((zone) => !inside(zone)).map(({ name }) => name),
    ...tried
      .filter(({ probe, outcome }) => probe.group === 'other-websites' && outcome.kind === 'allowed')
      .map(({ probe }) => probe.about),
  ];
  const otherAccounts = (accounts ?? []).filter(({ id }) => id !== place.account.id).map(({ name }) => name);
  return [
    ...foreign.map((name): Finding => ({ what: `reach ${name}`, mend: 'place' })),
    ...otherAccounts.map((name): Finding => ({ what: `reach the account ${name}`, mend: 'place' })),
  ];
}

function otherRights(plan: TokenPlan, { zones, tried }: Examined): readonly Finding[] {
  const reads = tried
    .filter(
      ({ probe, outcome }) =>
        probe.expect === 'refused' && probe.group !== 'other-websites' && outcome.kind === 'allowed',
    )
    .map(({ probe }): Finding => ({ what: `read ${probe.about}`, mend: 'right' }));
  const own = zoneOf(plan.place);
  const named = zones?.find(({ id }) => id === own?.id)?.permissions ?? [];
  const changes = zoneRights
    .filter(({ word, changing }) => named.includes(`#${word}:edit`) && !isPlanned(plan, changing))
    .map(({ changing }): Finding => ({ what: rightInWords(changing), mend: 'right' }));
  return [...reads, ...changes];
}

function otherEnd({ until }: TokenPlan, { expiresOn }: VerifiedToken): readonly Finding[] {
  if (until.kind === 'never') return [];
  if (expiresOn === null) return [{ what: 'work for ever: it has no end date', mend: 'end-date' }];
  const late = Date.parse(expiresOn) - Date.parse(until.at) > endSlack;
  return late
    ? [{ what: `work until ${expiresOn.slice(0, 10)}, longer than you planned`, mend: 'end-date' }]
    : [];
}

function missingRights({ place }: TokenPlan, { zones, tried }: Examined): readonly Finding[] {
  const own = zoneOf(place);
  const unseen = own !== null && zones !== null && !zones.some(({ id }) => id === own.id);
  const refused = tried.filter(
    ({ probe, outcome }) => probe.expect === 'allowed' && outcome.kind === 'refused',
  );
  return [
    ...(unseen ? [{ what: `reach ${own.name}`, mend: 'place' } satisfies Finding] : []),
    ...refused.map(({ probe }): Finding => ({ what: `read ${probe.about}`, mend: 'right' })),
  ];
}

function canLines({ may }: TokenPlan, { tried }: Examined): Verdict['proof']['can'] {
  const allowed = tried.filter(
    ({ probe, outcome }) => probe.expect === 'allowed' && outcome.kind === 'allowed',
  ).length;
  return allowed === 0 ? [] : [{ what: fitting(may), requests: allowed }];
}

function cannotLines({ place }: TokenPlan, { tried }: Examined): Verdict['proof']['cannot'] {
  const websites = place.reach.kind === 'no-zone' ? 'your websites' : 'your other websites';
  const words: Record<Probe['group'], (abouts: string) => string> = {
    'this-place': (abouts) => `read ${abouts} of this website`,
    account: (abouts) => `read ${abouts} of your account`,
    'other-websites': (abouts) => `reach ${websites}, such as ${abouts}`,
  };
  return (['this-place', 'account', 'other-websites'] as const).flatMap((group) => {
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
}

function untestedLines({ changes }: TokenPlan, unclear: readonly Finding[]): readonly string[] {
  return [
    ...(changes ? ['Changes were not tried, so that nothing on your website changes.'] : []),
    ...(unclear.length === 0
      ? []
      : [fitting(`Cloudflare gave no clear answer about ${inWords(unclear.map(({ what }) => what))}.`)]),
  ];
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
