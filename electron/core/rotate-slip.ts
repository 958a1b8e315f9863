import type { KeychainProblem, Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import { isInForce, leaksOf, type Slip, stampOf, waitsToStop } from '../../shared/slip.ts';
import { isSameOwner, type KeyInHand } from './key-ring.ts';
import { isOwnToken } from './own-token.ts';
import { isSurelyRefused } from './pending-tokens.ts';
import type { Secret } from './secret.ts';
import { proveAndWrite, type RotationStep, type SwapParts, settleRotation } from './settle-swap.ts';
import { findLiveSlip } from './slips.ts';
import { storeAndReadBack } from './store-secret.ts';
import { markLost, noteLeak, setRotating } from './swap-notes.ts';
import { stateOf } from './swap-proof.ts';
import type { Traffic } from './traffic.ts';

/** What the owner wants of a swap. */
export type RotationOrder = {
  readonly id: string;
  readonly why: RotationReason;
  /** Rolls once more although an earlier new value got lost: the owner was told. */
  readonly again: boolean;
};

type RotationParts = SwapParts & {
  /** Agents' requests with the slip's token wait while it is rolled. */
  readonly traffic: Pick<Traffic, 'hold'>;
};

/** How long to wait before asking again whether the old value still works, in milliseconds. */
const secondLookMs = 2000;

/**
 * Swaps a slip's token for a new value of the same token: rolled at Cloudflare, locked in the keychain, read back,
 * verified and proven. The route stays the same. A note in the book is written before anything happens and taken out in
 * the write that ends it, so that an interruption at any moment is found.
 */
export async function rotateSlip(
  parts: RotationParts,
  order: RotationOrder,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  const found = findLiveSlip(parts.notebook, order.id);
  if (!found.ok) return found;
  if (!isInForce(stampOf(found.value, parts.clock.now()))) return failed({ code: 'slip-over' });
  if (order.why === 'leaked' && leaksOf(found.value).token === null) await noteLeak(parts, order.id);
  const earlier = await finishEarlier(parts, found.value, order, tell);
  if (earlier !== null) return earlier;
  const slip = findLiveSlip(parts.notebook, order.id);
  if (!slip.ok) return slip;
  const key = await keyFor(parts, slip.value);
  if (!key.ok) return key;
  const old = await parts.keychain.get(order.id);
  /* A leaked token is made worthless even if the new one can't be kept right away. */
  if (!old.ok && order.why === 'asked') return old;
  /* Nothing is rolled yet, and what the owner wants stopped meanwhile gets no new value. */
  if (!waitsToStop(found.value) && isToStop(parts, order.id)) return failed({ code: 'stopped' });
  return roll(parts, slip.value, order, { key: key.value, old: old.ok ? old.value : null }, tell);
}

function isToStop({ notebook }: SwapParts, id: string): boolean {
  const slip = findLiveSlip(notebook, id);
  return !slip.ok || waitsToStop(slip.value);
}

async function finishEarlier(
  parts: SwapParts,
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

async function keyFor({ keyRing }: SwapParts, slip: Slip): Promise<Result<KeyInHand, Problem>> {
  const key = await keyRing.key(slip.world);
  if (!key.ok) return key;
  if (!isSameOwner(key.value.owner, slip.token.owner)) return failed({ code: 'setup-key-elsewhere' });
  const own = await isOwnToken(keyRing.cloudflare(slip.world), key.value, slip);
  return own.ok ? key : own;
}

type InHand = { readonly key: KeyInHand; readonly old: Secret | null };

async function roll(
  parts: RotationParts,
  slip: Slip,
  { why }: RotationOrder,
  { key, old }: InHand,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  tell('rolling');
  const since = parts.clock.now().toISOString();
  const noted = await setRotating(parts, slip.id, { since, why, lost: false });
  if (!noted.ok) return noted;
  /* An agent's request that came just now would arrive with a value that is dead by then. */
  const letOn = await parts.traffic.hold(slip.id);
  const rolled = await rollAndStore(parts, slip, { key, old }, tell).finally(letOn);
  return rolled.ok ? proveAndWrite(parts, slip, rolled.value, old, tell) : rolled;
}

async function rollAndStore(
  parts: RotationParts,
  slip: Slip,
  { key, old }: InHand,
  tell: (step: RotationStep) => void,
): Promise<Result<Secret, Problem>> {
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
  return stored.ok ? ok(rolled.value) : failed(notKept(stored.problem));
}

function notKept(because: KeychainProblem): Problem {
  return { code: 'roll-not-kept', because };
}

/* Cloudflare says of a token that it does not show to this key that it does not exist, too. Only the old value can tell. */
async function afterNotFound(parts: SwapParts, slip: Slip, old: Secret | null): Promise<Problem> {
  const state = await stateOf(parts, slip, old);
  await putBack(parts, slip);
  if (state === 'works') return { code: 'setup-key-elsewhere' };
  return state === 'dead' ? { code: 'slip-token-gone' } : { code: 'not-found' };
}

async function afterRefusal(parts: SwapParts, slip: Slip, problem: Problem): Promise<Problem> {
  await putBack(parts, slip);
  return problem;
}

async function afterLostAnswer(
  parts: SwapParts,
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

/* Nothing was rolled just now. What an earlier swap left behind is still true. */
function putBack(parts: SwapParts, slip: Slip): Promise<Result<null, Problem>> {
  return setRotating(parts, slip.id, slip.rotating);
}
