import { domainToASCII } from 'node:url';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { GuidedPlace, GuidedRequest } from '../../shared/guided-request.ts';
import type { Account, Zone } from '../../shared/place.ts';
import type { CloudflareProblem, Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { TokenOwner } from '../../shared/slip.ts';
import type { TokenInHand } from './pick-up.ts';
import { type Clock, type Cloudflare, type SeenZone, type VerifiedToken, zonesOnAPage } from './ports.ts';
import type { SeenAccounts, SeenZones } from './weigh-token.ts';

type Parts = { readonly cloudflare: Cloudflare; readonly clock: Clock };

/** What is known of the owner's accounts apart from the token. */
export type AccountHints = {
  /** What the owner pasted as their account; null where nothing was asked. */
  readonly typed: string | null;
  readonly known: readonly Account[];
};

/** A token of which it is known whose it is and what it sees. */
export type IdentifiedToken = {
  readonly owner: TokenOwner;
  readonly verified: VerifiedToken;
  readonly zones: SeenZones;
  /** Asked of a person's token only: a token of an account reaches no other. */
  readonly accounts: SeenAccounts;
  /** The place that was planned, with the ids that the token showed. */
  readonly place: GuidedPlace;
  /** How many requests it took. */
  readonly requests: number;
};

type Answered<T> = Result<T, CloudflareProblem>;

/* Each costs a request, and a right one is among the first. */
const mostCandidates = 3;

/**
 * Finds out whose a token is, from what it was pasted with, what is known, and what it sees: a token of an account does
 * not tell its account, and only there can it be verified. An old one does not even tell its kind.
 */
export async function identifyToken(
  { cloudflare, clock }: Parts,
  token: TokenInHand,
  guided: GuidedRequest,
  hints: AccountHints,
  signal?: AbortSignal,
): Promise<Result<IdentifiedToken, Problem>> {
  const asUser = { kind: 'user' } as const;
  const [listed, accounts, user] = await Promise.all([
    cloudflare.seeZones(token.secret, null, signal),
    token.kind === 'account' ? null : cloudflare.listAccounts(token.secret, signal),
    token.kind === 'account' ? null : cloudflare.verify(token.secret, asUser, signal),
  ]);
  let requests = 1 + (accounts === null ? 0 : 1) + (user === null ? 0 : 1);
  const look = await findPlanned(cloudflare, token, guided, listed, signal);
  requests += look.requests;
  const blocked = blocking(look.zones);
  if (blocked !== null) return failed(blocked);

  const zones = seenOf(look.zones);
  const reached = accounts?.ok ? accounts.value : null;
  const owner = await findOwner();
  if (!owner.ok) return owner;
  const ended = endedProblem(owner.value.verified, clock.now());
  if (ended !== null) return failed(ended);
  const known = [...listOf(zones).map((zone) => zone.account), ...(reached ?? []), ...hints.known];
  const place = settlePlace(guided, owner.value.owner, { zones: listOf(zones), reached, known }, hints.typed);
  if (!place.ok) return place;
  /* Without a list, a website that was typed has no id, and nothing can be tried on it. */
  const isNameless = place.value.reach.kind === 'one-zone' && place.value.reach.zone.id === null;
  if (isNameless && zones === null && !look.zones.ok) return failed(look.zones.problem);
  const told = owner.value.owner.kind === 'user' ? seenAccounts(accounts) : 'untold';
  return ok({ ...owner.value, zones, accounts: told, place: place.value, requests });

  async function findOwner(): Promise<
    Result<{ readonly owner: TokenOwner; readonly verified: VerifiedToken }, Problem>
  > {
    if (user?.ok) return ok({ owner: asUser, verified: user.value });
    if (user !== null && user.problem.code !== 'token-refused') return user;
    if (token.kind === 'user') return failed({ code: 'token-ended' });
    const candidates = candidateAccounts(token, guided.place, hints, listOf(zones));
    if (candidates.length === 0) {
      const unseen = zones === null && !look.zones.ok;
      return failed(unseen ? look.zones.problem : { code: 'account-id-missing' });
    }
    for (const accountId of candidates) {
      requests += 1;
      const as: TokenOwner = { kind: 'account', accountId };
      const verified = await cloudflare.verify(token.secret, as, signal);
      if (verified.ok) return asPlanned(as, verified.value);
      if (!isElsewhere(verified.problem)) return verified;
    }
    return failed({ code: 'key-wrong-account' });
  }

  function asPlanned(as: { readonly kind: 'account'; readonly accountId: string }, verified: VerifiedToken) {
    const wanted = guided.place.account?.id ?? hints.typed ?? as.accountId;
    return wanted === as.accountId
      ? ok({ owner: as, verified })
      : failed({ code: 'key-wrong-account' } as const);
  }
}

/** Whether a token that Cloudflare knows can be used now. It may call a token past its end active: the date decides. */
export function endedProblem({ status, expiresOn, notBefore }: VerifiedToken, now: Date): Problem | null {
  if (status !== 'active') return { code: 'token-ended' };
  if (expiresOn !== null && Date.parse(expiresOn) <= now.getTime()) return { code: 'token-ended' };
  return notBefore !== null && Date.parse(notBefore) > now.getTime() ? { code: 'key-not-yet-valid' } : null;
}

/* A wide token may see more websites than one page holds; then the planned one is asked for by its name. */
async function findPlanned(
  cloudflare: Cloudflare,
  token: TokenInHand,
  { place }: GuidedRequest,
  listed: Answered<readonly SeenZone[]>,
  signal?: AbortSignal,
): Promise<{ readonly zones: Answered<readonly SeenZone[]>; readonly requests: number }> {
  const isWhole = !listed.ok || listed.value.length < zonesOnAPage;
  if (isWhole || place.reach.kind !== 'one-zone' || plannedZone(place, listed.value) !== null) {
    return { zones: listed, requests: 0 };
  }
  const named = await cloudflare.seeZones(token.secret, place.reach.zone.name, signal);
  return { zones: named.ok ? ok([...named.value, ...listed.value]) : named, requests: 1 };
}

/* Cloudflare says of a token that is gone that it is none, whatever is asked; a right that lacks is said otherwise. */
function blocking(zones: Answered<unknown>): Problem | null {
  if (zones.ok) return null;
  switch (zones.problem.code) {
    case 'token-refused':
      return { code: 'token-ended' };
    case 'token-malformed':
    case 'location-refused':
    case 'stopped':
      return zones.problem;
    default:
      return null;
  }
}

function isElsewhere({ code }: CloudflareProblem): boolean {
  return code === 'token-refused' || code === 'missing-permission' || code === 'not-found';
}

function seenOf(zones: Answered<readonly SeenZone[]>): SeenZones {
  if (zones.ok) return zones.value;
  return zones.problem.code === 'missing-permission' ? 'refused' : null;
}

/* A refusal to tell is Cloudflare's own way; an answer that did not come says nothing. */
function seenAccounts(accounts: Answered<readonly Account[]> | null): SeenAccounts {
  if (accounts === null || accounts.ok) return accounts?.value ?? 'untold';
  const { code } = accounts.problem;
  return ['missing-permission', 'cloudflare-said-no', 'not-found', 'token-refused'].includes(code)
    ? 'untold'
    : null;
}

function listOf(zones: SeenZones): readonly SeenZone[] {
  return zones === null || zones === 'refused' ? [] : zones;
}

/* A token of an account sees websites of that account alone, so what it sees comes first. */
function candidateAccounts(
  token: TokenInHand,
  place: GuidedPlace,
  { typed, known }: AccountHints,
  zones: readonly SeenZone[],
): readonly string[] {
  const all = [
    zones[0]?.account.id,
    token.accountId,
    typed,
    place.account?.id,
    ...known.map(({ id }) => id),
  ].filter((id) => id !== undefined && id !== null);
  return [...new Set(all)].slice(0, mostCandidates);
}

type Sight = {
  readonly zones: readonly SeenZone[];
  readonly reached: readonly Account[] | null;
  readonly known: readonly Account[];
};

function settlePlace(
  { job, place }: GuidedRequest,
  owner: TokenOwner,
  { zones, reached, known }: Sight,
  typed: string | null,
): Result<GuidedPlace, Problem> {
  const zone = plannedZone(place, zones);
  const id = owner.kind === 'account' ? owner.accountId : (place.account?.id ?? typed);
  const named =
    id === null ? null : (known.find((one) => one.id === id) ?? place.account ?? { id, name: id });
  const account = named ?? zone?.account ?? theOnly(reached ?? zones.map((one) => one.account));
  if (place.reach.kind !== 'one-zone') {
    return account === null ? failed({ code: 'account-id-missing' }) : ok({ ...place, account });
  }
  if (zone === null || (account !== null && zone.account.id !== account.id)) return ok({ ...place, account });
  /* A typed "shop.bakery.example" is a part of the website bakery.example, which is what Cloudflare knows. */
  const typedHost = place.reach.zone.name;
  const isPart = place.reach.zone.id === null && !isSameName(zone.name, typedHost);
  return ok({
    ...place,
    account,
    reach: { kind: 'one-zone', zone: { id: zone.id, name: zone.name } },
    hostname: place.hostname ?? (isPart && jobOf(job).narrowsTo !== 'nothing' ? typedHost : null),
  });
}

/** The planned website among those that a token sees: by its id, by its name, or as a part of the nearest. */
function plannedZone({ account, reach }: GuidedPlace, zones: readonly SeenZone[]): SeenZone | null {
  if (reach.kind !== 'one-zone') return null;
  const { id, name }: { readonly id: Zone['id'] | null; readonly name: string } = reach.zone;
  if (id !== null) return zones.find((zone) => zone.id === id) ?? null;
  const mine = zones.filter((zone) => account === null || zone.account.id === account.id);
  const nearest = mine
    .filter((zone) => asciiName(name).endsWith(`.${asciiName(zone.name)}`))
    .toSorted((one, other) => other.name.length - one.name.length);
  return mine.find((zone) => isSameName(zone.name, name)) ?? nearest[0] ?? null;
}

function isSameName(one: string, other: string): boolean {
  return asciiName(one) === asciiName(other);
}

/* Letters of other languages are written in two ways. */
function asciiName(name: string): string {
  return domainToASCII(name) || name.toLowerCase();
}

function theOnly(accounts: readonly Account[]): Account | null {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return byId.size === 1 ? ([...byId.values()][0] ?? null) : null;
}
