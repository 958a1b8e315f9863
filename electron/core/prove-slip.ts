import type { Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Proof, TokenOwner } from '../../shared/slip.ts';
import type { Until } from '../../shared/until.ts';
import type { Verdict } from '../../shared/verdict.ts';
import type { Clock, Cloudflare, CreatedToken, ProbeOutcome, TokenOrder, VerifiedToken } from './ports.ts';
import { type JobAtPlace, type Probe, planProof } from './proof-plan.ts';
import { tokenPlanOf, weighToken } from './weigh-token.ts';

type Parts = { readonly cloudflare: Cloudflare; readonly clock: Clock };

/** What a token is held against. */
export type ToExamine = {
  readonly token: Pick<CreatedToken, 'id' | 'value'>;
  readonly owner: TokenOwner;
  readonly request: JobAtPlace;
  readonly until: Until;
  readonly places: Places | null;
};

/** What a proof is made of. */
export type ToProve = ToExamine & { readonly token: CreatedToken; readonly order: TokenOrder };

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
  const examined = await examineToken(parts, to, (verified) => recordMismatch(to, verified), signal);
  return examined.ok ? asProof(examined.value) : examined;
}

/**
 * Holds a token of this app against what it is for, by reads alone. `check` judges what Cloudflare's verify says of it
 * before anything else counts.
 */
export async function examineToken(
  parts: Parts,
  to: ToExamine,
  check: (verified: VerifiedToken) => Problem | null,
  signal?: AbortSignal,
): Promise<Result<Verdict, Problem>> {
  const { request, until, token } = to;
  const probes = planProof(request, to.places);
  const [verified, ...answers] = await Promise.all([
    verifyPatiently(parts, to, signal),
    ...probes.map((probe) => probePatiently(parts, to, probe, signal)),
  ]);
  if (!verified.answer.ok) return verified.answer;
  const mismatch = check(verified.answer.value);
  if (mismatch !== null) return failed(mismatch);
  const wasEarly = [verified, ...answers].some(({ waited }) => waited);
  const tried = await Promise.all(
    probes.map(async (probe, index): Promise<Tried> => {
      const first = answers[index]?.answer;
      /* A refusal from before Cloudflare knew the token everywhere says nothing of what the token can't do. */
      const counts = first !== undefined && !(wasEarly && probe.expect === 'refused');
      return {
        probe,
        outcome: counts ? first : await parts.cloudflare.probe(token.value, probe.request, signal),
      };
    }),
  );
  if (signal?.aborted) return failed({ code: 'stopped' });
  const plan = tokenPlanOf(request, until);
  const seen = { verified: verified.answer.value, accounts: 'untold', tried } as const;
  return ok(byRecord(weighToken(plan, seen, parts.clock.now()), tried, plan.may));
}

/*
 * For some products no harmless read is known. Cloudflare's own record of the token, which was compared with the order
 * when it was made, is then what says that it can do its job; rolling changes its value alone.
 */
function byRecord(verdict: Verdict, tried: readonly Tried[], may: string): Verdict {
  const known = tried.some(({ probe }) => probe.expect === 'allowed');
  if (known || verdict.kind !== 'cannot-tell' || verdict.proof.cannot.length === 0) return verdict;
  const proof: Proof = {
    ...verdict.proof,
    can: [{ what: may, requests: 1 }],
    untested: [
      ...verdict.proof.untested,
      'We know no harmless test for this. Cloudflare itself says that the token has it.',
    ],
  };
  return { ...verdict, kind: 'as-planned', proof };
}

function asProof(verdict: Verdict): Result<Proof, Problem> {
  switch (verdict.kind) {
    case 'as-planned':
      return ok(verdict.proof);
    case 'wider':
      return failed({ code: 'proof-wider', reached: verdict.tooMuch.map(({ what }) => what) });
    case 'too-narrow':
      return failed({ code: 'proof-too-narrow', missing: verdict.missing.map(({ what }) => what) });
    case 'cannot-tell':
      return failed({ code: 'proof-unfinished' });
  }
}

type Patient<T> = { readonly answer: T; readonly waited: boolean };

/* Asks again after a pause, as long as the answer looks as if Cloudflare did not know the token yet. */
async function patiently<T>(
  clock: Clock,
  ask: () => Promise<T>,
  isEarly: (answer: T) => boolean,
  signal?: AbortSignal,
): Promise<Patient<T>> {
  let answer = await ask();
  let waited = false;
  for (const pause of patience) {
    if (!isEarly(answer) || signal?.aborted) break;
    waited = true;
    await clock.wait(pause, signal);
    answer = await ask();
  }
  return { answer, waited };
}

function verifyPatiently({ cloudflare, clock }: Parts, { token, owner }: ToExamine, signal?: AbortSignal) {
  return patiently(
    clock,
    () => cloudflare.verify(token.value, owner, signal),
    (verified) => !verified.ok && verified.problem.code === 'token-refused',
    signal,
  );
}

function probePatiently(
  { cloudflare, clock }: Parts,
  { token }: ToExamine,
  probe: Probe,
  signal?: AbortSignal,
) {
  return patiently(
    clock,
    () => cloudflare.probe(token.value, probe.request, signal),
    (outcome) =>
      (probe.expect === 'allowed' && outcome.kind === 'refused') ||
      (outcome.kind === 'unclear' && outcome.problem.code === 'token-refused'),
    signal,
  );
}

/* Cloudflare's answer to the order, and its verify, say what the token is. Either has to match what was ordered. */
function recordMismatch({ token, order, until }: ToProve, verified: VerifiedToken): Problem | null {
  if (verified.id !== token.id || verified.status !== 'active') return { code: 'malformed-answer' };
  const sameEnd =
    until.kind === 'never'
      ? verified.expiresOn === null
      : verified.expiresOn !== null && Date.parse(verified.expiresOn) === Date.parse(until.at);
  if (!sameEnd) return { code: 'proof-wider', reached: ['work longer than you planned'] };
  const ordered = new Set(order.policies.flatMap(({ permissions }) => permissions));
  const granted = new Set(token.granted);
  if ([...granted].some((id) => !ordered.has(id))) {
    return { code: 'proof-wider', reached: ['do things that were not asked for'] };
  }
  if ([...ordered].some((id) => !granted.has(id))) {
    return { code: 'proof-too-narrow', missing: ['do all that was asked for'] };
  }
  return null;
}
