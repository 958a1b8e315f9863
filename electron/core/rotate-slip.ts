import type { KeychainProblem, Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import { isExposed, isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import type { Progress } from '../../shared/snapshot.ts';
import type { Verdict } from '../../shared/verdict.ts';
import { endedProblem } from './identify-token.ts';
import type { KeyInHand, KeyRing } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import { isSurelyRefused } from './pending-tokens.ts';
import type { Clock, Keychain } from './ports.ts';
import { examineToken } from './prove-slip.ts';
import { isSameOwner } from './revoke-slip.ts';
import type { Secret } from './secret.ts';
import { changeSlip, findLiveSlip } from './slips.ts';
import { storeAndReadBack } from './store-secret.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clock: Clock;
};

/** How far a swap is. */
export type RotationStep = Extract<Progress, { doing: 'rotating' }>['step'];

/** What the owner wants of a swap. */
export type RotationOrder = {
  readonly id: string;
  readonly why: RotationReason;
  /** Rolls once more although an earlier new value got lost: the owner was told. */
  readonly again: boolean;
};

/** How long to wait before asking again whether the old value still works, in milliseconds. */
const secondLookMs = 2000;

/* How long Cloudflare may take to refuse an old value everywhere. Milliseconds between tries. */
const refusalPatience = [500, 1500, 3000] as const;

/**
 * Swaps a slip's token for a new value of the same token: rolled at Cloudflare, locked in the keychain, read back,
 * verified and proven. The route stays the same. A note in the book is written before anything happens and taken out in
 * the write that ends it, so that an interruption at any moment is found.
 */
export async function rotateSlip(
  parts: Parts,
  order: RotationOrder,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  const found = findLiveSlip(parts.notebook, order.id);
  if (!found.ok) return found;
  if (!isInForce(stampOf(found.value, parts.clock.now()))) return failed({ code: 'slip-over' });
  if (order.why === 'leaked' && !isExposed(found.value)) await noteLeak(parts, order.id);
  const earlier = await finishEarlier(parts, found.value, order, tell);
  if (earlier !== null) return earlier;
  const slip = findLiveSlip(parts.notebook, order.id);
  if (!slip.ok) return slip;
  const key = await keyFor(parts, slip.value);
  if (!key.ok) return key;
  const old = await parts.keychain.get(order.id);
  /* A leaked token is made worthless even if the new one can't be kept right away. */
  if (!old.ok && order.why === 'asked') return old;
  return roll(parts, slip.value, order, { key: key.value, old: old.ok ? old.value : null }, tell);
}

/** What was found of a swap that an earlier run began. */
export type Settled =
  | { readonly kind: 'nothing-begun' }
  /** The new value is in the keychain and works. */
  | { readonly kind: 'finished'; readonly rotated: Rotated }
  /** The old value works: Cloudflare never rolled it. */
  | { readonly kind: 'undone' }
  /** What the keychain holds is dead. Only rolling again helps. */
  | { readonly kind: 'lost' };

/**
 * Goes on with a swap that was interrupted, as far as that needs no setup key: whatever the keychain holds is tried at
 * Cloudflare, and the book made to say what is true.
 */
export async function settleRotation(
  parts: Parts,
  id: string,
  tell: (step: RotationStep) => void,
): Promise<Result<Settled, Problem>> {
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok || found.value.rotating === null) return ok({ kind: 'nothing-begun' });
  const slip = found.value;
  const kept = await parts.keychain.get(id);
  if (!kept.ok) return kept;
  if (kept.value === null) return markLost(parts, slip);
  const verified = await parts.keyRing.cloudflare(slip.world).verify(kept.value, slip.token.owner);
  if (!verified.ok) {
    return verified.problem.code === 'token-refused' ? markLost(parts, slip) : verified;
  }
  if (kept.value.ending === slip.token.ending) {
    const cleared = await setRotating(parts, id, null);
    return cleared.ok ? ok({ kind: 'undone' }) : cleared;
  }
  const rotated = await proveAndWrite(parts, slip, kept.value, null, tell);
  return rotated.ok ? ok({ kind: 'finished', rotated: rotated.value }) : rotated;
}

