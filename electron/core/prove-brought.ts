import type { GuidedRequest } from '../../shared/guided-request.ts';
import type { Place } from '../../shared/place.ts';
import type { Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { resolveUntil } from '../../shared/until.ts';
import type { Verdict } from '../../shared/verdict.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import { type AccountHints, type IdentifiedToken, identifyToken } from './identify-token.ts';
import type { TokenInHand } from './pick-up.ts';
import type { Clock, Cloudflare, ProbeOutcome } from './ports.ts';
import { canLine, mostRequests, ownTokensProbe, type Probe, planProof } from './proof-plan.ts';
import { permissionsOf } from './token-order.ts';
import { weighToken } from './weigh-token.ts';

type Parts = { readonly cloudflare: Cloudflare; readonly clock: Clock };

/** A token that was made by hand, after its proof. */
export type ProvenToken = IdentifiedToken & {
  readonly verdict: Verdict;
  /** What the slip is for, every id known; null where the token does not show the place that was planned. */
  readonly request: SlipRequest | null;
};

/**
 * Proves what a token that somebody else made can and can't do. Nothing says what it was made with, so what it sees is
 * held against the plan, reads of the job have to succeed, and reads beyond it have to be refused. Nothing is changed.
 */
export async function proveBrought(
  parts: Parts,
  token: TokenInHand,
  guided: GuidedRequest,
  known: { readonly hints: AccountHints; readonly places: Places | null },
  signal?: AbortSignal,
): Promise<Result<ProvenToken, Problem>> {
  const { cloudflare, clock } = parts;
  const until = resolveUntil(guided.until, clock.now());
  if (!until.ok) return until;
  const identified = await identifyToken(parts, token, guided, known.hints, signal);
  if (!identified.ok) return identified;
  const { place, zones, accounts, verified } = identified.value;
  const request = completeRequest(guided, identified.value);
  const probes = probesFor(request ?? accountOnly(guided, identified.value), identified.value, known.places);
  const tried = await Promise.all(
    probes.map(async (probe) => ({
      probe,
      outcome: await cloudflare.probe(token.secret, probe.request, signal),
    })),
  );
  if (signal?.aborted) return failed({ code: 'stopped' });
  const blocked = blockedBy(tried.map(({ outcome }) => outcome));
  if (blocked !== null) return failed(blocked);
  const verdict = weighToken(
    {
      permissions: permissionsOf(guided),
      place,
      until: until.value,
      may: request === null ? '' : canLine(request),
      changes: guided.access === 'change',
    },
    { verified, zones, accounts, tried },
    clock.now(),
  );
  return ok({ ...identified.value, verdict, request });
}

function completeRequest(guided: GuidedRequest, { place }: IdentifiedToken): SlipRequest | null {
  const { account, reach } = place;
  if (account === null) return null;
  if (reach.kind !== 'one-zone') return { ...guided, place: { ...place, account, reach } };
  const { id, name } = reach.zone;
  if (id === null) return null;
  return { ...guided, place: { ...place, account, reach: { kind: 'one-zone', zone: { id, name } } } };
}

/* What can still be tried when the website is out of sight: the rights on the account. */
function accountOnly(guided: GuidedRequest, { place }: IdentifiedToken): SlipRequest | null {
  if (place.account === null) return null;
  const there: Place = { ...place, account: place.account, reach: { kind: 'no-zone' } };
  return { ...guided, place: there };
}

function probesFor(
  request: SlipRequest | null,
  { owner, zones, requests }: IdentifiedToken,
  known: Places | null,
): readonly Probe[] {
  if (request === null) return [];
  const seen = zones === null || zones === 'refused' ? [] : zones;
  const unseen = (known?.zones ?? []).filter(({ id }) => !seen.some((zone) => zone.id === id));
  const places: Places = {
    accounts: [],
    projects: [],
    zones: request.place.reach.kind === 'all-zones' ? [...seen, ...unseen] : unseen,
  };
  const most = mostRequests - requests;
  return owner.kind === 'user'
    ? [...planProof(request, places, most - 1), ownTokensProbe]
    : planProof(request, places, most);
}

/* A token can end, or meet its limit to some addresses, between two requests. */
function blockedBy(outcomes: readonly ProbeOutcome[]): Problem | null {
  const codes = outcomes.map((outcome) => (outcome.kind === 'unclear' ? outcome.problem.code : null));
  if (codes.includes('token-refused')) return { code: 'token-ended' };
  return codes.includes('location-refused') ? { code: 'location-refused' } : null;
}
