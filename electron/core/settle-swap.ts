import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Rotated } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import type { Progress } from '../../shared/snapshot.ts';
import type { KeyRing } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, Keychain } from './ports.ts';
import type { Secret } from './secret.ts';
import { findLiveSlip } from './slips.ts';
import { endSwap, markLost, proofOf, setRotating } from './swap-notes.ts';
import { proveSwap } from './swap-proof.ts';
import { verifySurely } from './verify-surely.ts';

/** What a swap needs. */
export type SwapParts = {
  readonly keyRing: KeyRing;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clock: Clock;
};

/** How far a swap is. */
export type RotationStep = Extract<Progress, { doing: 'rotating' }>['step'];

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
  parts: SwapParts,
  id: string,
  tell: (step: RotationStep) => void,
): Promise<Result<Settled, Problem>> {
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok || found.value.rotating === null) return ok({ kind: 'nothing-begun' });
  const slip = found.value;
  const kept = await parts.keychain.get(id);
  if (!kept.ok) return kept;
  if (kept.value === null) return markLost(parts, slip);
  const cloudflare = parts.keyRing.cloudflare(slip.world);
  const verified = await verifySurely({ ...parts, cloudflare }, kept.value, slip.token.owner);
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

/** Proves a new value that is in the keychain, and ends the swap. */
export async function proveAndWrite(
  parts: SwapParts,
  slip: Slip,
  value: Secret,
  old: Secret | null,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  tell('proving');
  const proven = await proveSwap(parts, slip, value, old);
  if (!proven.ok) {
    return proven.problem.code === 'token-refused'
      ? failed(await afterNothingWorks(parts, slip))
      : failed(unfinished(proven.problem));
  }
  const { verdict } = proven.value;
  const written = await endSwap(parts, slip, value, verdict);
  if (!written.ok) return failed(unfinished(written.problem));
  return verdict === null
    ? failed({ code: 'slip-token-gone' })
    : ok({ old: proven.value.old, proof: proofOf(slip, verdict) });
}

/** A swap of which the new value is safe, and something else is not done yet. */
export function unfinished(because: Problem): Problem {
  return because.code === 'rotation-unfinished' ? because : { code: 'rotation-unfinished', because };
}

/* Cloudflare takes neither value: it was rolled once more, by somebody else or by a request of ours that came late. */
async function afterNothingWorks(parts: SwapParts, slip: Slip): Promise<Problem> {
  await markLost(parts, slip);
  return { code: 'roll-lost', number: slip.number };
}