async function finishEarlier(
  parts: Parts,
  slip: Slip,
  { why, again }: RotationOrder,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem> | null> {
  if (slip.rotating === null) return null;
  const settled = await settleRotation(parts, slip.id, tell);
  /* What can't be told apart right now may be rolled over all the same, once the owner knows. */
  if (!settled.ok) return again || why === 'leaked' ? null : settled;
  if (settled.value.kind === 'lost') {
    return again || why === 'leaked' ? null : failed({ code: 'roll-lost', number: slip.number });
  }
  /* Which value was seen by others is not known, so a swap that was just finished does not count. */
  return settled.value.kind === 'finished' && why === 'asked' ? ok(settled.value.rotated) : null;
}

async function keyFor({ keyRing }: Parts, { world, token }: Slip): Promise<Result<KeyInHand, Problem>> {
  const key = await keyRing.key(world);
  if (!key.ok) return key;
  return isSameOwner(key.value.owner, token.owner) ? key : failed({ code: 'key-wrong-account' });
}

type InHand = { readonly key: KeyInHand; readonly old: Secret | null };

async function roll(
  parts: Parts,
  slip: Slip,
  { why }: RotationOrder,
  { key, old }: InHand,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  tell('rolling');
  const since = parts.clock.now().toISOString();
  const noted = await setRotating(parts, slip.id, { since, why, lost: false });
  if (!noted.ok) return noted;
  const rolled = await parts.keyRing
    .cloudflare(slip.world)
    .rollToken(key.secret, slip.token.owner, slip.token.id);
  if (!rolled.ok) {
    return failed(
      rolled.problem.code === 'not-found'
        ? await afterNotFound(parts, slip, old)
        : isSurelyRefused(rolled.problem)
          ? await afterRefusal(parts, slip, rolled.problem)
          : await afterLostAnswer(parts, slip, old, rolled.problem),
    );
  }
  tell('storing');
  const stored = await storeAndReadBack(parts.keychain, slip.id, rolled.value);
  if (!stored.ok) return failed(notKept(stored.problem));
  return proveAndWrite(parts, slip, rolled.value, old, tell);
}

function notKept(because: KeychainProblem): Problem {
  return { code: 'roll-not-kept', because };
}

/* Cloudflare says of another person's token that it does not exist, too. Only the old value can tell. */
async function afterNotFound(parts: Parts, slip: Slip, old: Secret | null): Promise<Problem> {
  const state = await stateOf(parts, slip, old);
  await putBack(parts, slip);
  if (state === 'works') return { code: 'key-wrong-account' };
  return state === 'dead' || slip.token.owner.kind === 'account'
    ? { code: 'slip-token-gone' }
    : { code: 'not-found' };
}

async function afterRefusal(parts: Parts, slip: Slip, problem: Problem): Promise<Problem> {
  await putBack(parts, slip);
  return problem;
}

async function afterLostAnswer(
  parts: Parts,
  slip: Slip,
  old: Secret | null,
  problem: Problem,
): Promise<Problem> {
  let state = await stateOf(parts, slip, old);
  if (state === 'works') {
    /* Cloudflare may still be busy with the request whose answer was lost. */
    await parts.clock.wait(secondLookMs);
    state = await stateOf(parts, slip, old);
  }
  if (state === 'works') return afterRefusal(parts, slip, problem);
  if (state === 'unclear') return { code: 'roll-unclear' };
  await markLost(parts, slip);
  return { code: 'roll-lost', number: slip.number };
}

async function stateOf(
  { keyRing }: Parts,
  { world, token }: Slip,
  value: Secret | null,
): Promise<'works' | 'dead' | 'unclear'> {
  if (value === null) return 'unclear';
  const verified = await keyRing.cloudflare(world).verify(value, token.owner);
  if (verified.ok) return 'works';
  return verified.problem.code === 'token-refused' ? 'dead' : 'unclear';
}

async function proveAndWrite(
  parts: Parts,
  slip: Slip,
  value: Secret,
  old: Secret | null,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  tell('proving');
  const now = parts.clock.now();
  const { world, token, until } = slip;
  const [examined, oldState] = await Promise.all([
    examineToken(
      { cloudflare: parts.keyRing.cloudflare(world), clock: parts.clock },
      {
        token: { id: token.id, value },
        owner: token.owner,
        request: slip,
        until,
        places: parts.keyRing.knowledge(world)?.places ?? null,
      },
      (verified) => (verified.id === token.id ? endedProblem(verified, now) : { code: 'malformed-answer' }),
    ),
    oldAfterwards(parts, slip, old),
  ]);
  if (!examined.ok && examined.problem.code !== 'token-ended') {
    return examined.problem.code === 'token-refused'
      ? failed(await afterNothingWorks(parts, slip))
      : failed(unfinished(examined.problem));
  }
  const verdict = examined.ok ? examined.value : null;
  const written = await writeDown(parts, slip, value, verdict);
  if (!written.ok) return failed(unfinished(written.problem));
  return verdict === null
    ? failed({ code: 'slip-token-gone' })
    : ok({ old: oldState, proof: proofOf(slip, verdict) });
}

function unfinished(because: Problem): Problem {
  return because.code === 'rotation-unfinished' ? because : { code: 'rotation-unfinished', because };
}

/* Cloudflare takes neither value: it was rolled once more, by somebody else or by a request of ours that came late. */
async function afterNothingWorks(parts: Parts, slip: Slip): Promise<Problem> {
  await markLost(parts, slip);
  return { code: 'roll-lost', number: slip.number };
}

/* Shows that the old value is worth nothing any more, to whoever has it. */
async function oldAfterwards(parts: Parts, slip: Slip, old: Secret | null): Promise<Rotated['old']> {
  let state = await stateOf(parts, slip, old);
  for (const pause of refusalPatience) {
    if (state !== 'works') break;
    await parts.clock.wait(pause);
    state = await stateOf(parts, slip, old);
  }
  if (state === 'unclear') return 'not-checked';
  return state === 'dead' ? 'refused' : 'still-taken';
}

/* A token that was kept although it differs from its plan goes on differing; only something new is worth telling. */
function proofOf({ keptAnyway }: Slip, { kind }: Verdict): Rotated['proof'] {
  if (kind === 'cannot-tell') return 'not-tested';
  return kind === 'as-planned' || keptAnyway !== null ? 'as-before' : 'differs';
}

function writeDown(
  { notebook, clock }: Parts,
  slip: Slip,
  value: Secret,
  verdict: Verdict | null,
): Promise<Result<null, Problem>> {
  const at = clock.now().toISOString();
  const proven = verdict !== null && verdict.kind !== 'cannot-tell';
  return changeSlip(
    notebook,
    slip.id,
    (one) => ({
      ...one,
      token: { ...one.token, ending: value.ending },
      rotating: null,
      ...(verdict?.kind === 'as-planned' && one.keptAnyway === null ? { proof: verdict.proof } : {}),
      ...(verdict !== null && proofOf(one, verdict) === 'differs' ? { keptAnyway: found(verdict) } : {}),
      events: proven ? [...one.events, { at, what: 'proven' }] : one.events,
    }),
    { at, what: 'rotated' },
  );
}

function found({ kind, tooMuch, missing }: Verdict): Slip['keptAnyway'] {
  const words = (findings: Verdict['tooMuch']) => findings.map(({ what }) => what);
  return {
    verdict: kind,
    reason: '',
    tooMuch: words(tooMuch),
    missing: words(missing),
  };
}

function noteLeak({ notebook, clock }: Parts, id: string): Promise<Result<null, Problem>> {
  return changeSlip(notebook, id, (slip) => slip, { at: clock.now().toISOString(), what: 'leaked' });
}

function setRotating(
  { notebook }: Parts,
  id: string,
  rotating: Slip['rotating'],
): Promise<Result<null, Problem>> {
  return notebook.change((book) => ({
    ...book,
    slips: book.slips.map((slip) => (slip.id === id ? { ...slip, rotating } : slip)),
  }));
}

/* Nothing was rolled just now. What an earlier swap left behind is still true. */
function putBack(parts: Parts, slip: Slip): Promise<Result<null, Problem>> {
  return setRotating(parts, slip.id, slip.rotating);
}

async function markLost({ notebook }: Parts, { id }: Slip): Promise<Result<Settled, Problem>> {
  const written = await notebook.change((book) => ({
    ...book,
    slips: book.slips.map((slip) =>
      slip.id === id && slip.rotating !== null
        ? { ...slip, rotating: { ...slip.rotating, lost: true } }
        : slip,
    ),
  }));
  return written.ok ? ok({ kind: 'lost' }) : written;
}
