import type { Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Proof, TokenOwner } from '../../shared/slip.ts';
import type { Until } from '../../shared/until.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import type { Clock, Cloudflare, CreatedToken, ProbeOutcome, TokenOrder, VerifiedToken } from './ports.ts';
import { canLine, type Probe, planProof } from './proof-plan.ts';

type Parts = { readonly cloudflare: Cloudflare; readonly clock: Clock };

/** What a proof is made of. */
export type ToProve = {
  readonly token: CreatedToken;
  readonly owner: TokenOwner;
  readonly request: SlipRequest;
  readonly order: TokenOrder;
  readonly until: Until;
  readonly places: Places | null;
};

/* A new token may take some seconds until all of Cloudflare knows it. Milliseconds between tries. */
const patience = [250, 750, 2000, 3000] as const;

type Tried = { readonly probe: Probe; readonly outcome: ProbeOutcome };

/**
 * Proves what a token can and can't do: Cloudflare verifies it, its own record names exactly what was ordered, the
 * reads of the job succeed, and reads beyond it are refused. Nothing is changed.
 */
export async function proveSlip(
  parts: Parts,
  to: ToProve,
  signal?: AbortSignal,
): Promise<Result<Proof, Problem>> {
  const verified = await verifyPatiently(parts, to, signal);
  if (!verified.ok) return verified;
  const mismatch = recordMismatch(to, verified.value);
  if (mismatch !== null) return failed(mismatch);
  const tried = await Promise.all(
    planProof(to.request, to.places).map(
      async (probe): Promise<Tried> => ({
        probe,
        outcome: await probePatiently(parts, to, probe, signal),
      }),
    ),
  );
  if (signal?.aborted) return failed({ code: 'stopped' });
  return weigh(to.request, tried, parts.clock.now());
}

async function verifyPatiently(
  { cloudflare, clock }: Parts,
  { token, owner }: ToProve,
  signal?: AbortSignal,
): Promise<Result<VerifiedToken, Problem>> {
  for (const pause of patience) {
    const verified = await cloudflare.verify(token.value, owner, signal);
    if (verified.ok || verified.problem.code !== 'token-refused') return verified;
    await clock.wait(pause, signal);
  }
  return cloudflare.verify(token.value, owner, signal);
}

async function probePatiently(
  { cloudflare, clock }: Parts,
  { token }: ToProve,
  probe: Probe,
  signal?: AbortSignal,
): Promise<ProbeOutcome> {
  let outcome = await cloudflare.probe(token.value, probe.request, signal);
  for (const pause of patience) {
    if (probe.expect === 'refused' || outcome.kind !== 'refused' || signal?.aborted) return outcome;
    await clock.wait(pause, signal);
    outcome = await cloudflare.probe(token.value, probe.request, signal);
  }
  return outcome;
}

/* Cloudflare's answer to the order, and its verify, say what the token is. Either has to match what was ordered. */
function recordMismatch({ token, order, until }: ToProve, verified: VerifiedToken): Problem | null {
  if (verified.id !== token.id || verified.status !== 'active') return { code: 'malformed-answer' };
  const sameEnd =
    until.kind === 'never'
      ? verified.expiresOn === null
      : verified.expiresOn !== null && Date.parse(verified.expiresOn) === Date.parse(until.at);
  if (!sameEnd) return { code: 'proof-wider', reached: ['a later end date'] };
  const ordered = new Set(order.policies.flatMap(({ permissions }) => permissions));
  const granted = new Set(token.granted);
  if ([...granted].some((id) => !ordered.has(id))) {
    return { code: 'proof-wider', reached: ['permissions that were not asked for'] };
  }
  if ([...ordered].some((id) => !granted.has(id))) {
    return { code: 'proof-too-narrow', missing: ['permissions that were asked for'] };
  }
  return null;
}

function weigh(request: SlipRequest, tried: readonly Tried[], now: Date): Result<Proof, Problem> {
  const reached = tried.filter(
    ({ probe, outcome }) => probe.expect === 'refused' && outcome.kind === 'allowed',
  );
  if (reached.length > 0)
    return failed({ code: 'proof-wider', reached: reached.map(({ probe }) => probe.about) });
  const missing = tried.filter(
    ({ probe, outcome }) => probe.expect === 'allowed' && outcome.kind === 'refused',
  );
  if (missing.length > 0) {
    return failed({ code: 'proof-too-narrow', missing: missing.map(({ probe }) => probe.about) });
  }
  const allowed = tried.filter(
    ({ probe, outcome }) => probe.expect === 'allowed' && outcome.kind === 'allowed',
  );
  const refused = tried.filter(
    ({ probe, outcome }) => probe.expect === 'refused' && outcome.kind === 'refused',
  );
  if (allowed.length === 0 || refused.length === 0) return failed({ code: 'proof-unfinished' });
  return ok({
    at: now.toISOString(),
    can: [{ what: canLine(request), requests: allowed.length }],
    cannot: cannotLines(request, refused),
    untested: untestedLines(request, tried),
  });
}

function cannotLines({ place }: SlipRequest, refused: readonly Tried[]): Proof['cannot'] {
  const websites = place.reach.kind === 'no-zone' ? 'your websites' : 'your other websites';
  const words: Record<Probe['group'], (abouts: string) => string> = {
    'this-place': (abouts) => `read ${abouts} of this website`,
    account: (abouts) => `read ${abouts} of your account`,
    'other-websites': (abouts) => `reach ${websites}, such as ${abouts}`,
  };
  return (['this-place', 'account', 'other-websites'] as const).flatMap((group) => {
    const abouts = refused.filter(({ probe }) => probe.group === group).map(({ probe }) => probe.about);
    return abouts.length === 0 ? [] : [{ what: words[group](inWords(abouts)), requests: abouts.length }];
  });
}

function untestedLines(request: SlipRequest, tried: readonly Tried[]): Proof['untested'] {
  const unclear = tried.filter(({ outcome }) => outcome.kind === 'unclear').map(({ probe }) => probe.about);
  return [
    ...(request.access === 'change'
      ? ['Changes were not tried, so that nothing on your website changes.']
      : []),
    ...(unclear.length === 0 ? [] : [`Cloudflare gave no clear answer about ${inWords(unclear)}.`]),
  ];
}

function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}
